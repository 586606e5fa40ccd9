package studio.latent.engine.metric;

/// Lower bounds of real images' log-likelihood under a model: their mean, and the same as bits per dimension.
///
/// **Units** nats an image.
///
/// **Source** Kingma and Welling, "Auto-Encoding Variational Bayes", 2014, equation 2; one draw of the latent
/// an image.
///
/// @param perImage one bound an image, at least one, all finite
/// @param dimensions numbers an image, at least 1
/// @param levels intervals that a density of [0, 1] is turned into probabilities by; 1 for probabilities
/// @param meaning what the likelihood is one of, in words
public record LikelihoodBound(double[] perImage, int dimensions, int levels, String meaning) {
    public LikelihoodBound {
        if (perImage.length == 0 || dimensions < 1 || levels < 1) {
            throw new IllegalArgumentException(
                    "likelihood bound: images, dimensions and levels must be at least 1, got " + perImage.length + ", "
                            + dimensions + " and " + levels);
        }
        perImage = perImage.clone();
    }

    /// The mean of the bounds, for [Metric#ELBO], or its bits per dimension, for [Metric#BITS_PER_DIM]; the band is
    /// that of other images of their kind.
    ///
    /// The result's basis has no generated images; its features are the meaning of the likelihood.
    public MetricResult.Measured result(Metric metric, MetricOptions options) {
        double[] values = perImage.clone();
        if (metric == Metric.BITS_PER_DIM) {
            for (int i = 0; i < values.length; i++) {
                values[i] = LikelihoodUnits.bitsPerDimension(-perImage[i], dimensions, levels);
            }
        } else if (metric != Metric.ELBO) {
            throw new IllegalArgumentException(metric.id() + " is not one of a likelihood");
        }
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        MetricResult.Basis basis = new MetricResult.Basis(0, values.length, meaning, "none");
        return new MetricResult.Measured(
                metric, sum / values.length, basis, options.bootstrap().ofMean(values), null);
    }
}
