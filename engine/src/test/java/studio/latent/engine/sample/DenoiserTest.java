package studio.latent.engine.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import studio.latent.engine.model.EdmNoise;
import studio.latent.engine.model.NoiseKind;
import studio.latent.engine.model.Preconditioning;
import studio.latent.engine.model.Prediction;

class DenoiserTest {
    private static final Samples X = new Samples(new int[] {1, 2}, new double[] {0.5, -3});

    @ParameterizedTest
    @EnumSource(Prediction.class)
    void aNetworkSeesTheModelsOwnFrameAndItsOutputBecomesTheImage(Prediction prediction) throws Exception {
        Preconditioning preconditioning = new Preconditioning.Predicting(NoiseKind.LINEAR.schedule(), prediction);
        double sigma = NoiseKind.LINEAR.schedule().sigmaAt(400);
        Preconditioning.Coefficients c = preconditioning.at(sigma);

        Samples denoised = Denoiser.of(preconditioning, (input, time) -> {
                    assertThat(input.values()[1]).isCloseTo(-3 / Math.sqrt(1 + sigma * sigma), within(1e-12));
                    assertThat(time).isCloseTo(400, within(1e-9));
                    return new Samples(input.shape(), new double[] {2, 4});
                })
                .denoised(X, sigma);

        assertThat(denoised.values()).containsExactly(c.skip() * 0.5 + c.output() * 2, c.skip() * -3 + c.output() * 4);
    }

    @Test
    void edmSkipsByItsOwnFormula() throws Exception {
        Denoiser silent = Denoiser.of(
                new Preconditioning.Edm(EdmNoise.PAPER), (input, time) -> new Samples(input.shape(), new double[2]));

        assertThat(silent.denoised(X, 0.5).values()[1]).isCloseTo(-3 * 0.25 / (0.25 + 0.25), within(1e-12));
    }
}
