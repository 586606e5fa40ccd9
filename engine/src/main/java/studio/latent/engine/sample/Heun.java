package studio.latent.engine.sample;

import studio.latent.engine.error.StudioException;
import studio.latent.engine.model.Range;

/// Heun's method with churn: noise is put in before a step of order 2 takes it out. Deterministic at churn 0.
///
/// **Source** Karras et al. 2022, algorithm 2.
///
/// @param churn S_churn: noise put in over the whole run
/// @param churnFrom S_tmin: the least sigma at which noise is put in, in data units
/// @param churnTo S_tmax: the largest such sigma
/// @param noise S_noise: factor on the deviation of that noise
public record Heun(
        @Range(min = 0, max = 1000) double churn,
        @Range(min = 0, max = 1e6) double churnFrom,
        @Range(min = 0, max = 1e6) double churnTo,
        @Range(min = 0, max = 1.1) double noise)
        implements Sampler {
    private static final double MOST_GAMMA = Math.sqrt(2) - 1;

    public Heun {
        if (!(churn >= 0 && churn <= 1000)) {
            throw new IllegalArgumentException("churn must be in [0, 1000], got " + churn);
        }
        if (!(churnFrom >= 0 && churnFrom <= churnTo && churnTo <= 1e6)) {
            throw new IllegalArgumentException(
                    "churnFrom and churnTo must ascend within [0, 1e6], got " + churnFrom + " and " + churnTo);
        }
        if (!(noise >= 0 && noise <= 1.1)) {
            throw new IllegalArgumentException("noise must be in [0, 1.1], got " + noise);
        }
    }

    @Override
    public Samples loop(Denoiser denoiser, Samples start, SigmaGrid grid, SampleContext context)
            throws StudioException {
        Samples x = start;
        for (int i = 0; i < grid.steps(); i++) {
            double sigma = grid.from(i);
            double next = grid.to(i);
            double gamma = sigma >= churnFrom && sigma <= churnTo ? Math.min(churn / grid.steps(), MOST_GAMMA) : 0;
            double raised = sigma * (1 + gamma);
            if (gamma > 0) {
                double added = noise * Math.sqrt(raised * raised - sigma * sigma);
                x = x.plus(added, context.noise().normals(i, x.shape()));
            }
            Samples denoised = denoiser.denoised(x, raised);
            context.report(i, grid, x, denoised);
            Samples slope = x.blend(1 / raised, -1 / raised, denoised);
            Samples euler = x.plus(next - raised, slope);
            if (next > 0) {
                Samples again = denoiser.denoised(euler, next);
                Samples slopeThere = euler.blend(1 / next, -1 / next, again);
                x = x.plus((next - raised) / 2, slope.plus(1, slopeThere));
            } else {
                x = euler;
            }
        }
        return x;
    }

    @Override
    public int evaluations(int steps) {
        return 2 * steps - 1;
    }
}
