package studio.latent.engine.train.doctor;

import java.util.Map;
import java.util.function.ToDoubleFunction;

/// What can be done about a finding with one click.
public enum Remedy {
    HALVE_LEARNING_RATE(Effect.AT_ONCE),
    /// Goes back to the newest checkpoint from before the finding, with half the learning rate.
    RESTORE_HEALTHY(Effect.GOES_BACK),
    STOP(Effect.AT_ONCE),
    /// β = 1, or a quarter of it where it is at most 1 already. **Source** Higgins et al. 2017.
    LOWER_BETA(Effect.GOES_BACK),
    /// β grows from 0 over the first fifth of the steps. **Source** Bowman et al. 2016.
    KL_WARMUP(Effect.NEW_RUN),
    /// 0.1 nats a dimension at no cost, or twice as many as before. **Source** Kingma et al. 2016.
    FREE_BITS(Effect.GOES_BACK),
    /// Gradients of norm 1 at most, or half the limit. **Source** Pascanu et al. 2013.
    CLIP_GRADIENTS(Effect.GOES_BACK),
    FLIP_IMAGES(Effect.NEW_RUN),
    /// 20 %, or 10 % more than before. **Source** Srivastava et al. 2014.
    DROPOUT(Effect.NEW_RUN),
    MORE_DATA(Effect.ADVICE),
    /// Half the discriminator's learning rate, the generator's as it was. **Source** of two rates: Heusel et al. 2017.
    WEAKEN_DISCRIMINATOR(Effect.GOES_BACK),
    /// The reverse: twice the discriminator's learning rate.
    STRENGTHEN_DISCRIMINATOR(Effect.GOES_BACK),
    REVIVE_CODES(Effect.ADVICE);

    /// How a remedy takes effect.
    public enum Effect {
        /// On the run as it goes; for one that is over, as [#GOES_BACK].
        AT_ONCE,
        /// A new run goes on from a checkpoint of before the finding, with full state and changed settings; from
        /// the start where none is kept.
        GOES_BACK,
        /// A new run with changed settings begins at the start.
        NEW_RUN,
        /// By hand: the studio can only say it.
        ADVICE
    }

    private static final double FREE_NATS = 0.1;
    private static final double LEAST_RATE = 1e-8;
    private static final double LEAST_MULTIPLE = 0.01;
    private static final double LARGEST_MULTIPLE = 100;

    private final Effect effect;

    Remedy(Effect effect) {
        this.effect = effect;
    }

    public Effect effect() {
        return effect;
    }

    /// Settings of the new run that differ from those of the old one; empty when it takes none.
    ///
    /// @param current value of a setting in the old run; flags are 0 or 1
    public Map<String, String> changes(ToDoubleFunction<String> current) {
        return switch (this) {
            case LOWER_BETA -> {
                double beta = current.applyAsDouble("beta");
                yield Map.of("beta", Double.toString(beta > 1 ? 1 : beta / 4));
            }
            case KL_WARMUP -> {
                double before = current.applyAsDouble("klWarmupSteps");
                long steps = Math.round(Math.max(current.applyAsDouble("steps") / 5, 2 * before));
                yield Map.of("klWarmupSteps", Long.toString(Math.max(1, steps)));
            }
            case FREE_BITS ->
                Map.of("freeBits", Double.toString(Math.max(FREE_NATS, 2 * current.applyAsDouble("freeBits"))));
            case CLIP_GRADIENTS -> {
                double norm = current.applyAsDouble("clipNorm");
                yield Map.of("clipNorm", Double.toString(norm > 0 ? norm / 2 : 1));
            }
            case FLIP_IMAGES -> Map.of("horizontalFlip", "true");
            case DROPOUT -> {
                double dropout = Math.clamp(current.applyAsDouble("dropout") + 0.1, 0.2, 0.9);
                yield Map.of("dropout", Double.toString(dropout));
            }
            case HALVE_LEARNING_RATE, RESTORE_HEALTHY ->
                Map.of(
                        "learningRate",
                        Double.toString(Math.max(LEAST_RATE, current.applyAsDouble("learningRate") / 2)));
            case WEAKEN_DISCRIMINATOR -> discriminatorRate(current, 0.5);
            case STRENGTHEN_DISCRIMINATOR -> discriminatorRate(current, 2);
            case STOP, MORE_DATA, REVIVE_CODES -> Map.of();
        };
    }

    private static Map<String, String> discriminatorRate(ToDoubleFunction<String> current, double factor) {
        double rate = factor * current.applyAsDouble("discriminatorRate");
        return Map.of("discriminatorRate", Double.toString(Math.clamp(rate, LEAST_MULTIPLE, LARGEST_MULTIPLE)));
    }
}
