package studio.latent.engine.generate;

/// How the latent of an image is searched for: by gradients, from several starts.
///
/// @param steps of the optimizer, in [1, 10000]
/// @param restarts starts that are followed through the first third of the steps, in [1, 32]; then only the best
/// one goes on
/// @param candidates latents that are looked at before, in [restarts, 4096]; the nearest ones are the starts
/// @param learningRate of Adam at its height, in standard deviations of what is moved, in (0, 10]
/// @param featureWeight weight of the distance of features against that of pixels in [−1, 1], in [0, 100]
/// @param priorWeight weight of how far the latent lies outside of what the prior draws, in [0, 100]
/// @param seed of the candidates
/// @param space what is moved
public record InversionRequest(
        int steps,
        int restarts,
        int candidates,
        double learningRate,
        double featureWeight,
        double priorWeight,
        long seed,
        InversionSpace space) {
    /// Seconds on two processor cores for small images.
    public static final InversionRequest USUAL = new InversionRequest(200, 4, 64, 0.05, 0.5, 0.1, 1);

    /// What the job of a search says it does while it takes its steps; before, it looks where to begin.
    public static final String STEPPING = "Searching the latent";

    /// In z.
    public InversionRequest(
            int steps,
            int restarts,
            int candidates,
            double learningRate,
            double featureWeight,
            double priorWeight,
            long seed) {
        this(steps, restarts, candidates, learningRate, featureWeight, priorWeight, seed, InversionSpace.Z);
    }

    public InversionRequest {
        require(steps >= 1 && steps <= 10_000, "steps", "[1, 10000]", steps);
        require(restarts >= 1 && restarts <= 32, "restarts", "[1, 32]", restarts);
        require(
                candidates >= restarts && candidates <= 4096,
                "candidates",
                "[restarts = " + restarts + ", 4096]",
                candidates);
        require(learningRate > 0 && learningRate <= 10, "learningRate", "(0, 10]", learningRate);
        require(featureWeight >= 0 && featureWeight <= 100, "featureWeight", "[0, 100]", featureWeight);
        require(priorWeight >= 0 && priorWeight <= 100, "priorWeight", "[0, 100]", priorWeight);
    }

    /// The same in another space.
    public InversionRequest in(InversionSpace other) {
        return new InversionRequest(steps, restarts, candidates, learningRate, featureWeight, priorWeight, seed, other);
    }

    private static void require(boolean holds, String name, String range, Object value) {
        if (!holds) {
            throw new IllegalArgumentException(name + " must be in " + range + ", got " + value);
        }
    }

    /// The learning rate of a step, counted from 0: it rises over the first twentieth and falls by a cosine over
    /// the last quarter.
    ///
    /// **Source** Karras et al., "Analyzing and improving the image quality of StyleGAN", 2020, appendix D.
    double rate(int step) {
        double t = (double) step / steps;
        double rise = Math.min(1, (t + 1.0 / steps) / 0.05);
        double fall = 0.5 - 0.5 * Math.cos(Math.PI * Math.min(1, (1 - t) / 0.25));
        return learningRate * rise * fall;
    }
}
