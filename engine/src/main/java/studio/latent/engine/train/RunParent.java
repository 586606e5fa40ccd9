package studio.latent.engine.train;

/// Where a branched run comes from.
///
/// @param folder the parent run's folder when the branch was made
/// @param step the checkpoint from which it goes on
public record RunParent(String folder, int step) {
    public RunParent {
        if (step < 0) {
            throw new IllegalArgumentException("step must be at least 0, got " + step);
        }
    }
}
