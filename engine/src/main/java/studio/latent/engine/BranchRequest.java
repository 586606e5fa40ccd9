package studio.latent.engine;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/// A new run that goes on from a checkpoint of another one.
///
/// @param parent folder of the run to branch from
/// @param step which of its checkpoints
/// @param changes settings that differ from the parent's, out of [#CHANGEABLE]
/// @param folder where the new run is kept: new or empty
public record BranchRequest(Path parent, int step, Map<String, String> changes, Path folder) {
    /// What a branch may have otherwise than its parent; all else would make the checkpoint's state another's.
    public static final Set<String> CHANGEABLE = Set.of(
            "learningRate",
            "learningRateSchedule",
            "steps",
            "weightDecay",
            "clipNorm",
            "beta1",
            "beta2",
            "checkpointEvery",
            "gridEvery",
            "metricsShare",
            "beta",
            "klWarmupSteps",
            "freeBits",
            "discriminatorRate");

    public BranchRequest {
        changes = Map.copyOf(changes);
        if (step < 0) {
            throw new IllegalArgumentException("step must be at least 0, got " + step);
        }
    }
}
