package studio.latent.engine.metric;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Features that a [MetricSuite] compares, all from one network.
///
/// @param reference real images, usually those that were trained on
/// @param heldOut real images that were not trained on: they tell the floor; null without any
/// @param generated generated images
/// @param classes what the network's classifying head says; null where the network has none
/// @param features id of the network
/// @param resize id of the way images were brought to the network's size
public record MetricInput(
        FeatureMatrix reference,
        @Nullable FeatureMatrix heldOut,
        FeatureMatrix generated,
        @Nullable ClassScores classes,
        String features,
        String resize) {
    public MetricInput {
        generated.requireDimension(reference.dimension());
        if (heldOut != null) {
            heldOut.requireDimension(reference.dimension());
        }
        switch (classes) {
            case null -> {
                // no head
            }
            case ClassScores.Logits(FeatureMatrix logits) -> requireRows("logits", logits, generated);
            case ClassScores.Probabilities all -> {
                requireRows("probabilities", all.generated(), generated);
                requireRows("reference probabilities", all.reference(), reference);
                if (heldOut != null && all.heldOut() != null) {
                    requireRows("held-out probabilities", all.heldOut(), heldOut);
                }
            }
        }
    }

    private static void requireRows(String name, FeatureMatrix scores, FeatureMatrix features) {
        if (scores.count() != features.count()) {
            throw new IllegalArgumentException("metric input: " + name + " must have " + features.count()
                    + " rows, one an image, got " + scores.count());
        }
    }

    MetricResult.Basis basis() {
        return new MetricResult.Basis(generated.count(), reference.count(), features, resize);
    }

    Optional<FeatureMatrix> logits() {
        return classes instanceof ClassScores.Logits(FeatureMatrix logits) ? Optional.of(logits) : Optional.empty();
    }

    Optional<ClassScores.Probabilities> probabilities() {
        return classes instanceof ClassScores.Probabilities all ? Optional.of(all) : Optional.empty();
    }

    /// The same with held-out images in the place of the generated ones, as many of them if there are: what a
    /// perfect generator would show.
    MetricInput ofHeldOut(FeatureMatrix real, long seed) {
        int count = Math.min(real.count(), generated.count());
        int[] rows = new SeededRows(seed).subset(0, real.count(), count);
        ClassScores scores = null;
        if (classes instanceof ClassScores.Probabilities all && all.heldOut() != null) {
            scores = new ClassScores.Probabilities(
                    all.reference(), null, all.heldOut().rows(rows));
        }
        return new MetricInput(reference, null, real.rows(rows), scores, features, resize);
    }
}
