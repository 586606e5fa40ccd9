package studio.latent.engine.sample;

import studio.latent.engine.error.StudioException;

/// Euler's method on the probability-flow equation dx/dσ = (x − denoised) / σ. Order 1.
///
/// The same step as DDIM with η = 0, and as Euler on a rectified flow's dx/dt = v: all three move along the line
/// through x and the denoised image. **Source** Karras et al. 2022, section 3.
public record Euler() implements Sampler {
    @Override
    public Samples loop(Denoiser denoiser, Samples start, SigmaGrid grid, SampleContext context)
            throws StudioException {
        Samples x = start;
        for (int i = 0; i < grid.steps(); i++) {
            Samples denoised = denoiser.denoised(x, grid.from(i));
            context.report(i, grid, x, denoised);
            double ratio = grid.to(i) / grid.from(i);
            x = x.blend(ratio, 1 - ratio, denoised);
        }
        return x;
    }
}
