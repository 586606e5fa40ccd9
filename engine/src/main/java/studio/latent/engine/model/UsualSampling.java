package studio.latent.engine.model;

/// How a model that denoises is sampled where nobody says otherwise.
///
/// @param sampler its name among the samplers
/// @param sigmaSchedule name of where its steps lie, as in recipes
/// @param steps in [1, 1000]
public record UsualSampling(String sampler, String sigmaSchedule, int steps) {
    /// As many steps as a good sampler needs, from pure noise to the last level but one, and from there to the image
    /// at once: steps at the cleanest levels make grain of what a small network does not know exactly.
    public static final UsualSampling OF_MANY_STEPS = new UsualSampling("dpm-solver-2m", "sgm_uniform", 20);

    /// The same on the grid of Karras et al. 2022, for models that were trained on its noise.
    public static final UsualSampling OF_EDM = new UsualSampling("dpm-solver-2m", "karras", 20);

    /// Of a model that jumps to the image: from pure noise, and never from next to the image, where a jump
    /// makes nothing.
    public static final UsualSampling OF_FEW_STEPS = new UsualSampling("lcm", "sgm_uniform", 4);

    public UsualSampling {
        if (sampler.isBlank() || sigmaSchedule.isBlank()) {
            throw new IllegalArgumentException("sampler and sigmaSchedule must not be blank");
        }
        if (steps < 1 || steps > 1000) {
            throw new IllegalArgumentException("steps must be in [1, 1000], got " + steps);
        }
    }
}
