package studio.latent.engine.train;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.image.ImageFiles;
import studio.latent.engine.image.Raster;
import studio.latent.engine.io.FileFault;
import studio.latent.engine.train.doctor.Ailment;
import studio.latent.engine.train.doctor.Diagnosis;
import studio.latent.engine.train.doctor.Finding;

/// What a run's journal tells: its events in order, of the pictures only the newest.
///
/// Lines that are torn, or that another version wrote, are skipped.
///
/// @param skipped lines that could not be read
public record RunHistory(List<TrainingEvent> events, int skipped) {
    private static final String JOURNAL = "journal.jsonl";
    private static final int TAIL = 1 << 16;
    /// Members of a line of losses that are no loss terms.
    private static final Set<String> NO_TERMS = Set.of("time", "step", "event", "imagesSeen");

    public RunHistory {
        events = List.copyOf(events);
    }

    /// Reads the journal of the run in `folder`; a run without one has no events.
    ///
    /// **Errors** `FileTrouble` when the journal is there but cannot be read.
    public static RunHistory read(Path folder) throws StudioException {
        Path journal = folder.resolve(JOURNAL);
        if (!Files.isRegularFile(journal)) {
            return new RunHistory(List.of(), 0);
        }
        List<TrainingEvent> events = new ArrayList<>();
        Map<String, JsonObject> pictures = new LinkedHashMap<>();
        int skipped = 0;
        // A decoder made this way replaces what is no UTF-8; Files.newBufferedReader would give up.
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(Files.newInputStream(journal), StandardCharsets.UTF_8))) {
            for (String text = lines.readLine(); text != null; text = lines.readLine()) {
                JsonObject line = object(text).orElse(null);
                if (line == null || !take(line, events, pictures)) {
                    skipped += text.isBlank() ? 0 : 1;
                }
            }
        } catch (IOException e) {
            throw FileFault.reading(journal, e);
        }
        pictures.forEach((kind, line) -> picture(folder, kind, line).ifPresent(events::add));
        return new RunHistory(events, skipped);
    }

    /// What was found and has not ended.
    public Map<Ailment, Finding> openFindings() {
        Map<Ailment, Finding> open = new EnumMap<>(Ailment.class);
        for (TrainingEvent event : events) {
            if (event instanceof TrainingEvent.Health health) {
                for (Diagnosis change : health.changes()) {
                    switch (change) {
                        case Diagnosis.Began(Finding finding) -> open.put(finding.ailment(), finding);
                        case Diagnosis.Ended(Ailment ailment, int _) -> open.remove(ailment);
                    }
                }
            }
        }
        return open;
    }

    /// The step at which the first of what has not ended began; the largest number when nothing is wrong.
    public int illSince() {
        return openFindings().values().stream().mapToInt(Finding::since).min().orElse(Integer.MAX_VALUE);
    }

    /// The same of those that spoil the weights: a checkpoint from there on is no place to go back to.
    public int spoiltSince() {
        return openFindings().values().stream()
                .filter(finding -> finding.ailment().spoilsWeights())
                .mapToInt(Finding::since)
                .min()
                .orElse(Integer.MAX_VALUE);
    }

    /// The last step that the journal of `folder` tells of, from its last lines alone; 0 when it tells of none.
    public static int lastStep(Path folder) {
        int last = 0;
        try (RandomAccessFile journal =
                new RandomAccessFile(folder.resolve(JOURNAL).toFile(), "r")) {
            byte[] tail = new byte[(int) Math.min(TAIL, journal.length())];
            journal.seek(journal.length() - tail.length);
            journal.readFully(tail);
            for (String text : new String(tail, StandardCharsets.UTF_8).split("\n", -1)) {
                JsonObject line = object(text).orElse(null);
                if (line != null) {
                    last = Math.max(last, step(line));
                }
            }
        } catch (IOException _) {
            return last; // a run that was ended before it wrote a journal
        } catch (ClassCastException | IllegalStateException | NumberFormatException _) {
            return last;
        }
        return last;
    }

    private static Optional<JsonObject> object(String text) {
        try {
            JsonElement parsed = JsonParser.parseString(text);
            return parsed.isJsonObject() ? Optional.of(parsed.getAsJsonObject()) : Optional.empty();
        } catch (RuntimeException _) {
            return Optional.empty(); // Gson has several exceptions for a text that is no JSON
        }
    }

    private static int step(JsonObject line) {
        JsonElement step = line.get("step");
        return step == null ? 0 : step.getAsInt();
    }

    /// Adds the line's event, or remembers its picture. Whether the line could be understood.
    private static boolean take(JsonObject line, List<TrainingEvent> events, Map<String, JsonObject> pictures) {
        try {
            String kind = line.get("event").getAsString();
            if (kind.equals("grid") || kind.equals("reconstructions")) {
                pictures.put(kind, line);
                return true;
            }
            TrainingEvent event = event(kind, line);
            if (event != null) {
                events.add(event);
            }
            return event != null;
        } catch (RuntimeException _) {
            return false; // a member is missing, of another kind or out of range
        }
    }

    private static @Nullable TrainingEvent event(String kind, JsonObject line) {
        int step = line.get("step").getAsInt();
        return switch (kind) {
            case "losses" ->
                new TrainingEvent.Losses(step, line.get("imagesSeen").getAsLong(), terms(line));
            case "speed" ->
                new TrainingEvent.Speed(
                        step,
                        line.get("imagesPerSecond").getAsDouble(),
                        0,
                        line.get("learningRate").getAsDouble(),
                        line.get("residentBytes").getAsLong());
            case "measured" -> {
                List<MetricPoint> points = new ArrayList<>();
                line.getAsJsonArray("points").forEach(point -> points.add(point(point.getAsJsonObject())));
                yield new TrainingEvent.Measured(step, points);
            }
            case "judgements" -> new TrainingEvent.Judgements(step, numbers(line, "real"), numbers(line, "generated"));
            case "health" -> HealthJson.read(step, line);
            case "checkpoint" ->
                new TrainingEvent.CheckpointSaved(step, line.get("file").getAsString());
            case "state" ->
                new TrainingEvent.StateChanged(
                        step, TrainingState.valueOf(line.get("state").getAsString()));
            case "note" -> new TrainingEvent.Note(step, line.get("text").getAsString());
            default -> null;
        };
    }

    private static Map<String, Double> terms(JsonObject line) {
        Map<String, Double> terms = new LinkedHashMap<>();
        for (Map.Entry<String, JsonElement> member : line.entrySet()) {
            if (!NO_TERMS.contains(member.getKey())) {
                terms.put(member.getKey(), member.getValue().getAsDouble());
            }
        }
        return terms;
    }

    private static MetricPoint point(JsonObject json) {
        return new MetricPoint(
                json.get("metric").getAsString(),
                json.get("value").getAsDouble(),
                number(json, "low"),
                number(json, "high"),
                number(json, "floor"),
                json.get("count").getAsInt(),
                json.get("features").getAsString());
    }

    private static List<Double> numbers(JsonObject json, String name) {
        List<Double> values = new ArrayList<>();
        json.getAsJsonArray(name).forEach(value -> values.add(value.getAsDouble()));
        return values;
    }

    private static @Nullable Double number(JsonObject json, String name) {
        JsonElement value = json.get(name);
        return value == null ? null : value.getAsDouble();
    }

    /// The picture that a line names, if it is there, whole, and within the run's folder.
    private static Optional<TrainingEvent> picture(Path folder, String kind, JsonObject line) {
        try {
            Path file = folder.resolve(line.get("file").getAsString()).normalize();
            if (!file.startsWith(folder.normalize()) || !Files.isRegularFile(file)) {
                return Optional.empty();
            }
            Raster tiles = ImageFiles.read(file);
            int step = step(line);
            return Optional.of(
                    kind.equals("grid")
                            ? new TrainingEvent.Grid(step, tiles, HeldGrid.COLUMNS)
                            : new TrainingEvent.Reconstructions(step, tiles, HeldGrid.COLUMNS));
        } catch (StudioException | RuntimeException _) {
            return Optional.empty(); // a run is worth opening without its last picture
        }
    }
}
