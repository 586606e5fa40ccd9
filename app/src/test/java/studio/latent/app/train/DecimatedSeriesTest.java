package studio.latent.app.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DecimatedSeriesTest {
    @Test
    void few_points_are_kept_as_they_are() {
        DecimatedSeries series = new DecimatedSeries(8);
        series.add(1, 5);
        series.add(2, 3);
        series.add(4, 9);

        assertThat(series.points().x()).containsExactly(1, 2, 4);
        assertThat(series.points().y()).containsExactly(5, 3, 9);
        assertThat(series.latest()).isEqualTo(9);
        assertThat(series.lastX()).isEqualTo(4);
    }

    @Test
    void a_hundred_thousand_points_fit_into_the_buckets_and_keep_their_extremes() {
        long seed = 11;
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        DecimatedSeries series = new DecimatedSeries(512);
        double lowest = Double.POSITIVE_INFINITY;
        double highest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < 100_000; i++) {
            double y = random.nextGaussian();
            lowest = Math.min(lowest, y);
            highest = Math.max(highest, y);
            series.add(i, y);
        }

        DecimatedSeries.Points points = series.points();
        assertThat(series.count()).isEqualTo(100_000);
        assertThat(points.x().length).isBetween(512, 1024);
        assertThat(points.x()).isSorted();
        assertThat(Arrays.stream(points.y()).min().orElseThrow()).isEqualTo(lowest);
        assertThat(Arrays.stream(points.y()).max().orElseThrow()).isEqualTo(highest);
        assertThat(points.x()[0]).isLessThan(400);
        assertThat(points.x()[points.x().length - 1]).isGreaterThan(99_600);
    }

    @Test
    void a_merged_bucket_shows_its_two_extremes_in_order_of_x() {
        DecimatedSeries series = new DecimatedSeries(2);
        series.add(0, 1);
        series.add(1, 7);
        series.add(2, 4);
        series.add(3, 2);

        assertThat(series.points().x()).containsExactly(0, 1, 2, 3);
        assertThat(series.points().y()).containsExactly(1, 7, 4, 2);
    }

    @Test
    void values_that_are_not_finite_leave_no_mark() {
        DecimatedSeries series = new DecimatedSeries(4);
        series.add(1, 1);
        series.add(2, Double.NaN);
        series.add(3, Double.POSITIVE_INFINITY);

        assertThat(series.points().x()).containsExactly(1);
        assertThat(series.latest()).isEqualTo(1);
    }

    @Test
    void going_back_in_x_is_a_bug() {
        DecimatedSeries series = new DecimatedSeries(4);
        series.add(5, 1);

        assertThatThrownBy(() -> series.add(4, 1)).hasMessageContaining("x must not be below");
        assertThatThrownBy(() -> new DecimatedSeries(3)).hasMessageContaining("capacity");
    }
}
