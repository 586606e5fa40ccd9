package studio.latent.engine.metric;

import org.jspecify.annotations.Nullable;

/// What became of one metric: a value with all that is needed to read it, or the reason why there is none.
public sealed interface MetricResult {
    Metric metric();

    /// A value.
    ///
    /// @param band where the value could lie for other generated images; null where it cannot be known
    /// @param floor what held-out real images reach in the place of generated ones; null without such images
    record Measured(
            Metric metric,
            double value,
            Basis basis,
            @Nullable Band band,
            @Nullable Double floor) implements MetricResult {
        public Measured {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException(metric.id() + ": value must be finite, got " + value);
            }
        }
    }

    /// No value, and why.
    ///
    /// @param reason one sentence that ends with a full stop
    /// @param remedy what to do about it, one sentence that ends with a full stop
    record NotMeasurable(Metric metric, String reason, String remedy) implements MetricResult {}

    /// What a value was measured on; values of different bases cannot be compared.
    ///
    /// @param generated number of generated images
    /// @param reference number of real images
    /// @param features id of the network that the features come from
    /// @param resize id of the way images were brought to the network's size
    record Basis(int generated, int reference, String features, String resize) {}
}
