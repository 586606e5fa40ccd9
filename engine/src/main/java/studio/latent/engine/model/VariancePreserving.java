package studio.latent.engine.model;

import java.util.Arrays;

/// The schedules that keep the variance: x_t = √ᾱ·x0 + √(1 − ᾱ)·noise on a table of steps.
///
/// ᾱ_t is the product of 1 − β up to t. Between two steps of the table log sigma is linear in the time, as in
/// k-diffusion; on a step the value is the table's own.
///
/// **Units** time is the index of the step, 0 … steps − 1. **Source** Ho et al. 2020 (linear); Nichol and Dhariwal
/// 2021 (cosine); Xu et al. 2022, "GeoDiff" (sigmoid); the numbers are those of Hugging Face diffusers.
public final class VariancePreserving implements NoiseSchedule {
    /// Steps of the usual table.
    public static final int STEPS = 1000;

    private static final int MOST_STEPS = 100_000;
    private static final double COSINE_OFFSET = 0.008;
    private static final double LARGEST_BETA = 0.999;
    private static final double SIGMOID_REACH = 6;

    private final double[] logSigmas;

    private VariancePreserving(double[] betas) {
        this.logSigmas = new double[betas.length];
        double alphaBar = 1;
        for (int t = 0; t < betas.length; t++) {
            alphaBar *= 1 - betas[t];
            logSigmas[t] = 0.5 * Math.log((1 - alphaBar) / alphaBar);
        }
    }

    /// The schedule of a table of β.
    ///
    /// **Errors** [IllegalArgumentException] unless it holds 2 to 100,000 numbers, each between 0 and 1.
    public static VariancePreserving of(double[] betas) {
        if (betas.length < 2 || betas.length > MOST_STEPS) {
            throw new IllegalArgumentException("betas must hold 2 to " + MOST_STEPS + " steps, got " + betas.length);
        }
        for (double beta : betas) {
            if (!(beta > 0 && beta < 1)) {
                throw new IllegalArgumentException("a beta must be in (0, 1), got " + beta);
            }
        }
        return new VariancePreserving(betas);
    }

    /// β grows linearly. Ho et al. use 1e-4 to 0.02 over 1000 steps.
    public static VariancePreserving linear(double first, double last, int steps) {
        return of(line(first, last, steps));
    }

    /// √β grows linearly: latent diffusion, with 0.00085 to 0.012 (Rombach et al. 2022).
    public static VariancePreserving scaledLinear(double first, double last, int steps) {
        double[] betas = line(Math.sqrt(first), Math.sqrt(last), steps);
        Arrays.setAll(betas, t -> betas[t] * betas[t]);
        return of(betas);
    }

    /// ᾱ falls as a squared cosine; β is held at 0.999.
    public static VariancePreserving cosine(int steps) {
        double[] betas = new double[steps];
        Arrays.setAll(
                betas,
                t -> Math.min(
                        1 - cosineAlphaBar((t + 1.0) / steps) / cosineAlphaBar((double) t / steps), LARGEST_BETA));
        return of(betas);
    }

    private static double cosineAlphaBar(double share) {
        double cosine = Math.cos((share + COSINE_OFFSET) / (1 + COSINE_OFFSET) * Math.PI / 2);
        return cosine * cosine;
    }

    /// β grows along a sigmoid.
    public static VariancePreserving sigmoid(double first, double last, int steps) {
        double[] betas = line(-SIGMOID_REACH, SIGMOID_REACH, steps);
        Arrays.setAll(betas, t -> first + (last - first) / (1 + Math.exp(-betas[t])));
        return of(betas);
    }

    private static double[] line(double first, double last, int steps) {
        double[] line = new double[steps];
        Arrays.setAll(line, t -> first + (last - first) * t / (steps - 1));
        return line;
    }

    public int steps() {
        return logSigmas.length;
    }

    /// The share of signal in x_t's variance at a step: ᾱ = 1 / (1 + sigma²).
    public double alphaBar(int step) {
        double sigma = Math.exp(logSigmas[step]);
        return 1 / (1 + sigma * sigma);
    }

    @Override
    public double sigmaMin() {
        return Math.exp(logSigmas[0]);
    }

    @Override
    public double sigmaMax() {
        return Math.exp(logSigmas[logSigmas.length - 1]);
    }

    @Override
    public double signal(double sigma) {
        return 1 / Math.sqrt(1 + sigma * sigma);
    }

    @Override
    public double time(double sigma) {
        double wanted = Math.log(sigma);
        int found = Arrays.binarySearch(logSigmas, wanted);
        if (found >= 0) {
            return found;
        }
        int above = -found - 1;
        if (above == 0 || above == logSigmas.length) {
            return above == 0 ? 0 : above - 1;
        }
        double low = logSigmas[above - 1];
        return above - 1 + (wanted - low) / (logSigmas[above] - low);
    }

    @Override
    public double sigmaAt(double time) {
        double within = Math.clamp(time, 0.0, logSigmas.length - 1.0);
        int below = Math.min((int) within, logSigmas.length - 2);
        double share = within - below;
        return Math.exp((1 - share) * logSigmas[below] + share * logSigmas[below + 1]);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VariancePreserving steps && Arrays.equals(logSigmas, steps.logSigmas);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(logSigmas);
    }
}
