package studio.latent.engine.metric;

/// Likelihoods in the units of the literature.
public final class LikelihoodUnits {
    private static final double NATS_PER_BIT = Math.log(2);

    private LikelihoodUnits() {}

    /// Bits per dimension of images whose pixels take `levels` values, from a density over pixels scaled to [0, 1].
    ///
    /// Each pixel stands for an interval of 1/levels, so a density is worth log₂(levels) bits less than a
    /// probability. With `levels` 1 the numbers are probabilities already.
    ///
    /// @param nats negative log-likelihood of one image, or a bound on it such as −ELBO
    /// @param dimensions numbers per image, at least 1
    public static double bitsPerDimension(double nats, int dimensions, int levels) {
        if (dimensions < 1 || levels < 1) {
            throw new IllegalArgumentException("bits per dimension: dimensions and levels must be at least 1, got "
                    + dimensions + " and " + levels);
        }
        return nats / dimensions / NATS_PER_BIT + Math.log(levels) / NATS_PER_BIT;
    }

    /// The number of equally likely choices that is as hard to guess: e to the negative log-likelihood per token.
    public static double perplexity(double natsPerToken) {
        return Math.exp(natsPerToken);
    }
}
