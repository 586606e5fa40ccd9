package studio.latent.engine.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import studio.latent.engine.error.BadOption;
import studio.latent.engine.model.NoiseKind;

class InpaintingTest {
    private static final int[] SHAPE = {2, 2, 1, 2};
    private static final Samples IMAGE = new Samples(SHAPE, new double[] {0.1, 0.2, 0.3, 0.4, -0.1, -0.2, -0.3, -0.4});
    private static final Samples MASK = new Samples(new int[] {1, 1, 1, 2}, new double[] {0, 1});

    @ParameterizedTest
    @MethodSource("studio.latent.engine.sample.SamplersTest#types")
    void theKeptPartComesBackBitForBitAndTheRestIsNew(Samplers.Type<?> type) throws Exception {
        SeededNoise noise = SeededNoise.of(4, 5);
        SigmaGrid grid = SigmaSchedule.KARRAS.grid(NoiseKind.LINEAR.schedule(), 6);
        Denoiser model = Inpainting.of(IMAGE, MASK, noise.start(SHAPE)).of(new GaussianModel(0.7, 0.1));

        Samples end = type.with(Map.of())
                .sample(model, SampleStart.noise(grid, noise.start(SHAPE)).x(), grid, SampleContext.unattended(noise));

        for (int i = 0; i < 8; i += 2) {
            assertThat(end.values()[i]).as("kept %s", i).isEqualTo(IMAGE.values()[i]);
            assertThat(end.values()[i + 1]).as("new %s", i).isBetween(0.2, 1.2);
        }
    }

    @Test
    void theModelSeesTheKeptPartUnderTheNoiseOfTheStep() throws Exception {
        Samples noise = SeededNoise.of(4, 5).start(SHAPE);
        Samples x = IMAGE.times(9);
        Denoiser model = (seen, sigma) -> {
            for (int i = 0; i < 8; i += 2) {
                assertThat(seen.values()[i]).isEqualTo(IMAGE.values()[i] + 3 * noise.values()[i]);
                assertThat(seen.values()[i + 1]).isEqualTo(x.values()[i + 1]);
            }
            return seen;
        };

        Inpainting.of(IMAGE, MASK, noise).of(model).denoised(x, 3);
    }

    @Test
    void aMaskThatDoesNotFitIsRefusedWithWhatToDo() {
        Samples noise = SeededNoise.of(4, 5).start(SHAPE);
        assertThatThrownBy(() -> Inpainting.of(IMAGE, new Samples(new int[] {1, 1, 2, 2}, new double[4]), noise))
                .isInstanceOf(BadOption.class)
                .hasMessageContaining("[1, 1, 2, 2]")
                .hasMessageContaining("scale it to the image's size");
        assertThatThrownBy(() ->
                        Inpainting.of(IMAGE, new Samples(new int[] {1, 1, 1, 2}, new double[] {0, 255}), noise))
                .isInstanceOf(BadOption.class)
                .hasMessageContaining("255");
    }
}
