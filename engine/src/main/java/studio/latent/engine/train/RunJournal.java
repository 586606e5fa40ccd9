package studio.latent.engine.train;

import com.google.gson.JsonObject;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import studio.latent.engine.error.DiskFull;
import studio.latent.engine.error.StudioException;

/// A run's events as lines of JSON, appended as they happen: what is there survives a crash.
///
/// A line is `{"time": …, "step": …, "event": "losses" | "speed" | "checkpoint" | "state" | "note" | "grid", …}`.
public final class RunJournal implements AutoCloseable {
    private final Path file;
    private final BufferedWriter out;

    public RunJournal(Path file) throws StudioException {
        this.file = file;
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            this.out = Files.newBufferedWriter(
                    file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw fault(e);
        }
    }

    /// Appends an event and hands it to the operating system. Pictures are named by their file.
    public void append(TrainingEvent event, String pictureFile) throws StudioException {
        JsonObject line = new JsonObject();
        line.addProperty("time", Instant.now().toString());
        line.addProperty("step", event.step());
        switch (event) {
            case TrainingEvent.Losses losses -> {
                line.addProperty("event", "losses");
                line.addProperty("imagesSeen", losses.imagesSeen());
                losses.terms().forEach(line::addProperty);
            }
            case TrainingEvent.Speed speed -> {
                line.addProperty("event", "speed");
                line.addProperty("imagesPerSecond", speed.imagesPerSecond());
                line.addProperty("learningRate", speed.learningRate());
                line.addProperty("residentBytes", speed.residentBytes());
            }
            case TrainingEvent.Grid _ -> {
                line.addProperty("event", "grid");
                line.addProperty("file", pictureFile);
            }
            case TrainingEvent.Reconstructions _ -> {
                line.addProperty("event", "reconstructions");
                line.addProperty("file", pictureFile);
            }
            case TrainingEvent.CheckpointSaved saved -> {
                line.addProperty("event", "checkpoint");
                line.addProperty("file", saved.file());
            }
            case TrainingEvent.StateChanged changed -> {
                line.addProperty("event", "state");
                line.addProperty("state", changed.state().name());
            }
            case TrainingEvent.Note note -> {
                line.addProperty("event", "note");
                line.addProperty("text", note.text());
            }
        }
        try {
            out.write(line.toString());
            out.write('\n');
            out.flush();
        } catch (IOException e) {
            throw fault(e);
        }
    }

    private StudioException fault(IOException cause) {
        return new DiskFull(
                "The journal " + file + " could not be written: " + cause.getMessage() + ".",
                "Free some space or choose another folder, then resume the run.",
                cause);
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException _) {
            // each line was flushed when it was written; there is nothing left to lose
        }
    }
}
