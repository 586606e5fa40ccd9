package studio.latent.engine.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BestByBandTest {
    private static final MetricResult.Basis BASIS = new MetricResult.Basis(100, 200, "pixels", "none");

    private static MetricResult of(Metric metric, double value, @Nullable Band band) {
        return new MetricResult.Measured(metric, value, BASIS, band, null);
    }

    private static MetricResult of(Metric metric, double value, double width) {
        return of(metric, value, new Band(value - width, value + width, 0.95, Band.Method.BOOTSTRAP));
    }

    @Test
    void theBestIsOneWhoseBandOverlapsNoOther() {
        assertThat(BestByBand.of(List.of(
                        of(Metric.FRECHET_DISTANCE, 9, 1),
                        of(Metric.FRECHET_DISTANCE, 4, 1),
                        of(Metric.FRECHET_DISTANCE, 7, 1.5))))
                .hasValue(1);
        assertThat(BestByBand.of(List.of(of(Metric.RECALL, 0.5, 0.01), of(Metric.RECALL, 0.6, 0.01))))
                .hasValue(1);
    }

    @Test
    void bandsThatOverlapNameNone() {
        assertThat(BestByBand.of(List.of(of(Metric.RECALL, 0.5, 0.06), of(Metric.RECALL, 0.6, 0.06))))
                .isEmpty();
    }

    @Test
    void valuesWithoutABandOrWithoutABetterEndNameNone() {
        assertThat(BestByBand.of(List.of(of(Metric.RECALL, 0.1, null), of(Metric.RECALL, 0.6, 0.01))))
                .isEmpty();
        assertThat(BestByBand.of(List.of(of(Metric.SPREAD, 1, 0.1), of(Metric.SPREAD, 2, 0.1))))
                .isEmpty();
        assertThat(BestByBand.of(List.of(of(Metric.RECALL, 0.6, 0.01)))).isEmpty();
    }

    @Test
    void aResultWithoutAValueTakesNoPart() {
        MetricResult none = new MetricResult.NotMeasurable(Metric.RECALL, "Too few.", "More.");

        assertThat(BestByBand.of(List.of(of(Metric.RECALL, 0.5, 0.01), none, of(Metric.RECALL, 0.3, 0.01))))
                .hasValue(0);
        assertThat(BestByBand.of(List.of(of(Metric.RECALL, 0.5, 0.01), none))).isEmpty();
    }

    @Test
    void valuesThatWereMeasuredOtherwiseAreNotCompared() {
        MetricResult other = new MetricResult.Measured(
                Metric.RECALL,
                0.2,
                new MetricResult.Basis(50, 200, "pixels", "none"),
                new Band(0.1, 0.3, 0.95, Band.Method.BOOTSTRAP),
                null);

        assertThat(BestByBand.of(List.of(of(Metric.RECALL, 0.5, 0.01), other))).isEmpty();
    }
}
