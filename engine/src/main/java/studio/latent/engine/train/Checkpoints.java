package studio.latent.engine.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import studio.latent.engine.error.BadModelFile;
import studio.latent.engine.error.FileTrouble;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.io.AtomicFile;
import studio.latent.engine.io.Safetensors;

/// The checkpoints in a run's folder: each written whole or not at all, the newest two kept.
public final class Checkpoints {
    private static final int KEPT = 2;
    private static final String SUFFIX = ".safetensors";

    private final Path folder;
    private final AtomicFile files;

    public Checkpoints(Path folder, AtomicFile files) {
        this.folder = folder;
        this.files = files;
    }

    /// Writes a checkpoint and then drops all but the newest two.
    ///
    /// **Errors** `DiskFull` or [FileTrouble]; the older checkpoints are then untouched.
    public Path save(Checkpoint checkpoint) throws StudioException {
        Path file = folder.resolve(String.format(Locale.ROOT, "step-%09d%s", checkpoint.step(), SUFFIX));
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw unreadable(e);
        }
        Safetensors.write(files, file, checkpoint.state(), checkpoint.metadata());
        List<Path> all = newestFirst();
        for (Path old : all.subList(Math.min(KEPT, all.size()), all.size())) {
            try {
                Files.deleteIfExists(old);
            } catch (IOException e) {
                throw new FileTrouble("The old checkpoint " + old + " could not be removed.", "Remove it by hand.", e);
            }
        }
        return file;
    }

    /// The newest checkpoint that can be read; `remarks` hears of each one that cannot.
    ///
    /// **Errors** [BadModelFile] when there are checkpoints but none is sound.
    public Optional<Checkpoint> newest(Consumer<String> remarks) throws StudioException {
        List<Path> all = newestFirst();
        for (Path file : all) {
            try (Safetensors opened = Safetensors.open(file)) {
                return Optional.of(Checkpoint.of(file.getFileName().toString(), opened.metadata(), opened.tensors()));
            } catch (BadModelFile e) {
                remarks.accept("Checkpoint " + file.getFileName() + " was skipped: " + e.problem());
            }
        }
        if (!all.isEmpty()) {
            throw new BadModelFile(
                    "No checkpoint in " + folder + " can be read.", "Start the training again in a new folder.");
        }
        return Optional.empty();
    }

    private List<Path> newestFirst() throws FileTrouble {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(file -> file.getFileName().toString().endsWith(SUFFIX))
                    .sorted(Comparator.comparing(
                                    (Path file) -> file.getFileName().toString())
                            .reversed())
                    .toList();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private FileTrouble unreadable(IOException cause) {
        return new FileTrouble(
                "The folder " + folder + " cannot be used: " + cause.getMessage() + ".",
                "Check that it exists and that you may write to it.",
                cause);
    }
}
