package studio.latent.app.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import studio.latent.app.FakeStudio;
import studio.latent.app.l10n.Messages;
import studio.latent.engine.Comparison;
import studio.latent.engine.Contender;
import studio.latent.engine.metric.Metric;
import studio.latent.engine.metric.MetricResult;
import studio.latent.engine.model.PriorKind;

class DialCurveTest {
    private static final MetricResult.Basis BASIS = new MetricResult.Basis(10, 20, "pixels", "none");

    private static MetricResult of(Metric metric, double value) {
        return new MetricResult.Measured(metric, value, BASIS, null, null);
    }

    @Test
    void stops_without_a_value_are_left_out_and_the_trained_one_is_marked() throws Exception {
        Contender model = Contender.neutral(
                FakeStudio.direct().models().open(FakeStudio.GREY).await().orThrow(), PriorKind.NORMAL);
        MetricResult none = new MetricResult.NotMeasurable(Metric.RECALL, "Too few.", "More.");
        Comparison comparison = new Comparison(List.of(new Comparison.Row(
                model,
                null,
                List.of(
                        new Comparison.DialPoint(0.4, of(Metric.PRECISION, 0.9), none),
                        new Comparison.DialPoint(0.8, of(Metric.PRECISION, 0.8), of(Metric.RECALL, 0.5)),
                        new Comparison.DialPoint(1, of(Metric.PRECISION, 0.7), of(Metric.RECALL, 0.6))))));

        List<DialCurve> curves = DialCurve.of(comparison, List.of("a"), Messages.in(Locale.GERMAN));

        assertThat(curves)
                .containsExactly(new DialCurve(
                        "a",
                        List.of(
                                new DialCurve.Point(0.5, 0.8, "Temperatur 0,8", false),
                                new DialCurve.Point(0.6, 0.7, "Temperatur 1", true))));
    }
}
