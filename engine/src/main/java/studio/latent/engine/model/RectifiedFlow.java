package studio.latent.engine.model;

/// Straight paths between images and noise: x_t = (1 − t)·x0 + t·noise for t in (0, 1), so sigma = t / (1 − t).
///
/// At t = 1 sigma would be infinite, so the schedule ends at t = 0.99999, where 1e-5 of the image is left. Sampling
/// loses nothing by it: the first step multiplies what was rounded by the ratio of the two sigmas.
///
/// **Units** time is 1000·t, as the networks of diffusers take it. **Source** Liu et al. 2022; Lipman et al. 2022.
public record RectifiedFlow() implements NoiseSchedule {
    private static final double TIMES = 1000;
    private static final double FIRST = 1e-3;
    private static final double LAST = 1 - 1e-5;

    @Override
    public double sigmaMin() {
        return FIRST / (1 - FIRST);
    }

    @Override
    public double sigmaMax() {
        return LAST / (1 - LAST);
    }

    @Override
    public double signal(double sigma) {
        return 1 / (1 + sigma);
    }

    @Override
    public double time(double sigma) {
        return TIMES * Math.clamp(sigma / (1 + sigma), FIRST, LAST);
    }

    @Override
    public double sigmaAt(double time) {
        double t = Math.clamp(time / TIMES, FIRST, LAST);
        return t / (1 - t);
    }
}
