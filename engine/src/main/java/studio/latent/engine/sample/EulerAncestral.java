package studio.latent.engine.sample;

import studio.latent.engine.error.StudioException;
import studio.latent.engine.model.Range;

/// Euler's step below the next sigma, and noise up to it. At η = 1 and noise 1 the same as DDIM with η = 1.
///
/// **Source** k-diffusion's `sample_euler_ancestral`; Karras et al. 2022, section 4, on why noise helps.
///
/// @param noise factor on the deviation of the noise put back
public record EulerAncestral(
        @Range(min = 0, max = 1) double eta,
        @Range(min = 0, max = 1.1) double noise) implements Sampler {
    public EulerAncestral {
        if (!(eta >= 0 && eta <= 1)) {
            throw new IllegalArgumentException("eta must be in [0, 1], got " + eta);
        }
        if (!(noise >= 0 && noise <= 1.1)) {
            throw new IllegalArgumentException("noise must be in [0, 1.1], got " + noise);
        }
    }

    @Override
    public Samples loop(Denoiser denoiser, Samples start, SigmaGrid grid, SampleContext context)
            throws StudioException {
        return Ancestral.loop(
                denoiser,
                start,
                grid,
                context,
                (sigma, next) -> Ancestral.below(next, Ancestral.posterior(eta, sigma, next)),
                (sigma, next) -> noise * Ancestral.posterior(eta, sigma, next));
    }
}
