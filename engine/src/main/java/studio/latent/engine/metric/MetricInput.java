package studio.latent.engine.metric;

import org.jspecify.annotations.Nullable;

/// Features that a [MetricSuite] compares, all from one network.
///
/// @param reference real images, usually those that were trained on
/// @param heldOut real images that were not trained on: they tell the floor; null without any
/// @param generated generated images
/// @param logits class numbers of the generated images before the softmax; null where the network has no classes
/// @param features id of the network
/// @param resize id of the way images were brought to the network's size
public record MetricInput(
        FeatureMatrix reference,
        @Nullable FeatureMatrix heldOut,
        FeatureMatrix generated,
        @Nullable FeatureMatrix logits,
        String features,
        String resize) {
    public MetricInput {
        generated.requireDimension(reference.dimension());
        if (heldOut != null) {
            heldOut.requireDimension(reference.dimension());
        }
        if (logits != null && logits.count() != generated.count()) {
            throw new IllegalArgumentException("metric input: logits must have " + generated.count()
                    + " rows, one a generated image, got " + logits.count());
        }
    }

    MetricResult.Basis basis() {
        return new MetricResult.Basis(generated.count(), reference.count(), features, resize);
    }

    /// The same with held-out images in the place of the generated ones, as many of them if there are: what a
    /// perfect
    /// generator would show.
    MetricInput ofHeldOut(FeatureMatrix real, long seed) {
        int count = Math.min(real.count(), generated.count());
        FeatureMatrix part = real.rows(new SeededRows(seed).subset(0, real.count(), count));
        return new MetricInput(reference, null, part, null, features, resize);
    }
}
