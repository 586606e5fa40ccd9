package studio.latent.engine;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.metric.Metric;
import studio.latent.engine.metric.MetricOptions;
import studio.latent.engine.metric.feature.ResizeMode;

/// Which models are compared, on which data, and how.
///
/// Every contender draws the same seeds and is held against the same real images.
///
/// @param contenders from 2 to [#MOST], all different and of one image shape
/// @param heldOut real images that no model was trained on; null to keep part of the data back for the floor
/// @param measures what is measured of each
/// @param sweepCount images at each stop of the dials; 0 to leave the dials alone
public record ComparisonRequest(
        List<Contender> contenders,
        ImageSource.Data data,
        @Nullable ImageSource heldOut,
        Measures measures,
        int sweepCount) {
    /// Contenders at most: more do not fit side by side.
    public static final int MOST = 5;

    public ComparisonRequest {
        contenders = List.copyOf(contenders);
        if (contenders.size() < 2 || contenders.size() > MOST) {
            throw new IllegalArgumentException("contenders must be from 2 to " + MOST + ", got " + contenders.size());
        }
        if (Set.copyOf(contenders).size() < contenders.size()) {
            throw new IllegalArgumentException("contenders must be different, got one twice");
        }
        List<ImageShape> shapes = contenders.stream()
                .map(each -> each.model().card().imageShape())
                .distinct()
                .toList();
        if (shapes.size() > 1) {
            throw new IllegalArgumentException("contenders must have one image shape, got " + shapes);
        }
        if (sweepCount < 0) {
            throw new IllegalArgumentException("sweepCount must be at least 0, got " + sweepCount);
        }
    }

    /// What is measured, alike for every contender.
    ///
    /// @param count images that each contender draws, at least 1; their seeds begin at the options' seed
    public record Measures(
            List<Metric> metrics, FeatureChoice features, ResizeMode resize, MetricOptions options, int count) {
        public Measures {
            metrics = List.copyOf(metrics);
            if (metrics.isEmpty() || count < 1) {
                throw new IllegalArgumentException(
                        "measures must name a metric and an image at least, got " + metrics + " and " + count);
            }
        }
    }

    EvaluationRequest of(Contender contender, List<Metric> metrics, int count) {
        return new EvaluationRequest(
                contender.drawn(measures.options().seed(), count),
                data,
                heldOut,
                metrics,
                measures.features(),
                measures.resize(),
                measures.options());
    }
}
