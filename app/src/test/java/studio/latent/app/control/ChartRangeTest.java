package studio.latent.app.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ChartRangeTest {
    private final ChartSeries first = new ChartSeries("a", () -> {});
    private final ChartSeries second = new ChartSeries("b", () -> {});

    @Test
    void the_box_is_around_all_points_that_are_shown() {
        first.append(1, -2);
        first.append(5, 4);
        second.append(3, 10);
        assertThat(ChartRange.of(List.of(first, second), false))
                .isEqualTo(new ChartRange(1, 5, -2, 10, false, ChartZoom.NONE));
        second.setShown(false);
        assertThat(ChartRange.of(List.of(first, second), false))
                .isEqualTo(new ChartRange(1, 5, -2, 4, false, ChartZoom.NONE));
    }

    @Test
    void a_logarithm_leaves_out_what_is_not_above_zero() {
        first.append(1, -2);
        first.append(5, 4);
        assertThat(ChartRange.of(List.of(first), true).low()).isEqualTo(4);
    }

    @Test
    void without_a_finite_point_it_is_empty() {
        first.append(1, Double.NaN);
        assertThat(ChartRange.of(List.of(first), false).isEmpty()).isTrue();
        assertThat(ChartRange.of(List.of(), false).isEmpty()).isTrue();
    }
}
