package studio.latent.engine.sample;

import studio.latent.engine.error.StudioException;

/// Ancestral sampling of denoising diffusion probabilistic models; no noise in the last step.
///
/// **Source** Ho et al. 2020, algorithm 2 and section 3.2, in the frame x = x0 + sigma·noise.
public record Ddpm(Variance variance) implements Sampler {
    /// The variance of a step.
    public enum Variance {
        /// That of the posterior, optimal for data that is one point.
        SMALL,
        /// That of the forward step β, optimal for normal data.
        LARGE
    }

    @Override
    public Samples loop(Denoiser denoiser, Samples start, SigmaGrid grid, SampleContext context)
            throws StudioException {
        return Ancestral.loop(
                denoiser,
                start,
                grid,
                context,
                (sigma, next) -> next * next / sigma,
                (sigma, next) -> switch (variance) {
                    case SMALL -> Ancestral.posterior(1, sigma, next);
                    case LARGE -> forward(sigma, next);
                });
    }

    /// √(1 − ᾱ/ᾱ'), divided by √ᾱ' to be in this frame.
    private static double forward(double sigma, double next) {
        double variance = (sigma * sigma - next * next) / (1 + sigma * sigma) * (1 + next * next);
        return Math.sqrt(variance);
    }
}
