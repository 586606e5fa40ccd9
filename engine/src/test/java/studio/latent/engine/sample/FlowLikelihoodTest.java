package studio.latent.engine.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.model.NoiseKind;
import studio.latent.engine.model.Preconditioning;
import studio.latent.engine.model.Prediction;

/// Against normal data, whose densities are known in closed form.
class FlowLikelihoodTest {
    private static final double LOW = 0.01;
    private static final double HIGH = 100;
    private static final double MEAN = 0.3;
    private static final double[] DEVIATIONS = {0.5, 0.1, 0.02};

    /// Independent numbers of different deviations.
    private static FlowLikelihood.Sloped independent() {
        return (x, sigma, direction) -> {
            double[] denoised = new double[3 * x.count()];
            double[] pulled = new double[3 * x.count()];
            for (int i = 0; i < denoised.length; i++) {
                double variance = DEVIATIONS[i % 3] * DEVIATIONS[i % 3];
                double keep = variance / (variance + sigma * sigma);
                denoised[i] = MEAN + keep * (x.values()[i] - MEAN);
                pulled[i] = keep * direction.values()[i];
            }
            return new FlowLikelihood.Answer(new Samples(x.shape(), denoised), new Samples(x.shape(), pulled));
        };
    }

    private static double normal(double x, double mean, double variance) {
        return -0.5 * (x - mean) * (x - mean) / variance - 0.5 * Math.log(2 * Math.PI * variance);
    }

    /// The density at the end of the exact way up, taken as normal around 0 there, times how much the way stretches.
    private static double exact(double[] x) {
        double sum = 0;
        for (int i = 0; i < 3; i++) {
            double variance = DEVIATIONS[i] * DEVIATIONS[i];
            double stretch = Math.sqrt((variance + HIGH * HIGH) / (variance + LOW * LOW));
            sum += normal(MEAN + stretch * (x[i] - MEAN), 0, HIGH * HIGH) + Math.log(stretch);
        }
        return sum;
    }

    private static double error(int steps) throws StudioException {
        double[] x = {0.9, 0.25, 0.31};
        Samples images = new Samples(new int[] {1, 3}, x);
        double found = FlowLikelihood.logDensity(
                independent(),
                images,
                GaussianModel.grid(HIGH, LOW, steps),
                FlowLikelihood.signs(SeededNoise.of(4), 0, images.shape()))[0];
        return Math.abs(found - exact(x));
    }

    @Test
    void theDensityOfIndependentNumbersIsExactButForTheSteps() throws Exception {
        assertThat(error(256)).isLessThan(1e-6);
    }

    @Test
    void withMuchNoiseItIsTheDensityOfTheData() throws Exception {
        double[] x = {0.9, 0.25, 0.31};
        Samples images = new Samples(new int[] {1, 3}, x);
        double expected = 0;
        for (int i = 0; i < 3; i++) {
            expected += normal(x[i], MEAN, DEVIATIONS[i] * DEVIATIONS[i] + LOW * LOW);
        }

        double found = FlowLikelihood.logDensity(
                independent(),
                images,
                GaussianModel.grid(1e5, LOW, 400),
                FlowLikelihood.signs(SeededNoise.of(4), 0, images.shape()))[0];

        // what remains of the image in noise of deviation 100,000
        assertThat(found).isCloseTo(expected, within(2e-5));
    }

    @Test
    void theErrorFallsWithTheFourthPowerOfTheSteps() throws Exception {
        double ratio = error(16) / error(32);

        assertThat(ratio).as("error at 16 steps over error at 32").isBetween(10.0, 26.0);
    }

    @Test
    void eachImageOfABatchHasItsOwnDensity() throws Exception {
        Samples images = new Samples(new int[] {2, 3}, new double[] {0.9, 0.25, 0.31, -0.4, 0.3, 0.28});

        double[] found = FlowLikelihood.logDensity(
                independent(),
                images,
                GaussianModel.grid(HIGH, LOW, 200),
                FlowLikelihood.signs(SeededNoise.of(4, 5), 0, images.shape()));

        assertThat(found[0]).isCloseTo(exact(new double[] {0.9, 0.25, 0.31}), within(1e-5));
        assertThat(found[1]).isCloseTo(exact(new double[] {-0.4, 0.3, 0.28}), within(1e-5));
    }

