package studio.latent.engine.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import studio.latent.engine.error.BadModelFile;
import studio.latent.engine.error.FileTrouble;
import studio.latent.engine.error.NotFound;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.io.AtomicFile;
import studio.latent.engine.io.Safetensors;
import studio.latent.engine.tensor.HostTensor;

/// The checkpoints in a run's folder, each written whole or not at all: the newest two, and older ones spread over the
/// run, each of them with the full state.
public final class Checkpoints {
    private static final Pattern NAME = Pattern.compile("step-(\\d{1,9})\\.safetensors");

    private final Path folder;
    private final AtomicFile files;
    private final CheckpointRetention retention;

    public Checkpoints(Path folder, AtomicFile files) {
        this(folder, files, CheckpointRetention.DEFAULT);
    }

    Checkpoints(Path folder, AtomicFile files, CheckpointRetention retention) {
        this.folder = folder;
        this.files = files;
        this.retention = retention;
    }

    /// The checkpoints of the run in `run`.
    public static Checkpoints ofRun(Path run, AtomicFile files) {
        return new Checkpoints(run.resolve("checkpoints"), files);
    }

    /// Writes a checkpoint and then drops those that are one too many.
    ///
    /// **Errors** `DiskFull` or [FileTrouble]; the older checkpoints are then untouched.
    public Path save(Checkpoint checkpoint) throws StudioException {
        Path file = fileOf(checkpoint.step());
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw unreadable(e);
        }
        Safetensors.write(files, file, checkpoint.state(), checkpoint.metadata());
        for (KeptCheckpoint old : retention.surplus(kept())) {
            try {
                Files.deleteIfExists(old.file());
            } catch (IOException e) {
                throw new FileTrouble(
                        "The old checkpoint " + old.file() + " could not be removed.", "Remove it by hand.", e);
            }
        }
        return file;
    }

    /// What is there, in order of the steps.
    ///
    /// **Errors** [FileTrouble] when the folder cannot be read.
    public List<KeptCheckpoint> kept() throws FileTrouble {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<KeptCheckpoint> kept = new ArrayList<>();
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path file : entries.toList()) {
                Matcher name = NAME.matcher(file.getFileName().toString());
                if (name.matches()) {
                    kept.add(new KeptCheckpoint(Integer.parseInt(name.group(1)), file, Files.size(file)));
                }
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
        kept.sort(Comparator.comparingInt(KeptCheckpoint::step));
        return kept;
    }

    /// The newest checkpoint that can be read; `remarks` hears of each one that cannot.
    ///
    /// **Errors** [BadModelFile] when there are checkpoints but none is sound.
    public Optional<Checkpoint> newest(Consumer<String> remarks) throws StudioException {
        List<KeptCheckpoint> all = kept().reversed();
        for (KeptCheckpoint kept : all) {
            try {
                return Optional.of(read(kept.file()));
            } catch (BadModelFile e) {
                remarks.accept("Checkpoint " + kept.file().getFileName() + " was skipped: " + e.problem());
            }
        }
        if (!all.isEmpty()) {
            throw new BadModelFile(
                    "No checkpoint in " + folder + " can be read.", "Start the training again in a new folder.");
        }
        return Optional.empty();
    }

    /// The checkpoint made after `step` steps, whole.
    ///
    /// **Errors** [NotFound] when it is not kept, [BadModelFile] when it is damaged.
    public Checkpoint at(int step) throws StudioException {
        return read(requireKept(step));
    }

    /// The weights for use of the checkpoint made after `step` steps: the moving averages where there are any, else the
    /// weights, and the buffers. Nothing else of the file is read.
    ///
    /// **Errors** as [#at].
    public SequencedMap<String, HostTensor> modelWeights(int step) throws StudioException {
        try (Safetensors opened = Safetensors.open(requireKept(step))) {
            boolean averaged = opened.names().stream().anyMatch(name -> name.startsWith("ema."));
            String best = averaged ? "ema." : "weights.";
            SequencedMap<String, HostTensor> weights = new LinkedHashMap<>();
            for (String kind : List.of(best, "buffers.")) {
                for (String name : opened.names()) {
                    if (name.startsWith(kind)) {
                        weights.put(name.substring(kind.length()), opened.tensor(name));
                    }
                }
            }
            return weights;
        }
    }

    private Path requireKept(int step) throws NotFound {
        Path file = fileOf(step);
        if (!Files.isRegularFile(file)) {
            throw new NotFound(
                    "There is no checkpoint of step " + step + " in " + folder + ".", "Choose one of those kept.");
        }
        return file;
    }

    private static Checkpoint read(Path file) throws StudioException {
        try (Safetensors opened = Safetensors.open(file)) {
            return Checkpoint.of(String.valueOf(file.getFileName()), opened.metadata(), opened.tensors());
        }
    }

    private Path fileOf(int step) {
        return folder.resolve(String.format(Locale.ROOT, "step-%09d.safetensors", step));
    }

    private FileTrouble unreadable(IOException cause) {
        return new FileTrouble(
                "The folder " + folder + " cannot be used: " + cause.getMessage() + ".",
                "Check that it exists and that you may write to it.",
                cause);
    }
}
