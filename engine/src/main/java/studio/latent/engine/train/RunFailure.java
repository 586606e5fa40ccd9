package studio.latent.engine.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.error.FileTrouble;
import studio.latent.engine.error.OutOfDeviceMemory;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.error.TrainingFailed;
import studio.latent.engine.io.AtomicFile;
import studio.latent.engine.io.RecordJson;

/// Why a run ended before its time, kept as `failure.json` in its folder until the run goes on.
///
/// @param fittingBatch a batch that would fit into the device's memory; null where that was not the reason, or none
/// was found
public record RunFailure(
        String problem, String remedy, @Nullable Integer fittingBatch) {
    private static final String FILE = "failure.json";
    private static final String FORMAT = "latent-studio/run-failure-1";
    private static final long LARGEST = 1 << 16;

    public RunFailure(String problem, String remedy) {
        this(problem, remedy, null);
    }

    /// The world's faults speak for themselves; anything else is a fault of the studio and says so.
    static RunFailure of(Throwable cause) {
        if (cause instanceof OutOfDeviceMemory full && full.fittingBatch().isPresent()) {
            return new RunFailure(
                    full.problem(), full.remedy(), full.fittingBatch().getAsInt());
        }
        return cause instanceof StudioException fault
                ? new RunFailure(fault.problem(), fault.remedy())
                : new RunFailure(
                        "The training ended by a fault of the studio: "
                                + cause.getClass().getSimpleName() + ", " + cause.getMessage() + ".",
                        "Resume it from its last checkpoint.");
    }

    /// Keeps why the run in `folder` ended. A disk that does not take this either adds its own reason to `cause`.
    public static void keep(Throwable cause, AtomicFile files, Path folder) {
        try {
            files.write(
                    folder.resolve(FILE),
                    AtomicFile.Content.of(RecordJson.text(RecordJson.encodeFile(FORMAT, of(cause)))));
        } catch (StudioException e) {
            cause.addSuppressed(e);
        }
    }

    /// The failure by which the run in `folder` ended; empty where it did not fail, or its file cannot be read.
    public static Optional<RunFailure> read(Path folder) {
        Path file = folder.resolve(FILE);
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > LARGEST) {
                return Optional.empty();
            }
            return Optional.of(
                    RecordJson.decodeFile(FORMAT, RunFailure.class, Files.readString(file), file.toString()));
        } catch (IOException | StudioException _) {
            return Optional.empty(); // a run is worth listing without its reason
        }
    }

    /// Forgets how the run in `folder` ended before: it goes on.
    static void clear(Path folder) throws FileTrouble {
        try {
            Files.deleteIfExists(folder.resolve(FILE));
        } catch (IOException e) {
            throw new FileTrouble(
                    folder.resolve(FILE) + " cannot be removed: " + e.getMessage() + ".", "Check its permissions.", e);
        }
    }

    /// The same as an exception, for whoever asks the run for its model.
    public StudioException exception() {
        Integer batch = fittingBatch;
        return batch == null
                ? new TrainingFailed(problem, remedy)
                : new OutOfDeviceMemory(problem, remedy, batch, null);
    }
}
