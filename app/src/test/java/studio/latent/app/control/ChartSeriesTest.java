package studio.latent.app.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ChartSeriesTest {
    private final ChartSeries series = new ChartSeries("loss", () -> {});

    @Test
    void a_hundred_thousand_points_become_at_most_four_a_column_and_no_peak_is_lost() {
        Random random = new Random(7);
        double highest = Double.NEGATIVE_INFINITY;
        double lowest = Double.POSITIVE_INFINITY;
        for (int i = 0; i < 100_000; i++) {
            double y = random.nextGaussian();
            highest = Math.max(highest, y);
            lowest = Math.min(lowest, y);
            series.append(i, y);
        }
        ChartSeries.Polyline line = series.decimate(0, 100_000 / 500.0);
        assertThat(line.size()).isLessThanOrEqualTo(4 * 500);
        double seenHigh = Double.NEGATIVE_INFINITY;
        double seenLow = Double.POSITIVE_INFINITY;
        for (int i = 0; i < line.size(); i++) {
            seenHigh = Math.max(seenHigh, line.y(i));
            seenLow = Math.min(seenLow, line.y(i));
            assertThat(i == 0 || line.x(i) >= line.x(i - 1)).isTrue();
        }
        assertThat(seenHigh).isEqualTo(highest);
        assertThat(seenLow).isEqualTo(lowest);
    }

    @Test
    void few_points_are_drawn_as_they_are() {
        series.append(0, 1);
        series.append(10, 3);
        series.append(20, 2);
        ChartSeries.Polyline line = series.decimate(0, 1);
        assertThat(line.size()).isEqualTo(3);
        assertThat(line.y(1)).isEqualTo(3);
    }

    @Test
    void a_value_that_is_no_number_leaves_a_gap() {
        series.append(0, 1);
        series.append(10, Double.NaN);
        series.append(20, Double.POSITIVE_INFINITY);
        series.append(30, 2);
        ChartSeries.Polyline line = series.decimate(0, 1);
        assertThat(line.size()).isEqualTo(4);
        assertThat(line.y(1)).isNaN();
        assertThat(line.y(2)).isNaN();
    }

    @Test
    void the_nearest_point_is_found_from_both_sides() {
        assertThat(series.nearest(3)).isEqualTo(-1);
        series.append(0, 1);
        series.append(10, 1);
        assertThat(series.nearest(-5)).isZero();
        assertThat(series.nearest(4.9)).isZero();
        assertThat(series.nearest(5.1)).isEqualTo(1);
        assertThat(series.nearest(99)).isEqualTo(1);
    }

    @Test
    void x_never_goes_back() {
        series.append(5, 1);
        series.append(5, 2);
        assertThatThrownBy(() -> series.append(4, 1))
                .hasMessageContaining("loss")
                .hasMessageContaining("4.0");
        assertThatThrownBy(() -> series.append(Double.NaN, 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
