package studio.latent.app.compare;

import java.util.ArrayList;
import java.util.List;
import studio.latent.app.l10n.Messages;
import studio.latent.engine.Comparison;
import studio.latent.engine.metric.MetricResult;
import studio.latent.engine.model.FidelityDial;

/// Precision and recall of one model while its dial is swept.
public record DialCurve(String name, List<Point> points) {
    public DialCurve {
        points = List.copyOf(points);
    }

    /// A stop of the dial.
    ///
    /// @param label the dial's value
    /// @param neutral whether the model was trained at it
    public record Point(double recall, double precision, String label, boolean neutral) {}

    /// The curves of those models that have a point.
    static List<DialCurve> of(Comparison comparison, List<String> names, Messages messages) {
        List<DialCurve> curves = new ArrayList<>();
        for (int i = 0; i < comparison.rows().size(); i++) {
            Comparison.Row row = comparison.rows().get(i);
            FidelityDial dial = row.contender().turned();
            List<Point> points = new ArrayList<>();
            for (Comparison.DialPoint point : row.curve()) {
                if (point.precision() instanceof MetricResult.Measured precision
                        && point.recall() instanceof MetricResult.Measured recall) {
                    points.add(new Point(
                            recall.value(),
                            precision.value(),
                            messages.text("compare.dial." + dial.name(), messages.number(point.dial(), 2)),
                            point.dial() == dial.neutral()));
                }
            }
            curves.add(new DialCurve(names.get(i), points));
        }
        return curves;
    }
}
