package studio.latent.engine.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import studio.latent.engine.error.BadOption;
import studio.latent.engine.job.Cancellation;
import studio.latent.engine.model.NoiseKind;

class InversionTest {
    private static final GaussianModel MODEL = new GaussianModel(0.2, 0.5);
    private static final Samples IMAGE = new Samples(new int[] {2, 2}, new double[] {0.9, -0.4, 0.1, 0.3});
    private static final SeededNoise NOISE = SeededNoise.of(1, 2);
    private static final SampleContext CONTEXT = SampleContext.unattended(NOISE);

    private static Inversion.Inverted invert(Inversion.Method method, int refinements, int steps) throws Exception {
        SigmaGrid grid = SigmaSchedule.KARRAS.grid(NoiseKind.SCALED_LINEAR.schedule(), steps);
        return Inversion.of(method, refinements).invert(MODEL, IMAGE, grid, CONTEXT);
    }

    @Test
    void refinementsMakeDdimInversionExact() throws Exception {
        assertThat(invert(Inversion.Method.DDIM, 0, 50).error()).isBetween(1e-3, 0.1);
        assertThat(invert(Inversion.Method.DDIM, 5, 50).error()).isLessThan(1e-4);
        assertThat(invert(Inversion.Method.DDIM, 50, 50).error()).isLessThan(1e-9);
    }

    @Test
    void theErrorOfOdeInversionFallsWithTheSquareOfTheSteps() throws Exception {
        double coarse = invert(Inversion.Method.ODE, 0, 50).error();
        double fine = invert(Inversion.Method.ODE, 0, 100).error();

        assertThat(fine).isLessThan(1e-3);
        assertThat(coarse / fine).isGreaterThan(3.5);
    }

    @Test
    void theNoiseIsWhereTheFlowLeads() throws Exception {
        Inversion.Inverted inverted = invert(Inversion.Method.ODE, 0, 200);
        SigmaGrid grid = inverted.grid();

        double expected = MODEL.flow(0.9, grid.last(), grid.first());
        assertThat(grid.last()).isPositive();
        assertThat(inverted.noise().values()[0]).isCloseTo(expected, within(1e-3 * expected));
    }

    @Test
    void theErrorIsThatOfTheWayBack() throws Exception {
        Inversion.Inverted inverted = invert(Inversion.Method.DDIM, 0, 20);

        Samples back = new Euler().sample(MODEL, inverted.noise(), inverted.grid(), CONTEXT);

        assertThat(back.plus(-1, IMAGE).rms()).isEqualTo(inverted.error());
    }

    @Test
    void theWayUpCanBeWatchedAndStopped() throws Exception {
        List<Double> sigmas = new ArrayList<>();
        Cancellation cancellation = new Cancellation();
        SampleContext context = new SampleContext(NOISE, cancellation, step -> {
            sigmas.add(step.sigma());
            if (step.step() == 2) {
                cancellation.request();
            }
        });
        SigmaGrid grid = SigmaSchedule.KARRAS.grid(NoiseKind.LINEAR.schedule(), 8);
        Inversion inversion = Inversion.of(Inversion.Method.DDIM, 0);

        assertThatThrownBy(() -> inversion.invert(MODEL, IMAGE, grid, context))
                .isInstanceOf(Cancellation.CancelledException.class);
        assertThat(sigmas).hasSize(3).isSorted();
    }

    @Test
    void refinementsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> Inversion.of(Inversion.Method.DDIM, 101))
                .isInstanceOf(BadOption.class)
                .hasMessageContaining("[0, 100]");
    }
}
