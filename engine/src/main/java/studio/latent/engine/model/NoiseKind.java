package studio.latent.engine.model;

/// The noise schedules that a model can be trained with, each with its usual numbers.
public enum NoiseKind {
    /// β from 1e-4 to 0.02 over 1000 steps.
    LINEAR,
    /// √β from √0.00085 to √0.012 over 1000 steps, for latents.
    SCALED_LINEAR,
    /// ᾱ along a squared cosine over 1000 steps: less of the training at almost pure noise.
    COSINE,
    /// β from 1e-4 to 0.02 along a sigmoid over 1000 steps.
    SIGMOID,
    /// Straight paths from image to noise.
    FLOW,
    /// sigma from 0.002 to 80, data of deviation 0.5.
    EDM;

    /// A schedule of this kind.
    public NoiseSchedule schedule() {
        return switch (this) {
            case LINEAR -> VariancePreserving.linear(1e-4, 0.02, VariancePreserving.STEPS);
            case SCALED_LINEAR -> VariancePreserving.scaledLinear(0.00085, 0.012, VariancePreserving.STEPS);
            case COSINE -> VariancePreserving.cosine(VariancePreserving.STEPS);
            case SIGMOID -> VariancePreserving.sigmoid(1e-4, 0.02, VariancePreserving.STEPS);
            case FLOW -> new RectifiedFlow();
            case EDM -> EdmNoise.PAPER;
        };
    }
}
