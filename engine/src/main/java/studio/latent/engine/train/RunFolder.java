package studio.latent.engine.train;

import java.nio.file.Path;
import java.util.function.Consumer;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.io.AtomicFile;
import studio.latent.engine.io.Disk;

/// Where a run keeps its journal, its pictures and its checkpoints, and the disk that this is on.
public record RunFolder(Path path, Disk disk) {
    /// A folder of this machine.
    public static RunFolder local(Path path) {
        return new RunFolder(path, Disk.local());
    }

    Checkpoints checkpoints() {
        return Checkpoints.ofRun(path, new AtomicFile(disk));
    }

    RunRecorder recorder(Consumer<TrainingEvent> listener) throws StudioException {
        return new RunRecorder(disk, path, listener);
    }
}
