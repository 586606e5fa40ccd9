package studio.latent.engine.model.diffusion;

import studio.latent.engine.model.Range;

/// What a few-step student learns of its teacher.
///
/// @param guidance scale of classifier-free guidance that the student learns as its own; 1 for none
/// @param intervals steps of the teacher's way from noise to image that the student learns to jump over
public record ConsistencyObjective(
        @Range(min = 0, max = 30) double guidance,
        @Range(min = 4, max = 1000) int intervals) {
    /// What suits a teacher of few classes or attributes.
    static final ConsistencyObjective USUAL = new ConsistencyObjective(1.5, 24);

    public ConsistencyObjective {
        if (!(guidance >= 0 && guidance <= 30)) {
            throw new IllegalArgumentException("guidance must be in [0, 30], got " + guidance);
        }
        if (intervals < 4 || intervals > 1000) {
            throw new IllegalArgumentException("intervals must be in [4, 1000], got " + intervals);
        }
    }
}
