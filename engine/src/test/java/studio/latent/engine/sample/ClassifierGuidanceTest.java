package studio.latent.engine.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// Data of one mean and deviation, and a classifier that takes images for wanted ones the more, the nearer they are
/// to a place: the wanted images are then normal as well, by Bayes' rule.
class ClassifierGuidanceTest {
    private static final GaussianModel DATA = new GaussianModel(0.2, 0.5);
    private static final double WANTED = 0.9;
    private static final double WIDTH = 0.4;

    /// Of p(y | x0) = exp(−(x0 − wanted)²/2width²), seen through the noise.
    private static Samples slope(Samples x, double sigma) {
        double variance = DATA.deviation() * DATA.deviation();
        double keep = variance / (variance + sigma * sigma);
        double left = keep * sigma * sigma; // variance of x0 given x
        double[] denoised = DATA.denoised(x, sigma).values();
        return new Samples(
                x.shape(),
                Arrays.stream(denoised)
                        .map(mean -> (WANTED - mean) * keep / (left + WIDTH * WIDTH))
                        .toArray());
    }

    /// The data of which the classifier says that they are wanted.
    private static GaussianModel wanted() {
        double precision = 1 / (DATA.deviation() * DATA.deviation()) + 1 / (WIDTH * WIDTH);
        double mean = (DATA.mean() / (DATA.deviation() * DATA.deviation()) + WANTED / (WIDTH * WIDTH)) / precision;
        return new GaussianModel(mean, Math.sqrt(1 / precision));
    }

    private static Samples samples(double... values) {
        return new Samples(new int[] {values.length, 1}, values);
    }

    @Test
    void theGuidedEstimateIsThatOfTheWantedImages() throws Exception {
        Denoiser guided = new ClassifierGuidance(1).of(DATA, ClassifierGuidanceTest::slope);
        Samples x = samples(-30, -1, 0, 0.4, 2, 50);

        for (double sigma : new double[] {0.01, 0.3, 2, 80}) {
            assertThat(guided.denoised(x, sigma).values())
                    .as("sigma %s", sigma)
                    .containsExactly(wanted().denoised(x, sigma).values(), within(1e-9));
        }
    }

    @Test
    void aGuidedSamplerEndsWhereTheFlowOfTheWantedImagesDoes() throws Exception {
        Denoiser guided = new ClassifierGuidance(1).of(DATA, ClassifierGuidanceTest::slope);
        Samples start = samples(-60, 0, 45);

        Samples end = Samplers.named("heun")
                .with(java.util.Map.of())
                .sample(guided, start, GaussianModel.grid(80, 1e-3, 200), SampleContext.unattended(SeededNoise.of(1)));

        for (int i = 0; i < 3; i++) {
            assertThat(end.values()[i]).isCloseTo(wanted().flow(start.values()[i], 80, 1e-3), within(1e-3));
        }
    }

    @Test
    void withoutAScaleTheModelIsLeftAloneAndMoreLeadsFurther() throws Exception {
        Samples x = samples(0.1);

        Denoiser none = new ClassifierGuidance(0).of(DATA, ClassifierGuidanceTest::slope);
        Denoiser twice = new ClassifierGuidance(2).of(DATA, ClassifierGuidanceTest::slope);

        assertThat(none).isSameAs(DATA);
        assertThat(twice.denoised(x, 0.5).values()[0] - DATA.denoised(x, 0.5).values()[0])
                .isCloseTo(2 * 0.25 * slope(x, 0.5).values()[0], within(1e-12));
        assertThatIllegalArgumentException().isThrownBy(() -> new ClassifierGuidance(Double.NaN));
    }
}
