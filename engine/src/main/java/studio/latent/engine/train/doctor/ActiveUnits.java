package studio.latent.engine.train.doctor;

/// Latent dimensions that carry something: those with a mean divergence from the prior above 0.01 nats.
///
/// **Source** the threshold of Burda et al., "Importance weighted autoencoders", 2016, section 5.2, here on the
/// divergence instead of the posterior mean's variance: it comes from the step itself and needs no pass over
/// the data.
public final class ActiveUnits {
    private static final double LEAST_NATS = 0.01;

    private ActiveUnits() {}

    /// **Units** `klOfDimensions`: nats an image, one value a dimension.
    public static int count(float[] klOfDimensions) {
        int active = 0;
        for (float kl : klOfDimensions) {
            active += kl > LEAST_NATS ? 1 : 0;
        }
        return active;
    }
}
