package studio.latent.engine.metric;

import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;

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

    /// The mean of the bounds, for [Metric#ELBO]; their bits per dimension, for [Metric#BITS_PER_DIM]; the
    /// perplexity of a dimension, 2 to the bits per dimension, for [Metric#PERPLEXITY]. The band is that of other
    /// images of their kind.
    ///
    /// The result's basis has no generated images; its features are the meaning of the likelihood.
    public MetricResult.Measured result(Metric metric, MetricOptions options) {
        return switch (metric) {
            case ELBO -> mean(metric, perImage, DoubleUnaryOperator.identity(), options);
            case BITS_PER_DIM -> mean(metric, bits(), DoubleUnaryOperator.identity(), options);
            // The mean is taken of the logarithms: perplexity is a geometric mean.
            case PERPLEXITY -> mean(metric, bits(), bits -> LikelihoodUnits.perplexity(bits * Math.log(2)), options);
            default -> throw new IllegalArgumentException(metric.id() + " is not one of a likelihood");
        };
    }

    private double[] bits() {
        return DoubleStream.of(perImage)
                .map(bound -> LikelihoodUnits.bitsPerDimension(-bound, dimensions, levels))
                .toArray();
    }

    private MetricResult.Measured mean(
            Metric metric, double[] values, DoubleUnaryOperator rising, MetricOptions options) {
        double mean = DoubleStream.of(values).sum() / values.length;
        Band band = options.bootstrap().ofMean(values);
        MetricResult.Basis basis = new MetricResult.Basis(0, values.length, meaning, "none");
        return new MetricResult.Measured(
                metric,
                rising.applyAsDouble(mean),
                basis,
                new Band(
                        rising.applyAsDouble(band.low()),
                        rising.applyAsDouble(band.high()),
                        band.level(),
                        band.method()),
                null);
    }
}
