package studio.latent.engine.sample;

import org.jspecify.annotations.Nullable;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.model.Range;

/// SDE-DPM-Solver++(2M): as [DpmSolver2M], on the stochastic equation. At η = 0 it is DPM-Solver++(2M).
///
/// **Source** Lu et al. 2022, "DPM-Solver++", section 5 and appendix (SDE-DPM-Solver++(2M)); η as in k-diffusion.
public record DpmSolver2MSde(@Range(min = 0, max = 1) double eta) implements Sampler {
    public DpmSolver2MSde {
        if (!(eta >= 0 && eta <= 1)) {
            throw new IllegalArgumentException("eta must be in [0, 1], got " + eta);
        }
    }

    @Override
    public Samples loop(Denoiser denoiser, Samples start, SigmaGrid grid, SampleContext context)
            throws StudioException {
        Samples x = start;
        @Nullable Samples before = null;
        for (int i = 0; i < grid.steps(); i++) {
            Samples denoised = denoiser.denoised(x, grid.from(i));
            context.report(i, grid, x, denoised);
            double ratio = grid.to(i) / grid.from(i);
            // exp(−h) = σ'/σ: the signal's part decays as exp(−h − ηh), the noise's as exp(−ηh)
            double keep = ratio * Math.pow(ratio, eta);
            x = x.blend(keep, 1 - keep, DpmSolver2M.extrapolated(denoised, before, grid, i));
            double up = grid.to(i) * Math.sqrt(1 - Math.pow(ratio, 2 * eta));
            if (up > 0) {
                x = x.plus(up, context.noise().normals(i, x.shape()));
            }
            before = denoised;
        }
        return x;
    }
}
