package studio.latent.engine.train;

import java.nio.file.Path;

/// A checkpoint that a run's folder holds.
///
/// @param step optimizer steps done when it was made
/// @param bytes size of its file
public record KeptCheckpoint(int step, Path file, long bytes) {
    public KeptCheckpoint {
        if (step < 0 || bytes < 0) {
            throw new IllegalArgumentException("step and bytes must be at least 0, got " + step + " and " + bytes);
        }
    }
}
