package studio.latent.engine.sample;

import studio.latent.engine.error.StudioException;
import studio.latent.engine.model.Range;

/// Denoising diffusion implicit models: deterministic at η = 0, the posterior of DDPM at η = 1.
///
/// **Source** Song et al. 2021, equations 12 and 16, in the frame x = x0 + sigma·noise.
public record Ddim(@Range(min = 0, max = 1) double eta) implements Sampler {
    public Ddim {
        if (!(eta >= 0 && eta <= 1)) {
            throw new IllegalArgumentException("eta must be in [0, 1], got " + eta);
        }
    }

    @Override
    public Samples loop(Denoiser denoiser, Samples start, SigmaGrid grid, SampleContext context)
            throws StudioException {
        Ancestral.Deviation up = (sigma, next) -> Ancestral.posterior(eta, sigma, next);
        return Ancestral.loop(
                denoiser, start, grid, context, (sigma, next) -> Ancestral.below(next, up.of(sigma, next)), up);
    }
}
