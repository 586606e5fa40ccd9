package studio.latent.engine.sample;

import java.util.ArrayList;
import java.util.List;
import studio.latent.engine.error.StudioException;

/// DPM-Solver++(3M): a step of order 3 from the last three denoised images, one evaluation each.
///
/// The order grows over the first steps; the step to 0 is of order 1, and the one before it of order 2 when there
/// are fewer than 15, as in diffusers. **Source** Lu et al. 2022, "DPM-Solver++", section 4 and appendix B.
public record DpmSolver3M(Curvature curvature) implements Sampler {
    private static final int FEW_STEPS = 15;

    /// How much the second divided difference of the denoised images counts.
    public enum Curvature {
        /// Half of the Taylor series' term, as the authors' code, diffusers and k-diffusion have it: the same
        /// images as there, but of order 2 with a small constant.
        PUBLISHED,
        /// The Taylor series' term: order 3. A divided difference is half of a second derivative, so it counts
        /// twice of what a derivative would.
        TAYLOR
    }

    @Override
    public Samples loop(Denoiser denoiser, Samples start, SigmaGrid grid, SampleContext context)
            throws StudioException {
        Samples x = start;
        List<Samples> known = new ArrayList<>(); // the newest first
        for (int i = 0; i < grid.steps(); i++) {
            Samples denoised = denoiser.denoised(x, grid.from(i));
            context.report(i, grid, x, denoised);
            known.addFirst(denoised);
            boolean settling = grid.last() == 0 && i == grid.steps() - 2 && grid.steps() < FEW_STEPS;
            if (known.size() < 3 || settling || grid.to(i) == 0) {
                double ratio = grid.to(i) / grid.from(i);
                Samples before = i == 0 ? null : known.get(1);
                x = x.blend(ratio, 1 - ratio, DpmSolver2M.extrapolated(denoised, before, grid, i));
            } else {
                x = third(x, known, grid, i);
            }
            if (known.size() == 3) {
                known.removeLast();
            }
        }
        return x;
    }

    /// x' = e^{−h}·x + (1 − e^{−h})·D + (1 − (1 − e^{−h})/h)·D′ + c·(½ − (h − 1 + e^{−h})/h²)·D″, with
    /// divided differences of D in λ, and c = 2 for Taylor's series.
    private Samples third(Samples x, List<Samples> known, SigmaGrid grid, int step) {
        double ratio = grid.to(step) / grid.from(step);
        double h = -Math.log(ratio);
        double near = Math.log(grid.from(step - 1) / grid.to(step - 1)) / h;
        double far = Math.log(grid.from(step - 2) / grid.to(step - 2)) / h;
        Samples slope = known.get(0).blend(1 / near, -1 / near, known.get(1));
        Samples slopeBefore = known.get(1).blend(1 / far, -1 / far, known.get(2));
        Samples bend = slope.blend(1 / (near + far), -1 / (near + far), slopeBefore);
        Samples first = slope.plus(near, bend);
        double gain = 1 - ratio;
        double factor = switch (curvature) {
            case PUBLISHED -> 1;
            case TAYLOR -> 2;
        };
        return x.blend(ratio, gain, known.get(0))
                .plus(1 - gain / h, first)
                .plus(factor * (0.5 - (h - gain) / (h * h)), bend);
    }
}
