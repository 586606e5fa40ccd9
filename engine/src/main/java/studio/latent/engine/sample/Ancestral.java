package studio.latent.engine.sample;

import studio.latent.engine.error.StudioException;

/// Steps that go lower than asked and put noise back: what DDIM, DDPM and Euler ancestral share.
///
/// For x = x0 + σ·noise the posterior of x at σ' given x at σ and x0 has the mean x0 + (σ'/σ)²·(x − x0) and the
/// variance σ'²·(1 − σ'²/σ²). η times that deviation is DDIM's σ_t(η) and Euler ancestral's σ_up, so the three are
/// one formula; they differ in the variance that they take.
final class Ancestral {
    private Ancestral() {}

    /// The deviation of the noise that a step puts back.
    @FunctionalInterface
    interface Deviation {
        double of(double sigma, double next);
    }

    /// η times the posterior's deviation.
    static double posterior(double eta, double sigma, double next) {
        double ratio = next / sigma;
        return Math.min(next, eta * next * Math.sqrt(1 - ratio * ratio));
    }

    /// @param kept the part of the noise that stays: with `put` noise on top the level is the next sigma's, if so
    /// wanted
    static Samples loop(
            Denoiser denoiser, Samples start, SigmaGrid grid, SampleContext context, Deviation kept, Deviation put)
            throws StudioException {
        Samples x = start;
        for (int i = 0; i < grid.steps(); i++) {
            double sigma = grid.from(i);
            double next = grid.to(i);
            Samples denoised = denoiser.denoised(x, sigma);
            context.report(i, grid, x, denoised);
            double down = kept.of(sigma, next) / sigma;
            x = x.blend(down, 1 - down, denoised);
            double up = put.of(sigma, next);
            if (next > 0 && up > 0) {
                x = x.plus(up, context.noise().normals(i, x.shape()));
            }
        }
        return x;
    }

    /// What is left of `next` when noise of deviation `up` is put back: √(σ'² − up²).
    static double below(double next, double up) {
        return Math.sqrt(Math.max(0, next * next - up * up));
    }
}
