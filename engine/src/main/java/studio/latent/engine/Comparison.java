package studio.latent.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.metric.BestByBand;
import studio.latent.engine.metric.Metric;
import studio.latent.engine.metric.MetricResult;

/// What is known of the models compared so far; a finished comparison knows all of each row.
///
/// @param rows one a contender, in their order
public record Comparison(List<Row> rows) {
    public Comparison {
        rows = List.copyOf(rows);
    }

    /// What is known of one contender.
    ///
    /// @param evaluation null until it is measured
    /// @param curve stops of its dial that were measured, in the dial's order
    public record Row(Contender contender, @Nullable Evaluation evaluation, List<DialPoint> curve) {
        public Row {
            curve = List.copyOf(curve);
        }

        /// Its result of one metric; null until it is measured, and where it was not asked for.
        public @Nullable MetricResult result(Metric metric) {
            Evaluation known = evaluation;
            return known == null
                    ? null
                    : known.results().stream()
                            .filter(each -> each.metric() == metric)
                            .findFirst()
                            .orElse(null);
        }
    }

    /// Precision and recall with the dial at one stop.
    public record DialPoint(double dial, MetricResult precision, MetricResult recall) {}

    static Comparison of(List<Contender> contenders) {
        return new Comparison(
                contenders.stream().map(each -> new Row(each, null, List.of())).toList());
    }

    /// Row of the contender that is best by `metric`, where the bands allow to say so; empty until all are
    /// measured.
    public OptionalInt best(Metric metric) {
        List<MetricResult> results = new ArrayList<>();
        for (Row row : rows) {
            MetricResult result = row.result(metric);
            if (result == null) {
                return OptionalInt.empty();
            }
            results.add(result);
        }
        return BestByBand.of(results);
    }

    Comparison with(int index, Evaluation evaluation) {
        Row row = rows.get(index);
        return with(index, new Row(row.contender(), evaluation, row.curve()));
    }

    Comparison with(int index, DialPoint point) {
        Row row = rows.get(index);
        List<DialPoint> curve = new ArrayList<>(row.curve());
        curve.add(point);
        return with(index, new Row(row.contender(), row.evaluation(), curve));
    }

    private Comparison with(int index, Row row) {
        List<Row> changed = new ArrayList<>(rows);
        changed.set(index, row);
        return new Comparison(changed);
    }
}
