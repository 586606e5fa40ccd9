package studio.latent.engine.direction;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.error.BadModelFile;
import studio.latent.engine.error.IncompatibleModel;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.io.AtomicFile;
import studio.latent.engine.io.FileFault;
import studio.latent.engine.io.RecordJson;
import studio.latent.engine.model.ModelCard;
import studio.latent.engine.model.SparseVector;

/// Directions of one model in a JSON file: those that a user saved, and those that come with a model.
public final class DirectionFile {
    /// What the file's `"format"` says.
    public static final String FORMAT = "latent-studio/directions";

    private static final long MOST_BYTES = 64_000_000;

    private DirectionFile() {}

    /// Writes atomically; the folder must exist.
    ///
    /// **Errors** [studio.latent.engine.error.DiskFull], [studio.latent.engine.error.FileTrouble].
    public static void write(AtomicFile files, Path file, ModelCard model, List<Direction> directions)
            throws StudioException {
        Form form = new Form(
                model.name(), model.hash(), directions.stream().map(Entry::of).toList());
        files.write(file, AtomicFile.Content.of(RecordJson.text(RecordJson.encodeFile(FORMAT, form))));
    }

    /// The directions in a file, which must be of this model's weights.
    ///
    /// **Errors** [BadModelFile] for anything but such a file, [IncompatibleModel] for one of another model,
    /// [studio.latent.engine.error.NotFound], [studio.latent.engine.error.FileTrouble].
    public static List<Direction> read(Path file, ModelCard model) throws StudioException {
        return parse(text(file), file.toString(), model);
    }

    /// The same of a file's text.
    ///
    /// **Errors** as [#read].
    ///
    /// @param file where it was, for messages
    public static List<Direction> parse(String text, String file, ModelCard model) throws StudioException {
        Form form = RecordJson.decodeFile(FORMAT, Form.class, text, file);
        if (!form.modelHash.equals(model.hash())) {
            throw new IncompatibleModel(
                    "The directions in " + file + " are of the model '" + form.model + "', not of '" + model.name()
                            + "' with the weights it has now.",
                    form.model.equals(model.name())
                            ? "The model was trained further or replaced: find the directions again."
                            : "Open the model '" + form.model + "' to use them.");
        }
        List<Direction> directions = new ArrayList<>();
        for (Entry entry : form.directions) {
            Direction direction = entry.direction();
            if (direction.movesLatents() && direction.dimension() != model.latentDimension()) {
                throw new BadModelFile(
                        "The direction '" + entry.name + "' in " + file + " has " + direction.dimension()
                                + " numbers, the model '" + model.name() + "' needs " + model.latentDimension() + ".",
                        "Delete the file, or copy it again.");
            }
            directions.add(direction);
        }
        return directions;
    }

    private static String text(Path file) throws StudioException {
        try {
            long size = Files.size(file);
            if (size > MOST_BYTES) {
                throw new BadModelFile(
                        file + " has " + size + " bytes, at most " + MOST_BYTES + " are read.",
                        "Choose a file that this studio wrote.");
            }
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw FileFault.reading(file, e);
        }
    }

    /// The file's members in their order.
    private record Form(String model, String modelHash, List<Entry> directions) {}

    /// A direction as the file has it. It refuses what [Direction] refuses.
    ///
    /// @param vector its numbers; null where there is a map
    /// @param map what it moves of feature maps, as [SparseVector#text] writes it; null in other spaces
    private record Entry(
            String name,
            DirectionSpace space,
            @Nullable List<Float> vector,
            @Nullable String map,
            Calibration calibration,
            List<Integer> layers,
            DirectionOrigin origin,
            @Nullable Confidence confidence,
            @Nullable Leak leak) {
        Entry {
            new Direction(name, space, numbers(vector, map), calibration, layers, origin, confidence, leak);
        }

        static Entry of(Direction direction) {
            boolean sparse = direction.space() == DirectionSpace.FEATURE_MAPS;
            List<Float> vector = new ArrayList<>();
            for (float value : direction.vector()) {
                vector.add(value);
            }
            return new Entry(
                    direction.name(),
                    direction.space(),
                    sparse ? null : vector,
                    sparse ? SparseVector.of(direction.vector()).text() : null,
                    direction.calibration(),
                    direction.layers(),
                    direction.origin(),
                    direction.confidence(),
                    direction.leak());
        }

        Direction direction() {
            return new Direction(name, space, numbers(vector, map), calibration, layers, origin, confidence, leak);
        }

        private static float[] numbers(@Nullable List<Float> vector, @Nullable String map) {
            if (map != null) {
                return SparseVector.parse(map).dense();
            }
            if (vector == null) {
                throw new IllegalArgumentException("a direction must have a vector or a map");
            }
            float[] values = new float[vector.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = vector.get(i);
            }
            return values;
        }
    }
}
