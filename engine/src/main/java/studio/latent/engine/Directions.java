package studio.latent.engine;

import java.nio.file.Path;
import java.util.List;
import studio.latent.engine.direction.Direction;
import studio.latent.engine.direction.RegionChange;
import studio.latent.engine.job.Job;

/// Directions of models' latent spaces: found, measured, kept.
public interface Directions {
    /// A direction in its file.
    ///
    /// @param ready whether it came with the model; else the user saved it
    record Kept(Direction direction, Path file, boolean ready) {}

    /// The directions at hand for a model.
    ///
    /// @param problems one sentence for each file that cannot be used
    record Shelf(List<Kept> directions, List<String> problems) {
        public Shelf {
            directions = List.copyOf(directions);
            problems = List.copyOf(problems);
        }
    }

    /// The directions that came with a model, then the user's own.
    Job<Shelf> list(OpenModel model);

    /// Looks for directions, with calibrated range and confidence; not yet with leak. In the background, with
    /// progress and cancel.
    Job<List<Direction>> find(OpenModel model, DirectionRequest request);

    /// The direction with its leak: images are moved along it, and classifiers of the data set's attributes,
    /// trained on first use and kept, say what has changed.
    ///
    /// @param dataset name or place of a data set with attributes or classes
    Job<Direction> withLeak(OpenModel model, Direction direction, String dataset, long seed);

    /// How far a direction of an attribute changes pixels where images with and without the attribute differ, and
    /// how far elsewhere. A model that encodes is followed on the data's images, any other on images that it draws.
    ///
    /// **Errors** [studio.latent.engine.error.BadOption] for a direction of no attribute of the data,
    /// [studio.latent.engine.error.BadDataset] where the data do not show where it is.
    Job<RegionChange> regionChange(OpenModel model, Direction direction, String dataset);

    /// Keeps a direction among the user's own; one of the same name is replaced. Returns its file.
    Job<Path> save(OpenModel model, Direction direction);

    /// Adds a direction to a file of directions, which is made if it is not there; one of the same name is
    /// replaced.
    Job<Path> saveInto(Path file, OpenModel model, Direction direction);

    /// Deletes a direction that the user saved.
    Job<Path> delete(OpenModel model, String name);
}
