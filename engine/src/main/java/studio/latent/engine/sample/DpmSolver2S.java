package studio.latent.engine.sample;

import studio.latent.engine.error.StudioException;

/// DPM-Solver++(2S): each step of order 2 by an evaluation in its middle; two evaluations a step, no memory.
///
/// The step to 0 is of order 1. **Source** Lu et al. 2022, "DPM-Solver++", algorithm 1 with r = ½.
public record DpmSolver2S() implements Sampler {
    @Override
    public Samples loop(Denoiser denoiser, Samples start, SigmaGrid grid, SampleContext context)
            throws StudioException {
        Samples x = start;
        for (int i = 0; i < grid.steps(); i++) {
            double sigma = grid.from(i);
            double next = grid.to(i);
            Samples denoised = denoiser.denoised(x, sigma);
            context.report(i, grid, x, denoised);
            if (next > 0) {
                double middle = Math.sqrt(sigma * next); // ½ in λ
                Samples there = x.blend(middle / sigma, 1 - middle / sigma, denoised);
                denoised = denoiser.denoised(there, middle);
            }
            x = x.blend(next / sigma, 1 - next / sigma, denoised);
        }
        return x;
    }

    @Override
    public int evaluations(int steps) {
        return 2 * steps - 1;
    }
}
