package studio.latent.engine.train.doctor;

import java.util.List;

/// What can be wrong with a run.
public enum Ailment {
    /// A loss or a gradient is infinite or not a number: the weights are spoilt.
    NOT_A_NUMBER,
    /// The loss has been rising for a while.
    DIVERGENCE,
    /// Loss or gradients jump again and again.
    LEARNING_RATE_TOO_HIGH,
    /// The latent carries nothing: the decoder has learned to ignore it.
    POSTERIOR_COLLAPSE,
    /// The generated images are too much alike.
    MODE_COLLAPSE,
    /// Images that were kept apart are explained worse and worse.
    OVER_FITTING,
    /// Generated images are copies of training images.
    MEMORISATION,
    /// It tells everything apart and leaves the generator nothing to learn from.
    DISCRIMINATOR_TOO_STRONG,
    /// It tells nothing apart, so the generator is told nothing.
    DISCRIMINATOR_TOO_WEAK,
    /// Much of the codebook is never chosen.
    DEAD_CODES;

    /// What helps, the likeliest first.
    public List<Remedy> remedies() {
        return switch (this) {
            case NOT_A_NUMBER -> List.of(Remedy.RESTORE_HEALTHY, Remedy.CLIP_GRADIENTS);
            case DIVERGENCE ->
                List.of(Remedy.RESTORE_HEALTHY, Remedy.HALVE_LEARNING_RATE, Remedy.CLIP_GRADIENTS, Remedy.STOP);
            case LEARNING_RATE_TOO_HIGH -> List.of(Remedy.HALVE_LEARNING_RATE, Remedy.CLIP_GRADIENTS);
            case POSTERIOR_COLLAPSE -> List.of(Remedy.LOWER_BETA, Remedy.KL_WARMUP, Remedy.FREE_BITS, Remedy.STOP);
            case MODE_COLLAPSE -> List.of(Remedy.RESTORE_HEALTHY, Remedy.HALVE_LEARNING_RATE, Remedy.STOP);
            case OVER_FITTING ->
                List.of(Remedy.STOP, Remedy.RESTORE_HEALTHY, Remedy.FLIP_IMAGES, Remedy.DROPOUT, Remedy.MORE_DATA);
            case MEMORISATION -> List.of(Remedy.STOP, Remedy.FLIP_IMAGES, Remedy.DROPOUT, Remedy.MORE_DATA);
            case DISCRIMINATOR_TOO_STRONG ->
                List.of(Remedy.WEAKEN_DISCRIMINATOR, Remedy.RESTORE_HEALTHY, Remedy.FLIP_IMAGES, Remedy.STOP);
            case DISCRIMINATOR_TOO_WEAK -> List.of(Remedy.STRENGTHEN_DISCRIMINATOR, Remedy.STOP);
            case DEAD_CODES -> List.of(Remedy.REVIVE_CODES, Remedy.STOP);
        };
    }

    /// Whether weights of after its beginning are worth nothing: a training does not recover from there, not with
    /// smaller steps either.
    public boolean spoilsWeights() {
        return switch (this) {
            case NOT_A_NUMBER, DIVERGENCE, MODE_COLLAPSE, OVER_FITTING, DISCRIMINATOR_TOO_STRONG -> true;
            case LEARNING_RATE_TOO_HIGH, POSTERIOR_COLLAPSE, MEMORISATION, DISCRIMINATOR_TOO_WEAK, DEAD_CODES -> false;
        };
    }
}