    /// Two numbers with a correlation of 0.8: the estimate of one draw is off by the sign of v₁·v₂, and the mean of
    /// both signs is exact.
    @Test
    void theEstimateIsRightOnAverage() throws Exception {
        FlowLikelihood.Sloped correlated = (x, sigma, direction) -> {
            double[] rotatedX = rotated(x.values());
            double[] rotatedDirection = rotated(direction.values());
            double[] denoised = new double[2];
            double[] pulled = new double[2];
            for (int i = 0; i < 2; i++) {
                double variance = i == 0 ? 1.8 : 0.2;
                double keep = variance / (variance + sigma * sigma);
                denoised[i] = keep * rotatedX[i];
                pulled[i] = keep * rotatedDirection[i];
            }
            return new FlowLikelihood.Answer(
                    new Samples(x.shape(), rotated(denoised)), new Samples(x.shape(), rotated(pulled)));
        };
        Random random = new Random(7);
        Samples x = new Samples(new int[] {1, 2}, new double[] {random.nextGaussian(), random.nextGaussian()});
        double[] turned = rotated(x.values());
        double exact = normal(turned[0], 0, 1.8 + LOW * LOW) + normal(turned[1], 0, 0.2 + LOW * LOW);
        SigmaGrid grid = GaussianModel.grid(1e5, LOW, 400);

        double same = FlowLikelihood.logDensity(correlated, x, grid, new Samples(x.shape(), new double[] {1, 1}))[0];
        double other = FlowLikelihood.logDensity(correlated, x, grid, new Samples(x.shape(), new double[] {1, -1}))[0];

        assertThat((same + other) / 2).isCloseTo(exact, within(1e-4));
        assertThat(same).isNotCloseTo(exact, within(0.1));
    }

    /// A turn by 45° is its own inverse here: the mirror image of one.
    private static double[] rotated(double[] x) {
        double s = Math.sqrt(0.5);
        return new double[] {s * (x[0] + x[1]), s * (x[0] - x[1])};
    }

    @Test
    void aNetworksSlopeIsConvertedAsItsOutput() throws Exception {
        Preconditioning preconditioning = new Preconditioning.Predicting(NoiseKind.COSINE.schedule(), Prediction.V);
        FlowLikelihood.SlopedNetwork network = (input, time, direction) ->
                new FlowLikelihood.Answer(squares(input), new Samples(input.shape(), new double[] {
                    2 * input.values()[0] * direction.values()[0]
                }));
        Denoiser plain = Denoiser.of(preconditioning, (input, time) -> squares(input));
        Samples x = new Samples(new int[] {1, 1}, new double[] {0.7});
        Samples one = new Samples(new int[] {1, 1}, new double[] {1});
        double h = 1e-6;

        FlowLikelihood.Answer answer =
                FlowLikelihood.of(preconditioning, network).at(x, 1.3, one);

        double above = plain.denoised(x.plus(h, one), 1.3).values()[0];
        double below = plain.denoised(x.plus(-h, one), 1.3).values()[0];
        assertThat(answer.denoised()).isEqualTo(plain.denoised(x, 1.3));
        assertThat(answer.pulled().values()[0]).isCloseTo((above - below) / (2 * h), within(1e-8));
    }

    private static Samples squares(Samples input) {
        return new Samples(input.shape(), new double[] {input.values()[0] * input.values()[0]});
    }

    @Test
    void bitsOfAUniformDensityAreEight() {
        // density ½ on [−1, 1] is one of 256 equal bytes, but for half a byte beyond each end
        assertThat(FlowLikelihood.bitsPerDimension(4 * Math.log(127.5 / 256), 4))
                .isCloseTo(8, within(1e-12));
    }

    @Test
    void signsAreHalfEach() {
        double[] signs =
                FlowLikelihood.signs(SeededNoise.of(9), 2, new int[] {1, 1000}).values();

        assertThat(signs).containsOnly(-1, 1);
        assertThat(java.util.Arrays.stream(signs).sum()).isBetween(-130.0, 130.0);
    }
}
