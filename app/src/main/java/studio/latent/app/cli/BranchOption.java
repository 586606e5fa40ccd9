package studio.latent.app.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import studio.latent.engine.BranchRequest;
import studio.latent.engine.RunArchive;
import studio.latent.engine.error.BadOption;
import studio.latent.engine.error.NotFound;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.train.KeptCheckpoint;

/// The run that a training begins from, and which of its checkpoints.
final class BranchOption {
    static final String NAME = "--branch";
    static final String AT = "--at";

    @Option(
            names = NAME,
            paramLabel = "DIR",
            description = "Begin from a checkpoint of the run in this folder, which stays as it is. --steps, those of"
                    + " the checkpoint included, and --set say what shall be otherwise.")
    @Nullable
    Path parent;

    @Option(
            names = AT,
            paramLabel = "N",
            description = "With --branch: the checkpoint of this step. Default: the last one.")
    @Nullable
    Integer step;

    /// What to begin in `folder`.
    ///
    /// @param run the run to begin from
    /// @param changes settings that differ from that run's
    /// **Errors** [NotFound] when that run has no checkpoint, [BadOption] when it has none of the step.
    BranchRequest request(CommandScope scope, RunArchive archive, Path run, Map<String, String> changes, Path folder)
            throws StudioException {
        List<Integer> steps = scope.await(archive.checkpoints(run)).stream()
                .map(KeptCheckpoint::step)
                .toList();
        if (steps.isEmpty()) {
            throw new NotFound(
                    "There is no checkpoint of a run in " + run + ".",
                    "Choose the folder of a run that was stopped or has ended.");
        }
        int from = step == null ? steps.getLast() : step;
        if (!steps.contains(from)) {
            throw new BadOption(
                    "The run in " + run + " has no checkpoint of step " + from + ".",
                    "Choose one of " + steps.stream().map(s -> "" + s).collect(Collectors.joining(", ")) + ".");
        }
        return new BranchRequest(run, from, changes, folder);
    }
}
