package studio.latent.engine.train;

import org.jspecify.annotations.Nullable;

/// One metric of a model in training, measured at one step.
///
/// @param metric the metric's id, as `Metric.id()` has it
/// @param low lower end of the confidence band; null without a band, and then `high` is null too
/// @param floor what real images score against other real images; null where it is not known
/// @param count generated images that were measured
/// @param features what the features are called; empty where there are none
public record MetricPoint(
        String metric,
        double value,
        @Nullable Double low,
        @Nullable Double high,
        @Nullable Double floor,
        int count,
        String features) {
    public MetricPoint {
        if (metric.isBlank()) {
            throw new IllegalArgumentException("metric must have a name, got '" + metric + "'");
        }
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(metric + ": value must be finite, got " + value);
        }
        if ((low == null) != (high == null)) {
            throw new IllegalArgumentException(metric + ": a band must have both ends, got " + low + " to " + high);
        }
        if (low != null && high != null && !(low <= high && Double.isFinite(low) && Double.isFinite(high))) {
            throw new IllegalArgumentException(metric + ": band must be finite and rising, got " + low + " to " + high);
        }
        if (floor != null && !Double.isFinite(floor)) {
            throw new IllegalArgumentException(metric + ": floor must be finite, got " + floor);
        }
        if (count < 0) {
            throw new IllegalArgumentException(metric + ": count must be at least 0, got " + count);
        }
    }
}
