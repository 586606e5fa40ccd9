package studio.latent.engine.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import studio.latent.engine.tensor.HostTensor;

class ContentHashTest {
    private static final HostTensor A = new HostTensor(new int[] {2, 1}, new float[] {1, -0.5f});
    private static final HostTensor B = new HostTensor(new int[0], new float[] {3});

    /// Python: `struct.pack("<i1s3i2f", 1, b"a", 2, 2, 1, 1, -0.5) + struct.pack("<i1sif", 1, b"b", 0, 3)`, hashed by
    /// `hashlib.sha256`.
    @Test
    void isTheSha256OfNamesShapesAndData() {
        assertThat(ContentHash.of(Map.of("a", A, "b", B)))
                .isEqualTo("cdecc66279cec5ea7a89bcaedcc1c93c79a58ed250dcb2b22752f8e9622ece1b");
    }

    @Test
    void doesNotDependOnTheOrderOfTheMap() {
        Map<String, HostTensor> reversed = new LinkedHashMap<>();
        reversed.put("b", B);
        reversed.put("a", A);

        assertThat(ContentHash.of(reversed)).isEqualTo(ContentHash.of(Map.of("a", A, "b", B)));
    }

    @Test
    void changesWithNameShapeAndEveryBit() {
        assertThat(ContentHash.of(Map.of("x", A)))
                .isNotEqualTo(ContentHash.of(Map.of("y", A)))
                .isNotEqualTo(ContentHash.of(Map.of("x", new HostTensor(new int[] {1, 2}, A.values()))))
                .isNotEqualTo(ContentHash.of(Map.of(
                        "x", new HostTensor(A.shape(), new float[] {1, Math.nextUp(-0.5f)}))));
    }

    @Test
    void coversArraysLongerThanOneChunk() {
        float[] values = new float[40_000];
        String zeros = ContentHash.of(Map.of("x", new HostTensor(new int[] {40_000}, values.clone())));
        values[39_999] = 1;

        assertThat(ContentHash.of(Map.of("x", new HostTensor(new int[] {40_000}, values))))
                .isNotEqualTo(zeros);
    }
}
