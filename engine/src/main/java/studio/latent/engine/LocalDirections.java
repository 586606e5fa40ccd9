package studio.latent.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import studio.latent.engine.direction.Direction;
import studio.latent.engine.direction.DirectionFile;
import studio.latent.engine.direction.RegionChange;
import studio.latent.engine.error.IncompatibleModel;
import studio.latent.engine.error.NotFound;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.io.AtomicFile;
import studio.latent.engine.io.FileFault;
import studio.latent.engine.job.Job;
import studio.latent.engine.model.ModelCard;

/// Directions on this machine: found by its lanes, kept in `directions/` of the user's folder.
final class LocalDirections implements Directions {
    private final DirectionShelf shelf;
    private final DirectionSearch search;
    private final DirectionProbe probe;
    private final AtomicFile files = new AtomicFile();

    LocalDirections(StudioOptions options, Lanes lanes, DatasetOpener datasets) {
        this.shelf = new DirectionShelf(options.directions());
        LatentImages images = new LatentImages(options, lanes, datasets);
        AttributeClassifiers classifiers = new AttributeClassifiers(options);
        this.search = new DirectionSearch(images, classifiers);
        this.probe = new DirectionProbe(images, classifiers);
    }

    @Override
    public Job<Shelf> list(OpenModel model) {
        return Job.start("Reading directions", Thread::startVirtualThread, _ -> shelf.of(model));
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
            Path file = shelf.fileOf(model.card(), direction.name());
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
            Path file = shelf.fileOf(model.card(), name);
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
