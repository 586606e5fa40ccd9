package studio.latent.engine.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;
import studio.latent.engine.model.NoiseKind;
import studio.latent.engine.model.NoiseSchedule;
import studio.latent.engine.sample.Guidance;
import studio.latent.engine.sample.Threshold;

class SteeringTest {
    private static Steering interval(double low, double high) {
        return new Steering(Map.of(), 0, low, high, Threshold.Kind.NONE);
    }

    @Test
    void anIntervalOfAllLevelsIsNone() {
        for (NoiseKind kind : NoiseKind.values()) {
            assertThat(Steering.USUAL.guidance(3, kind.schedule()))
                    .as("%s", kind)
                    .isEqualTo(new Guidance(3, 0, 0, 1e6));
        }
    }

    @Test
    void aShareOfTheLevelsIsAShareOfTheModelsTime() {
        for (NoiseKind kind : NoiseKind.values()) {
            NoiseSchedule schedule = kind.schedule();
            double first = schedule.time(schedule.sigmaMin());
            double last = schedule.time(schedule.sigmaMax());

            Guidance guidance = interval(0.25, 0.75).guidance(3, schedule);

            assertThat(schedule.time(guidance.intervalLow()))
                    .as("%s", kind)
                    .isCloseTo(first + 0.25 * (last - first), within(1e-6 * (last - first)));
            assertThat(schedule.time(guidance.intervalHigh()))
                    .as("%s", kind)
                    .isCloseTo(first + 0.75 * (last - first), within(1e-6 * (last - first)));
        }
    }

    @Test
    void whatIsOutOfRangeIsRefusedWithItsRange() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Steering(Map.of(), 1.1, 0, 1, Threshold.Kind.NONE))
                .withMessage("rescale must be in [0, 1], got 1.1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> interval(0.6, 0.5))
                .withMessageContaining("must ascend within [0, 1], got 0.6 and 0.5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> interval(0, Double.NaN))
                .withMessageContaining("within [0, 1]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Steering(Map.of("Bag", 10.5), 0, 0, 1, Threshold.Kind.NONE))
                .withMessageContaining("the weight of 'Bag' must be in [-10, 10]");
    }
}
