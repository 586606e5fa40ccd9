package studio.latent.engine.model;

/// The noise of EDM: the network sees x scaled to unit variance and a quarter of log sigma.
///
/// **Units** time is ln(sigma) / 4. **Source** Karras et al. 2022, "Elucidating the design space of diffusion-based
/// generative models", table 1 (c_in, c_noise) and section 3 (range of sigma).
///
/// @param sigmaData deviation of the training data in data units
public record EdmNoise(double sigmaMin, double sigmaMax, double sigmaData) implements NoiseSchedule {
    /// The paper's range, with data of deviation 0.5.
    public static final EdmNoise PAPER = new EdmNoise(0.002, 80, 0.5);

    public EdmNoise {
        if (!(sigmaMin > 0 && sigmaMin < sigmaMax && sigmaMax <= 1e6)) {
            throw new IllegalArgumentException(
                    "sigmaMin and sigmaMax must ascend within (0, 1e6], got " + sigmaMin + " and " + sigmaMax);
        }
        if (!(sigmaData > 0 && sigmaData <= 1000)) {
            throw new IllegalArgumentException("sigmaData must be in (0, 1000], got " + sigmaData);
        }
    }

    @Override
    public double signal(double sigma) {
        return 1 / Math.sqrt(sigma * sigma + sigmaData * sigmaData);
    }

    @Override
    public double time(double sigma) {
        return Math.log(Math.clamp(sigma, sigmaMin, sigmaMax)) / 4;
    }

    @Override
    public double sigmaAt(double time) {
        return Math.clamp(Math.exp(4 * time), sigmaMin, sigmaMax);
    }
}
