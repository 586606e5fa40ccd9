package studio.latent.engine.metric;

/// Perceptual path length of a model with latents: how far features of its images move for a step along paths
/// between latents, squared, and divided by the square of the step.
///
/// Where it is large, near latents give unlike images. The features are those of the network that was chosen, and
/// their squared Euclidean distance takes the place of LPIPS: values of different networks cannot be compared with
/// each other, nor with published ones. No path is left out as an outlier.
///
/// **Units** squared distance of features for one whole path.
///
/// **Source** Karras, Laine and Aila, "A style-based generator architecture for generative adversarial networks",
/// 2019, section 4.1, the full path.
///
/// @param perPath one number a path, at least one
/// @param step share of a path between its two images, in (0, 1)
public record PathLength(double[] perPath, double step) {
    public PathLength {
        if (perPath.length == 0 || !(step > 0 && step < 1)) {
            throw new IllegalArgumentException(
                    "path length: paths must be at least 1 and step in (0, 1), got " + perPath.length + " and " + step);
        }
        perPath = perPath.clone();
    }

    /// **Shapes** `ends: [2 · paths][d]`: rows 2i and 2i + 1 are the two ends of step i.
    public static PathLength of(FeatureMatrix ends, double step) {
        if (ends.count() % 2 != 0) {
            throw new IllegalArgumentException("path length: ends must come in twos, got " + ends.count());
        }
        double[] perPath = new double[ends.count() / 2];
        for (int path = 0; path < perPath.length; path++) {
            double square = 0;
            for (int i = 0; i < ends.dimension(); i++) {
                double gap = (double) ends.value(2 * path + 1, i) - ends.value(2 * path, i);
                square += gap * gap;
            }
            perPath[path] = square / (step * step);
        }
        return new PathLength(perPath, step);
    }

    public double mean() {
        double sum = 0;
        for (double value : perPath) {
            sum += value;
        }
        return sum / perPath.length;
    }

    /// How far this differs from the length by steps twice as long from the same places, as a share; 0 when both
    /// are 0.
    ///
    /// A step that is short and not hidden by rounding gives the same length as one of twice its size. Rounding
    /// adds the same to the squares of both, and so four times as much to the shorter one's length.
    public double disagreement(PathLength twice) {
        double here = mean();
        double there = twice.mean();
        return here == there ? 0 : Math.abs(here - there) / Math.max(here, there);
    }

    /// The mean over the paths with the band of other paths.
    ///
    /// The result's basis counts the images, two a path; it compares with no real ones.
    public MetricResult.Measured result(String features, String resize, MetricOptions options) {
        MetricResult.Basis basis = new MetricResult.Basis(2 * perPath.length, 0, features + ", step " + step, resize);
        return new MetricResult.Measured(
                Metric.PERCEPTUAL_PATH_LENGTH,
                mean(),
                basis,
                options.bootstrap().ofMean(perPath),
                null);
    }
}
