package studio.latent.engine.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.latent.engine.error.BadModelFile;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.model.DecoderShift;
import studio.latent.engine.model.Family;
import studio.latent.engine.model.Latent;
import studio.latent.engine.model.ModelCard;
import studio.latent.engine.model.PriorKind;
import studio.latent.engine.model.ShiftedLatent;
import studio.latent.engine.tensor.HostTensor;

class LatentFileTest {
    private static final ModelCard CARD = new ModelCard(
            "m",
            Path.of("m"),
            Family.GAN,
            "style-gan",
            new ImageShape(1, 8, 8),
            3,
            Set.of(),
            List.of(PriorKind.NORMAL),
            1,
            "ab",
            "",
            "",
            "",
            Map.of());

    @TempDir
    Path folder;

    @Test
    void aLatentAndTheShiftOfItsStylesComeBackBitForBit() throws Exception {
        Path file = folder.resolve("a.safetensors");
        ShiftedLatent plain = new ShiftedLatent(new Latent(new float[] {1, -0f, 1e-40f}));
        ShiftedLatent shifted =
                new ShiftedLatent(plain.latent(), DecoderShift.ofStyles(new float[] {1, 2, 3, 4, 5, 6}));

        LatentFile.write(file, plain, 0, CARD);
        assertThat(LatentFile.read(file)).isEqualTo(plain);
        LatentFile.write(file, shifted, 3, CARD);
        assertThat(LatentFile.read(file)).isEqualTo(shifted);
        ShiftedLatent moved = new ShiftedLatent(
                plain.latent(),
                DecoderShift.NONE.plusMap(1, new float[] {0, 0.1f}, 1).plusMap(12, new float[] {3}, 1));
        Path other = folder.resolve("b.safetensors");
        LatentFile.write(other, moved, 0, CARD);
        assertThat(LatentFile.read(other)).isEqualTo(moved);
        try (Safetensors open = Safetensors.open(file)) {
            assertThat(open.tensor("styleShift").shape()).containsExactly(3, 2);
        }
    }

    @Test
    void aShiftThatIsNoTableOfFiniteNumbersIsRefused() throws Exception {
        Path file = folder.resolve("a.safetensors");
        HostTensor latent = new HostTensor(new int[] {1}, new float[] {1});
        Safetensors.write(
                new AtomicFile(),
                file,
                Map.of("latent", latent, "styleShift", new HostTensor(new int[] {2}, new float[2])),
                Map.of());
        assertThatThrownBy(() -> LatentFile.read(file))
                .isInstanceOf(BadModelFile.class)
                .hasMessageContaining("'styleShift'")
                .hasMessageContaining("not one table of numbers");
        Safetensors.write(
                new AtomicFile(),
                file,
                Map.of("latent", latent, "styleShift", new HostTensor(new int[] {1, 1}, new float[] {Float.NaN})),
                Map.of());
        assertThatThrownBy(() -> LatentFile.read(file)).hasMessageContaining("not finite");
        Safetensors.write(
                new AtomicFile(),
                file,
                Map.of("latent", latent, "mapShift.first", new HostTensor(new int[] {1}, new float[] {1})),
                Map.of());
        assertThatThrownBy(() -> LatentFile.read(file))
                .isInstanceOf(BadModelFile.class)
                .hasMessageContaining("names no layer");
    }
}
