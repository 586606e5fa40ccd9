package studio.latent.engine.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/// Orders of convergence where the way is known: the error at twice the steps is smaller by two to the order.
class SamplerOrderTest {
    private static final GaussianModel MODEL = new GaussianModel(0.2, 0.5);
    private static final double FROM = 80;
    private static final double TO = 0.05;
    private static final double START = 1.3 * FROM;
    private static final int[] ONE = {1, 1};

    @Test
    void eulerAndDdimAreOfOrderOne() throws Exception {
        assertThat(order(new Euler(), 128)).isCloseTo(1, within(0.05));
        assertThat(order(new Ddim(0), 128)).isCloseTo(1, within(0.05));
        assertThat(order(new EulerAncestral(0, 1), 128)).isCloseTo(1, within(0.05));
    }

    @Test
    void heunTwoMAndTwoSAreOfOrderTwo() throws Exception {
        assertThat(order(new Heun(0, 0, 1e6, 1), 128)).isCloseTo(2, within(0.1));
        assertThat(order(new DpmSolver2M(), 128)).isCloseTo(2, within(0.05));
        assertThat(order(new DpmSolver2MSde(0), 128)).isCloseTo(2, within(0.05));
        assertThat(order(new DpmSolver2S(), 128)).isCloseTo(2, within(0.1));
    }

    @Test
    void threeMIsOfOrderThreeOnlyWithTaylorsTerm() throws Exception {
        assertThat(order(new DpmSolver3M(DpmSolver3M.Curvature.TAYLOR), 64)).isBetween(2.9, 4.0);
        assertThat(order(new DpmSolver3M(DpmSolver3M.Curvature.PUBLISHED), 256)).isCloseTo(2, within(0.1));
        assertThat(error(new DpmSolver3M(DpmSolver3M.Curvature.PUBLISHED), 64))
                .isLessThan(error(new DpmSolver2M(), 64) / 2);
    }

    @Test
    void uniPcGainsAnOrderByItsCorrector() throws Exception {
        assertThat(order(new UniPc(1, UniPc.Variant.BH2), 128)).isCloseTo(2, within(0.05));
        for (UniPc.Variant variant : UniPc.Variant.values()) {
            // the last steps are of a lower order, which shows below 1e-5
            assertThat(order(new UniPc(2, variant), 16)).as("%s", variant).isBetween(2.7, 3.5);
            assertThat(error(new UniPc(2, variant), 64)).isLessThan(error(new DpmSolver2M(), 64) / 4);
            assertThat(error(new UniPc(3, variant), 32)).isLessThan(error(new DpmSolver2M(), 32) / 4);
        }
    }

    @Test
    void theVarianceOfAncestralSamplesConvergesWithOrderOneAndThatOfTheSdeSolverFaster() throws Exception {
        for (Sampler sampler : new Sampler[] {
            new Ddpm(Ddpm.Variance.SMALL), new Ddpm(Ddpm.Variance.LARGE), new EulerAncestral(1, 1), new Ddim(0.5)
        }) {
            assertThat(varianceOrder(sampler, 128)).as("%s", sampler).isCloseTo(1, within(0.15));
        }
        assertThat(varianceOrder(new DpmSolver2MSde(1), 128)).isGreaterThan(1.7);
        assertThat(Math.abs(varianceError(new Heun(20, 0, 1e6, 1), 128))).isLessThan(5e-3);
    }

    @Test
    void aConsistencyModelGivesTheDatasVarianceAfterAnyNumberOfSteps() throws Exception {
        for (int steps : new int[] {1, 2, 5}) {
            SigmaGrid grid = withZero(GaussianModel.grid(FROM, TO, steps));
            assertThat(variance(new Lcm(), MODEL.consistency(), grid)).isCloseTo(0.25, within(1e-9));
        }
    }

    private static double order(Sampler sampler, int steps) throws Exception {
        return Math.log(error(sampler, steps) / error(sampler, 2 * steps)) / Math.log(2);
    }

    private static double error(Sampler sampler, int steps) throws Exception {
        Samples end = sampler.sample(
                MODEL,
                new Samples(ONE, new double[] {START}),
                GaussianModel.grid(FROM, TO, steps),
                SampleContext.unattended((step, shape) -> new Samples(shape, new double[1])));
        return Math.abs(end.values()[0] - MODEL.flow(START, FROM, TO));
    }

    private static double varianceOrder(Sampler sampler, int steps) throws Exception {
        return Math.log(varianceError(sampler, steps) / varianceError(sampler, 2 * steps)) / Math.log(2);
    }

    private static double varianceError(Sampler sampler, int steps) throws Exception {
        double end = variance(sampler, MODEL, GaussianModel.grid(FROM, TO, steps));
        return Math.abs(end - (0.25 + TO * TO));
    }

    /// The exact variance of what a sampler makes with a linear model: the sum of the squared answers to each
    /// noise.
    private static double variance(Sampler sampler, Denoiser model, SigmaGrid grid) throws Exception {
        double rest = answer(sampler, model, grid, 0, -1);
        double toStart = answer(sampler, model, grid, 1, -1) - rest;
        double variance = toStart * toStart * (0.25 + FROM * FROM);
        for (int step = 0; step < grid.steps(); step++) {
            double toNoise = answer(sampler, model, grid, 0, step) - rest;
            variance += toNoise * toNoise;
        }
        return variance;
    }

    private static double answer(Sampler sampler, Denoiser model, SigmaGrid grid, double start, int pushed)
            throws Exception {
        NoiseSource push = (step, shape) -> new Samples(shape, new double[] {step == pushed ? 1 : 0});
        return sampler.sample(model, new Samples(ONE, new double[] {start}), grid, SampleContext.unattended(push))
                .values()[0];
    }

    private static SigmaGrid withZero(SigmaGrid grid) {
        double[] sigmas = grid.sigmas().clone();
        sigmas[sigmas.length - 1] = 0;
        return new SigmaGrid(sigmas);
    }
}
