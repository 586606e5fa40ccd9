package studio.latent.app.compare;

import java.util.ArrayList;
import java.util.List;
import studio.latent.engine.FeatureChoice;
import studio.latent.engine.data.DatasetCard;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.metric.Metric;

/// By which features the window compares images.
public enum FeatureKind {
    CLASSIFIER,
    MIXED5,
    PIXELS;

    /// Values of an image up to which raw pixels say something.
    private static final int TINY = 256;

    private static final int MOST_CLASSES = 256;
    private static final int LARGEST_CLASSIFIED_SIDE = 64;

    private static final List<Metric> ALWAYS = List.of(
            Metric.FRECHET_DISTANCE,
            Metric.KERNEL_DISTANCE,
            Metric.PRECISION,
            Metric.RECALL,
            Metric.DENSITY,
            Metric.COVERAGE,
            Metric.ELBO,
            Metric.BITS_PER_DIM);

    /// What can be used on these data, the one to begin with first.
    static List<FeatureKind> on(DatasetCard data) {
        ImageShape shape = data.shape();
        List<FeatureKind> kinds = new ArrayList<>();
        int classes = data.classes().size();
        if (classes >= 2
                && classes <= MOST_CLASSES
                && Math.max(shape.width(), shape.height()) <= LARGEST_CLASSIFIED_SIDE) {
            kinds.add(CLASSIFIER);
        }
        kinds.addAll(shape.size() <= TINY ? List.of(PIXELS, MIXED5) : List.of(MIXED5, PIXELS));
        return kinds;
    }

    FeatureChoice choice() {
        return switch (this) {
            case CLASSIFIER -> new FeatureChoice.Domain();
            case MIXED5 -> new FeatureChoice.Mixed5();
            case PIXELS -> new FeatureChoice.Pixels();
        };
    }

    /// About how long an image takes on one core, in seconds: for telling minutes from an hour.
    double secondsPerImage() {
        return switch (this) {
            case CLASSIFIER -> 0.002;
            case MIXED5 -> 0.09;
            case PIXELS -> 0;
        };
    }

    /// What is measured by them.
    List<Metric> metrics() {
        List<Metric> metrics = new ArrayList<>(ALWAYS);
        if (this == CLASSIFIER) {
            metrics.add(metrics.indexOf(Metric.ELBO), Metric.CLASS_ENTROPY);
        }
        return metrics;
    }
}
