package studio.latent.engine;

import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.train.RunParent;
import studio.latent.engine.train.TrainingState;

/// What a list of runs shows of one in a folder.
///
/// @param step the last step that its journal tells of
/// @param steps optimizer steps in all
/// @param state COMPLETED when it has reached its last step and left a model, FAILED when its folder tells of a
/// failure, otherwise STOPPED
/// @param changed when its records changed last
/// @param parent the run that it branched from; null for a run of its own
public record StoredRun(
        Path folder,
        String type,
        String dataset,
        int step,
        int steps,
        TrainingState state,
        Instant changed,
        @Nullable RunParent parent) {
    /// The folder's own name.
    public String name() {
        return String.valueOf(folder.getFileName());
    }
}
