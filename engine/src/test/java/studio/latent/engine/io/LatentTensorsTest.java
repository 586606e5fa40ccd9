package studio.latent.engine.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import studio.latent.engine.error.BadModelFile;
import studio.latent.engine.model.LatentGeometry;
import studio.latent.engine.tensor.HostTensor;

class LatentTensorsTest {
    private static final LatentGeometry GEOMETRY = new LatentGeometry(
            3, new float[] {1, 2, 3}, new float[][] {{0, 1, 0}, {1, 0, 0}}, new float[] {5, 0.25f}, true);

    @Test
    void aFittedGeometryIsReadBack() throws Exception {
        LatentGeometry read = LatentTensors.geometry("f", 3, LatentTensors.of(GEOMETRY));

        assertThat(read.fitted()).isTrue();
        assertThat(read.mean()).containsExactly(1, 2, 3);
        assertThat(read.axes()).isDeepEqualTo(GEOMETRY.axes());
        assertThat(read.deviations()).containsExactly(5, 0.25f);
    }

    @Test
    void anUnfittedGeometryNeedsNoArrays() throws Exception {
        assertThat(LatentTensors.of(LatentGeometry.standard(4))).isEmpty();
        assertThat(LatentTensors.geometry("f", 4, Map.of()).fitted()).isFalse();
    }

    @Test
    void aMissingArrayAWrongShapeAndANumberThatIsNoneAreRefused() {
        assertThatThrownBy(() -> LatentTensors.geometry("f", 4, LatentTensors.of(GEOMETRY)))
                .isInstanceOf(BadModelFile.class)
                .hasMessageContaining("'axes' must have the shape [k, 4], has [2, 3]");
        refused("deviations", HostTensor.zeros(3), "'deviations' must have the shape [2]");
        refused("mean", HostTensor.zeros(3, 1), "'mean' must have the shape [3]");
        refused("axes", HostTensor.zeros(6), "'axes' must have the shape");
        refused("mean", new HostTensor(new int[] {3}, new float[] {0, Float.NaN, 0}), "'mean' is not finite");
        SequencedMap<String, HostTensor> without = LatentTensors.of(GEOMETRY);
        without.remove("axes");
        assertThatThrownBy(() -> LatentTensors.geometry("f", 3, without))
                .isInstanceOf(BadModelFile.class)
                .hasMessageContaining("no array 'axes'");
    }

    private static void refused(String name, HostTensor tensor, String expected) {
        SequencedMap<String, HostTensor> tensors = LatentTensors.of(GEOMETRY);
        tensors.put(name, tensor);
        assertThatThrownBy(() -> LatentTensors.geometry("f", 3, tensors))
                .isInstanceOf(BadModelFile.class)
                .hasMessageContaining(expected);
    }
}
