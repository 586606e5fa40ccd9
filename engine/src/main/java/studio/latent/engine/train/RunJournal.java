package studio.latent.engine.train;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import studio.latent.engine.io.Disk;

/// A run's events as lines of JSON, appended as they happen: what is there survives a crash.
///
/// A line is `{"time": …, "step": …, "event": "losses" | "speed" | "checkpoint" | "state" | "note" | "grid" |
/// "reconstructions" | "measured" | "health" | "judgements", …}`. Judgements, of games alone, are `real` and
/// `generated`: shares of a step's images in equal parts of the discriminator's probability, or of a critic's
/// scores. A line that a killed process or a full disk cut short stays as it is; what follows
/// begins on a line of its own.
final class RunJournal implements AutoCloseable {
    private final OutputStream out;

    RunJournal(Disk disk, Path file) throws IOException {
        boolean torn = endsWithinALine(file);
        out = disk.append(file);
        if (torn) {
            out.write('\n');
        }
    }

    private static boolean endsWithinALine(Path file) throws IOException {
        if (!Files.exists(file) || Files.size(file) == 0) {
            return false;
        }
        try (RandomAccessFile content = new RandomAccessFile(file.toFile(), "r")) {
            content.seek(content.length() - 1);
            return content.read() != '\n';
        }
    }

    /// Appends an event and hands it to the operating system. Pictures are named by their file.
    void append(TrainingEvent event, String pictureFile) throws IOException {
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
            case TrainingEvent.Measured measured -> {
                line.addProperty("event", "measured");
                JsonArray points = new JsonArray();
                measured.points().forEach(point -> points.add(json(point)));
                line.add("points", points);
            }
            case TrainingEvent.Health health -> {
                line.addProperty("event", "health");
                HealthJson.write(health, line);
            }
            case TrainingEvent.Judgements judged -> {
                line.addProperty("event", "judgements");
                line.add("real", numbers(judged.real()));
                line.add("generated", numbers(judged.generated()));
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
        out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static JsonArray numbers(List<Double> values) {
        JsonArray array = new JsonArray();
        values.forEach(array::add);
        return array;
    }

    /// What is not known is left out.
    private static JsonObject json(MetricPoint point) {
        JsonObject json = new JsonObject();
        json.addProperty("metric", point.metric());
        json.addProperty("value", point.value());
        if (point.low() != null && point.high() != null) {
            json.addProperty("low", point.low());
            json.addProperty("high", point.high());
        }
        if (point.floor() != null) {
            json.addProperty("floor", point.floor());
        }
        json.addProperty("count", point.count());
        json.addProperty("features", point.features());
        return json;
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
