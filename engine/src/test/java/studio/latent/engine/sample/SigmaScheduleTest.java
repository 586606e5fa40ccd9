package studio.latent.engine.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import studio.latent.engine.error.BadOption;
import studio.latent.engine.model.EdmNoise;
import studio.latent.engine.model.NoiseKind;
import studio.latent.engine.model.NoiseSchedule;
import studio.latent.engine.model.VariancePreserving;

/// Equality with diffusers' grids is part of [SamplerTest].
class SigmaScheduleTest {
    static List<Arguments> all() {
        List<Arguments> all = new ArrayList<>();
        for (SigmaSchedule schedule : SigmaSchedule.values()) {
            for (NoiseKind kind : NoiseKind.values()) {
                all.add(Arguments.of(schedule, kind));
            }
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyNumberOfStepsFallsFromNoiseToZero(SigmaSchedule schedule, NoiseKind kind) throws Exception {
        NoiseSchedule noise = kind.schedule();
        for (int steps : new int[] {1, 2, 3, 20, 333, 999, 1000}) {
            SigmaGrid grid = schedule.grid(noise, steps);

            assertThat(grid.steps()).isEqualTo(steps);
            assertThat(grid.last()).isZero();
            assertThat(grid.from(steps - 1)).isGreaterThanOrEqualTo(noise.sigmaMin() * (1 - 1e-9));
            if (schedule != SigmaSchedule.UNIFORM) {
                assertThat(grid.first()).isEqualTo(noise.sigmaMax());
            }
        }
    }

    @Test
    void karrasIsEvenInTheSeventhRoot() throws Exception {
        double[] sigmas = SigmaSchedule.KARRAS.grid(EdmNoise.PAPER, 18).sigmas();

        double step = root(sigmas[0]) - root(sigmas[1]);
        for (int i = 1; i < 17; i++) {
            assertThat(root(sigmas[i]) - root(sigmas[i + 1])).isCloseTo(step, within(1e-12));
        }
        assertThat(sigmas[17]).isCloseTo(0.002, within(1e-12));
    }

    private static double root(double sigma) {
        return Math.pow(sigma, 1.0 / 7);
    }

    @Test
    void aThousandStepsOfTheModelAreItsTable() throws Exception {
        VariancePreserving table = VariancePreserving.cosine(1000);
        SigmaGrid grid = SigmaSchedule.MODEL.grid(table, 1000);
        for (int t = 0; t < 1000; t++) {
            assertThat(grid.from(999 - t)).isCloseTo(table.sigmaAt(t), within(1e-9 * table.sigmaAt(t)));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -3, 1001})
    void stepsOutOfRangeAreRefused(int steps) {
        assertThatThrownBy(() -> SigmaSchedule.KARRAS.grid(EdmNoise.PAPER, steps))
                .isInstanceOf(BadOption.class)
                .hasMessageContaining("[1, 1000], got " + steps)
                .hasMessageContaining("20 to 50");
    }

    @Test
    void moreUniformStepsThanLevelsAreRefused() {
        assertThatThrownBy(() -> SigmaSchedule.UNIFORM.grid(VariancePreserving.cosine(100), 200))
                .isInstanceOf(BadOption.class)
                .hasMessageContaining("at most 100");
    }
}
