package studio.latent.engine;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Stream;
import studio.latent.engine.data.Dataset;
import studio.latent.engine.data.DatasetCard;
import studio.latent.engine.data.DatasetReader;
import studio.latent.engine.data.DatasetRules;
import studio.latent.engine.data.DatasetStorage;
import studio.latent.engine.error.NotFound;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.image.Raster;
import studio.latent.engine.io.AtomicFile;
import studio.latent.engine.io.FileFault;
import studio.latent.engine.io.RecordJson;
import studio.latent.engine.io.StrictJson;
import studio.latent.engine.job.Job;
import studio.latent.engine.job.JobContext;

/// Data sets as files: those that ship with the studio, then those the user named, by reference to their place.
final class FileDatasetLibrary implements DatasetLibrary {
    private static final int KEPT_OPEN = 2;
    private static final List<String> HIDDEN = List.of(".md", ".txt", ".json");

    private final StudioOptions options;
    private final DatasetReader reader;
    private final AtomicFile files = new AtomicFile();
    private final SequencedMap<String, Dataset> open = new LinkedHashMap<>();

    FileDatasetLibrary(StudioOptions options) {
        this.options = options;
        this.reader = new DatasetReader(DatasetStorage.withCache(options.cache()));
    }

    @Override
    public List<String> names() {
        return List.copyOf(places().keySet());
    }

    /// Name → place of all known data sets.
    private SequencedMap<String, Path> places() {
        SequencedMap<String, Path> places = new LinkedHashMap<>();
        Path shipped = options.samples() == null ? null : options.samples().resolve("datasets");
        if (shipped != null && Files.isDirectory(shipped)) {
            try (Stream<Path> entries = Files.list(shipped)) {
                entries.filter(FileDatasetLibrary::isData).sorted().forEach(place -> places.put(nameOf(place), place));
            } catch (IOException _) {
                // a folder that cannot be listed offers nothing
            }
        }
        try {
            places.putAll(imported());
        } catch (StudioException _) {
            // importFrom says what is wrong with the list; the shipped sets stay usable
        }
        return places;
    }

    private static boolean isData(Path place) {
        String name = place.getFileName().toString();
        return !name.startsWith(".") && HIDDEN.stream().noneMatch(name::endsWith);
    }

    private static String nameOf(Path place) {
        return place.getFileName().toString().replaceFirst("(?i)\\.(zip|gz|idx)$", "");
    }

    private Path list() {
        return options.home().resolve("datasets.json");
    }

    private SequencedMap<String, Path> imported() throws StudioException {
        SequencedMap<String, Path> places = new LinkedHashMap<>();
        if (!Files.isRegularFile(list())) {
            return places;
        }
        try {
            JsonObject json = StrictJson.object(list().toString(), Files.readString(list()));
            for (Map.Entry<String, JsonElement> entry : json.entrySet()) {
                if (entry.getValue().isJsonPrimitive()) {
                    places.put(entry.getKey(), Path.of(entry.getValue().getAsString()));
                }
            }
            return places;
        } catch (IOException e) {
            throw FileFault.reading(list(), e);
        }
    }

    @Override
    public Job<DatasetCard> describe(String nameOrPath) {
        return Job.start(
                "Reading " + nameOrPath,
                Thread::startVirtualThread,
                context -> openDataset(nameOrPath, 0, context).card());
    }

    @Override
    public Job<List<Raster>> images(String nameOrPath, List<Integer> indices) {
        return Job.start("Reading " + nameOrPath, Thread::startVirtualThread, context -> {
            Dataset dataset = openDataset(nameOrPath, 0, context);
            List<Raster> images = new ArrayList<>();
            for (int index : indices) {
                context.checkCancelled();
                if (index >= 0 && index < dataset.count()) {
                    images.add(dataset.image(index));
                }
            }
            return images;
        });
    }

    @Override
    public Job<SeedWishes> wishes(String nameOrPath) {
        return Job.start(
                "Reading " + nameOrPath,
                Thread::startVirtualThread,
                context -> SeedWishes.of(openDataset(nameOrPath, 0, context)));
    }

    @Override
    public Job<DatasetCard> importFrom(Path path) {
        return Job.start("Importing " + path.getFileName(), Thread::startVirtualThread, context -> {
            Path place = path.toAbsolutePath().normalize();
            Dataset dataset = reader.open(place, DatasetRules.AS_STORED, context);
            SequencedMap<String, Path> places = imported();
            places.put(dataset.name(), place);
            JsonObject json = new JsonObject();
            places.forEach((name, known) -> json.addProperty(name, known.toString()));
            try {
                Files.createDirectories(options.home());
            } catch (IOException e) {
                throw FileFault.writing(options.home(), e);
            }
            files.write(list(), AtomicFile.Content.of(RecordJson.text(json)));
            return dataset.card();
        });
    }

    /// Opens a data set by name or path; `imageSize` 0 takes the images as they are stored, any other side crops
    /// and resizes them to a square.
    Dataset openDataset(String nameOrPath, int imageSize, JobContext context) throws StudioException {
        String key = nameOrPath + "@" + imageSize;
        synchronized (open) {
            Dataset known = open.remove(key);
            if (known != null) {
                open.putLast(key, known);
                return known;
            }
        }
        Path place = find(nameOrPath);
        Dataset dataset = reader.open(place, DatasetRules.AS_STORED, context);
        if (imageSize > 0) {
            ImageShape shape = new ImageShape(dataset.shape().channels(), imageSize, imageSize);
            dataset = shape.equals(dataset.shape()) ? dataset : reader.open(place, DatasetRules.fitTo(shape), context);
        }
        synchronized (open) {
            open.putLast(key, dataset);
            while (open.size() > KEPT_OPEN) {
                open.pollFirstEntry();
            }
        }
        return dataset;
    }

    private Path find(String nameOrPath) throws NotFound {
        int hash = nameOrPath.lastIndexOf('#');
        String base = hash < 0 ? nameOrPath : nameOrPath.substring(0, hash);
        String split = hash < 0 ? "" : nameOrPath.substring(hash);
        SequencedMap<String, Path> places = places();
        Path known = places.get(base);
        if (known != null) {
            return Path.of(known + split);
        }
        if (!base.isBlank() && Files.exists(Path.of(base))) {
            return Path.of(nameOrPath);
        }
        throw new NotFound(
                "There is no data set '" + nameOrPath + "'.",
                places.isEmpty()
                        ? "Name a folder of images, a zip or an IDX file."
                        : "Use one of " + String.join(", ", places.keySet())
                                + ", or a folder of images, a zip or an IDX file.");
    }
}
