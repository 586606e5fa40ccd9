package studio.latent.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import studio.latent.engine.direction.Direction;
import studio.latent.engine.direction.DirectionFile;
import studio.latent.engine.direction.RegionChange;
import studio.latent.engine.error.IncompatibleModel;
import studio.latent.engine.error.NotFound;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.io.AtomicFile;
import studio.latent.engine.io.FileFault;
import studio.latent.engine.io.ModelFolder;
import studio.latent.engine.job.Job;
import studio.latent.engine.model.ModelCard;

/// Directions on this machine: found by its lanes, kept in `directions/` of the user's folder.
final class LocalDirections implements Directions {
    private static final String SUFFIX = ".json";

    private final StudioOptions options;
    private final DirectionSearch search;
    private final DirectionProbe probe;
    private final AtomicFile files = new AtomicFile();

    LocalDirections(StudioOptions options, Lanes lanes, DatasetOpener datasets) {
        this.options = options;
        LatentImages images = new LatentImages(options, lanes, datasets);
        AttributeClassifiers classifiers = new AttributeClassifiers(options);
        this.search = new DirectionSearch(images, classifiers);
        this.probe = new DirectionProbe(images, classifiers);
    }

    @Override
    public Job<Shelf> list(OpenModel model) {
        return Job.start("Reading directions", Thread::startVirtualThread, _ -> shelf(model));
    }

    private Shelf shelf(OpenModel open) {
        ModelCard model = open.card();
        List<Kept> kept = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        Path ready = model.location().resolve(ModelFolder.DIRECTIONS);
        read(() -> ready(model, ready), ready, true, kept, problems);
        for (Path file : ownFiles(model)) {
            read(() -> DirectionFile.read(file, model), file, false, kept, problems);
        }
        for (Kept each : List.copyOf(kept)) {
            if (!fits(each.direction(), open)) {
                kept.remove(each);
                problems.add("The direction '" + each.direction().name() + "' in " + each.file()
                        + " moves styles that the model '" + model.name() + "' does not have."
                        + " Delete the file, or copy it again.");
            }
        }
        return new Shelf(kept, problems);
    }

    /// Latents were compared when the file was read.
    private static boolean fits(Direction direction, OpenModel model) {
        return !direction.movesStyles()
                || direction.fitsStyles(model.styleLayers().size(), model.styleDimension());
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

    private static void read(Reading reading, Path file, boolean ready, List<Kept> kept, List<String> problems) {
        try {
            reading.read().forEach(direction -> kept.add(new Kept(direction, file, ready)));
        } catch (StudioException e) {
            problems.add(e.problem() + " " + e.remedy());
        }
    }

    private Path own(ModelCard model) {
        return options.directions().resolve(fileName(model.name()));
    }

    private List<Path> ownFiles(ModelCard model) {
        Path folder = own(model);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
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

    @Override
    public Job<List<Direction>> find(OpenModel model, DirectionRequest request) {
        return Job.start(
                "Looking for directions",
                Thread::startVirtualThread,
                context -> search.find(LocalOpenModel.of(model), request, context));
    }

    @Override
    public Job<Direction> withLeak(OpenModel model, Direction direction, String dataset, long seed) {
        return Job.start(
                "Measuring what else changes",
                Thread::startVirtualThread,
                context -> direction.with(probe.leak(LocalOpenModel.of(model), direction, dataset, seed, context)));
    }

    @Override
    public Job<RegionChange> regionChange(OpenModel model, Direction direction, String dataset) {
        return Job.start(
                "Measuring where pixels change",
                Thread::startVirtualThread,
                context -> probe.regionChange(LocalOpenModel.of(model), direction, dataset, context));
    }

    @Override
    public Job<Path> save(OpenModel model, Direction direction) {
        return Job.start("Saving " + direction.name(), Thread::startVirtualThread, _ -> {
            Path file = own(model.card()).resolve(fileName(direction.name()) + SUFFIX);
            return write(file, model.card(), List.of(direction));
        });
    }

    @Override
    public Job<Path> saveInto(Path file, OpenModel model, Direction direction) {
        return Job.start("Saving " + direction.name(), Thread::startVirtualThread, _ -> {
            List<Direction> all = new ArrayList<>();
            if (Files.exists(file)) {
                all.addAll(DirectionFile.read(file, model.card()));
            }
            all.removeIf(known -> known.name().equals(direction.name()));
            all.add(direction);
            return write(file, model.card(), all);
        });
    }

    private Path write(Path file, ModelCard model, List<Direction> directions) throws StudioException {
        if (model.hash().isEmpty()) {
            throw new IncompatibleModel(
                    "The model '" + model.name() + "' is still being trained, and a direction belongs to its weights.",
                    "Save the direction when the training has ended.");
        }
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
        } catch (IOException e) {
            throw FileFault.writing(file, e);
        }
        DirectionFile.write(files, file, model, directions);
        return file;
    }

    @Override
    public Job<Path> delete(OpenModel model, String name) {
        return Job.start("Deleting " + name, Thread::startVirtualThread, _ -> {
            Path file = own(model.card()).resolve(fileName(name) + SUFFIX);
            try {
                if (!Files.deleteIfExists(file)) {
                    throw new NotFound(
                            "There is no saved direction '" + name + "' of the model '"
                                    + model.card().name() + "'.",
                            "Directions that come with a model stay with it.");
                }
            } catch (IOException e) {
                throw FileFault.writing(file, e);
            }
            return file;
        });
    }
}
