package studio.latent.engine.sample;

import studio.latent.engine.error.BadOption;
import studio.latent.engine.model.EdmNoise;
import studio.latent.engine.model.NoiseSchedule;
import studio.latent.engine.model.RectifiedFlow;
import studio.latent.engine.model.VariancePreserving;

/// Where a sampler's steps lie between pure noise and the image. Each ends with a step to 0.
public enum SigmaSchedule {
    /// As the model was trained: even in its time, both ends included; Karras for a model of EDM.
    MODEL,
    /// σ^(1/7) even: short steps where the image is made. **Source** Karras et al. 2022, equation 5 with ρ = 7.
    KARRAS,
    /// log σ even. **Source** Lu et al. 2022, "DPM-Solver", section 3 (uniform in λ).
    EXPONENTIAL,
    /// Every k-th step of the training table from its first on, which leaves out the noisiest ones; even in the
    /// time, both ends included, for models without a table. **Source** Song et al. 2021, "DDIM", appendix D.2
    /// (linear).
    UNIFORM,
    /// Even in the time, the noisiest level included and the cleanest left out, as in Stability AI's
    /// `generative-models`.
    SGM_UNIFORM;

    private static final int MOST_STEPS = 1000;
    private static final double RHO = 7;

    /// The grid of so many steps for a model.
    ///
    /// **Errors** [BadOption] unless steps is in [1, 1000], and for more uniform steps than the model's table has.
    public SigmaGrid grid(NoiseSchedule noise, int steps) throws BadOption {
        if (steps < 1 || steps > MOST_STEPS) {
            throw new BadOption(
                    "The number of steps must be in [1, " + MOST_STEPS + "], got " + steps + ".",
                    "20 to 50 steps serve most samplers.");
        }
        return switch (this) {
            case MODEL -> noise instanceof EdmNoise ? karras(noise, steps) : byTime(noise, steps, steps - 1);
            case KARRAS -> karras(noise, steps);
            case EXPONENTIAL -> exponential(noise, steps);
            case UNIFORM -> uniform(noise, steps);
            case SGM_UNIFORM -> byTime(noise, steps, steps);
        };
    }

    private static SigmaGrid karras(NoiseSchedule noise, int steps) {
        double most = Math.pow(noise.sigmaMax(), 1 / RHO);
        double least = Math.pow(noise.sigmaMin(), 1 / RHO);
        return grid(noise, steps, i -> Math.pow(most + share(i, steps - 1) * (least - most), RHO));
    }

    private static SigmaGrid exponential(NoiseSchedule noise, int steps) {
        double most = Math.log(noise.sigmaMax());
        double least = Math.log(noise.sigmaMin());
        return grid(noise, steps, i -> Math.exp(most + share(i, steps - 1) * (least - most)));
    }

    private static SigmaGrid byTime(NoiseSchedule noise, int steps, int intervals) {
        double last = noise.time(noise.sigmaMax());
        double first = noise.time(noise.sigmaMin());
        return grid(noise, steps, i -> noise.sigmaAt(last + share(i, intervals) * (first - last)));
    }

    private static SigmaGrid uniform(NoiseSchedule noise, int steps) throws BadOption {
        return switch (noise) {
            case VariancePreserving table -> {
                int stride = table.steps() / steps;
                if (stride < 1) {
                    throw new BadOption(
                            "The model was trained with " + table.steps() + " levels of noise, too few for " + steps
                                    + " uniform steps.",
                            "Use at most " + table.steps() + " steps, or another sigma schedule.");
                }
                // the first sigma is one of the table, not its largest
                double[] sigmas = new double[steps + 1];
                for (int i = 0; i < steps; i++) {
                    sigmas[i] = table.sigmaAt((double) stride * (steps - 1 - i));
                }
                yield new SigmaGrid(sigmas);
            }
            case RectifiedFlow _, EdmNoise _ -> byTime(noise, steps, steps - 1);
        };
    }

    private static double share(int i, int intervals) {
        return intervals == 0 ? 0 : (double) i / intervals;
    }

    /// The value of a step.
    private interface Curve {
        double at(int step);
    }

    private static SigmaGrid grid(NoiseSchedule noise, int steps, Curve curve) {
        double[] sigmas = new double[steps + 1];
        sigmas[0] = noise.sigmaMax();
        for (int i = 1; i < steps; i++) {
            sigmas[i] = curve.at(i);
        }
        return new SigmaGrid(sigmas);
    }
}
