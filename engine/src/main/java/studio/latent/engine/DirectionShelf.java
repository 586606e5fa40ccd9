package studio.latent.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import studio.latent.engine.direction.Direction;
import studio.latent.engine.direction.DirectionFile;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.io.ModelFolder;
import studio.latent.engine.model.ModelCard;

/// Where the directions of models are kept: those that came with a model beside it, the user's own in a folder for
/// each model.
///
/// @param folder of the user's own
record DirectionShelf(Path folder) {
    private static final String SUFFIX = ".json";

    /// The directions that came with a model, then the user's own.
    Directions.Shelf of(OpenModel open) {
        ModelCard model = open.card();
        List<Directions.Kept> kept = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        Path ready = model.location().resolve(ModelFolder.DIRECTIONS);
        read(() -> ready(model, ready), ready, true, kept, problems);
        for (Path file : ownFiles(model)) {
            read(() -> DirectionFile.read(file, model), file, false, kept, problems);
        }
        for (Directions.Kept each : List.copyOf(kept)) {
            if (!open.fits(each.direction())) {
                kept.remove(each);
                problems.add("The direction '" + each.direction().name() + "' in " + each.file()
                        + " moves what the model '" + model.name() + "' does not have."
                        + " Delete the file, or copy it again.");
            }
        }
        return new Directions.Shelf(kept, problems);
    }

    /// The directions that come with a model, in its folder or in its zip.
    private static List<Direction> ready(ModelCard model, Path file) throws StudioException {
        if (Files.isRegularFile(file)) {
            return DirectionFile.read(file, model);
        }
        Optional<String> text = Files.isRegularFile(model.location())
                ? ModelFolder.open(model.location()).directions()
                : Optional.empty();
        return text.isPresent() ? DirectionFile.parse(text.orElseThrow(), file.toString(), model) : List.of();
    }

    @FunctionalInterface
    private interface Reading {
        List<Direction> read() throws StudioException;
    }

    private static void read(
            Reading reading, Path file, boolean ready, List<Directions.Kept> kept, List<String> problems) {
        try {
            reading.read().forEach(direction -> kept.add(new Directions.Kept(direction, file, ready)));
        } catch (StudioException e) {
            problems.add(e.problem() + " " + e.remedy());
        }
    }

    /// Where the user's own direction of this name is.
    Path fileOf(ModelCard model, String name) {
        return own(model).resolve(fileName(name) + SUFFIX);
    }

    private Path own(ModelCard model) {
        return folder.resolve(fileName(model.name()));
    }

    private List<Path> ownFiles(ModelCard model) {
        Path own = own(model);
        if (!Files.isDirectory(own)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(own)) {
            return entries.filter(file -> file.toString().endsWith(SUFFIX))
                    .sorted()
                    .toList();
        } catch (IOException _) {
            // a folder that cannot be listed holds no directions for this user
            return List.of();
        }
    }

    /// A name without what some file system takes for something else.
    private static String fileName(String name) {
        String plain = name.replaceAll("[^\\p{L}\\p{N} _+()-]", "_");
        return plain.equals(name) ? name : plain + "-" + Integer.toHexString(name.hashCode());
    }

    /// One direction of each name that can be used; the user's own takes the place of one that came with the model.
    List<Direction> named(OpenModel model) {
        Map<String, Direction> named = new LinkedHashMap<>();
        of(model).directions().forEach(kept -> named.put(kept.direction().name(), kept.direction()));
        return List.copyOf(named.values());
    }
}
