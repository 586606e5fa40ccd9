package studio.latent.engine.sample;

import studio.latent.engine.error.StudioException;

/// Multistep sampling of consistency models: denoise at once, put all noise of the next sigma back, repeat.
///
/// For models whose denoised image is sharp at every sigma; 1 to 8 steps. **Source** Song et al. 2023, "Consistency
/// models", algorithm 1; Luo et al. 2023, "Latent consistency models".
public record Lcm() implements Sampler {
    @Override
    public Samples loop(Denoiser denoiser, Samples start, SigmaGrid grid, SampleContext context)
            throws StudioException {
        Samples x = start;
        for (int i = 0; i < grid.steps(); i++) {
            Samples denoised = denoiser.denoised(x, grid.from(i));
            context.report(i, grid, x, denoised);
            double next = grid.to(i);
            x = next > 0 ? denoised.plus(next, context.noise().normals(i, x.shape())) : denoised;
        }
        return x;
    }
}
