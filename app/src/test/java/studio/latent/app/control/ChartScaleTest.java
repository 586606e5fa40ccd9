package studio.latent.app.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ChartScaleTest {
    @Test
    void steps_are_one_two_or_five_times_a_power_of_ten() {
        assertThat(ChartScale.niceStep(0.13)).isCloseTo(0.1, within(1e-12));
        assertThat(ChartScale.niceStep(17)).isEqualTo(20);
        assertThat(ChartScale.niceStep(40)).isEqualTo(50);
        assertThat(ChartScale.niceStep(800)).isEqualTo(1000);
    }

    @Test
    void linear_ticks_are_round_and_within() {
        assertThat(new ChartScale(0, 1, false).ticks(5)).containsExactly(0.0, 0.2, 0.4, 0.6000000000000001, 0.8, 1.0);
        assertThat(new ChartScale(3, 3.0001, false).ticks(4)).hasSizeBetween(2, 8);
    }

    @Test
    void logarithmic_ticks_are_powers_of_ten_and_round_values_within_one_decade() {
        assertThat(new ChartScale(0.002, 300, true).ticks(6)).containsExactly(0.01, 0.1, 1.0, 10.0, 100.0);
        assertThat(new ChartScale(2, 7, true).ticks(5)).hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void position_and_value_are_inverse() {
        for (ChartScale scale : new ChartScale[] {new ChartScale(-2, 5, false), new ChartScale(0.01, 5, true)}) {
            for (double share = 0; share <= 1; share += 0.125) {
                assertThat(scale.position(scale.valueAt(share))).isCloseTo(share, within(1e-12));
            }
        }
        assertThat(new ChartScale(0.01, 5, true).position(-1)).isNaN();
    }

    @Test
    void one_value_alone_gets_room_around_it() {
        assertThat(ChartScale.around(2, 2, false).position(2)).isCloseTo(0.5, within(1e-12));
        assertThat(ChartScale.around(2, 2, true).position(2)).isCloseTo(0.5, within(1e-12));
        assertThatThrownBy(() -> new ChartScale(1, 1, false)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ChartScale(0, 1, true)).hasMessageContaining("logarithmic");
    }

    @Test
    void labels_are_short() {
        assertThat(ChartScale.label(0)).isEqualTo("0");
        assertThat(ChartScale.label(0.6000000000000001)).isEqualTo("0.6");
        assertThat(ChartScale.label(1200)).isEqualTo("1200");
        assertThat(ChartScale.label(120_000)).isEqualTo("120k");
        assertThat(ChartScale.label(-3_200_000)).isEqualTo("-3.2M");
        assertThat(ChartScale.label(0.000015)).isEqualTo("1.5e-5");
        assertThat(ChartScale.label(0.25)).isEqualTo("0.25");
    }
}
