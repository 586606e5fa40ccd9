package studio.latent.engine.train;

/// How the learning rate falls after its warm-up.
public enum LearningRateSchedule {
    CONSTANT,
    /// Half a cosine from 1 to 0.
    COSINE,
    /// A straight line from 1 to 0.
    LINEAR;

    /// The factor on the learning rate at an optimizer step (0 is the first) of `steps`, in (0, 1].
    ///
    /// It rises linearly over `warmup` steps; the last step's factor is still above 0.
    public double factor(int step, int steps, int warmup) {
        if (step < warmup) {
            return (step + 1.0) / warmup;
        }
        double done = Math.min(1, (double) (step - warmup) / Math.max(1, steps - warmup));
        return switch (this) {
            case CONSTANT -> 1;
            case COSINE -> Math.max(1e-4, 0.5 * (1 + StrictMath.cos(Math.PI * done)));
            case LINEAR -> Math.max(1e-4, 1 - done);
        };
    }
}
