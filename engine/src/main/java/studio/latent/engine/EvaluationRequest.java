package studio.latent.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.metric.Metric;
import studio.latent.engine.metric.MetricOptions;
import studio.latent.engine.metric.feature.ResizeMode;

/// What is to be measured, of what, and how.
///
/// @param reference real images; with `heldOut` null and a data set given, part of it is kept back for the floor
/// @param heldOut real images that the model was not trained on; null when none are named
/// @param metrics in the order of the results, at least one
public record EvaluationRequest(
        ImageSource generated,
        ImageSource reference,
        @Nullable ImageSource heldOut,
        List<Metric> metrics,
        FeatureChoice features,
        ResizeMode resize,
        MetricOptions options) {
    public EvaluationRequest {
        metrics = List.copyOf(metrics);
        if (metrics.isEmpty()) {
            throw new IllegalArgumentException("metrics must name at least one, got none");
        }
    }
}
