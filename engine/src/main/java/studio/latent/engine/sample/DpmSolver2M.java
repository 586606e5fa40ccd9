package studio.latent.engine.sample;

import org.jspecify.annotations.Nullable;
import studio.latent.engine.error.StudioException;

/// DPM-Solver++(2M): a step of order 2 from this and the last denoised image, one evaluation each.
///
/// The first step and the step to 0 are of order 1. **Source** Lu et al. 2022, "DPM-Solver++", algorithm 2, in the
/// frame x = x0 + sigma·noise, where λ = −ln σ.
public record DpmSolver2M() implements Sampler {
    @Override
    public Samples loop(Denoiser denoiser, Samples start, SigmaGrid grid, SampleContext context)
            throws StudioException {
        Samples x = start;
        @Nullable Samples before = null;
        for (int i = 0; i < grid.steps(); i++) {
            Samples denoised = denoiser.denoised(x, grid.from(i));
            context.report(i, grid, x, denoised);
            double ratio = grid.to(i) / grid.from(i);
            x = x.blend(ratio, 1 - ratio, extrapolated(denoised, before, grid, i));
            before = denoised;
        }
        return x;
    }

    /// The denoised image at the middle of a step, from the two that are known.
    static Samples extrapolated(Samples denoised, @Nullable Samples before, SigmaGrid grid, int step) {
        if (before == null || grid.to(step) == 0) {
            return denoised;
        }
        double h = Math.log(grid.from(step) / grid.to(step));
        double half = h / (2 * Math.log(grid.from(step - 1) / grid.to(step - 1)));
        return denoised.blend(1 + half, -half, before);
    }
}
