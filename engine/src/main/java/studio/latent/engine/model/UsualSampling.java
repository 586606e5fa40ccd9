package studio.latent.engine.model;

/// How a model that denoises is sampled where nobody says otherwise.
///
/// @param sampler its name among the samplers
/// @param steps in [1, 1000]
public record UsualSampling(String sampler, int steps) {
    /// As many steps as a good sampler needs.
    public static final UsualSampling OF_MANY_STEPS = new UsualSampling("dpm-solver-2m", 20);

    public UsualSampling {
        if (sampler.isBlank()) {
            throw new IllegalArgumentException("sampler must not be blank");
        }
        if (steps < 1 || steps > 1000) {
            throw new IllegalArgumentException("steps must be in [1, 1000], got " + steps);
        }
    }
}
