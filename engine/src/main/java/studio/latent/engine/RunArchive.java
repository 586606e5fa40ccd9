package studio.latent.engine;

import java.nio.file.Path;
import java.util.List;
import studio.latent.engine.image.Raster;
import studio.latent.engine.job.Job;
import studio.latent.engine.train.KeptCheckpoint;

/// What runs have left in their folders: journals, pictures, checkpoints. Nothing of it is changed here.
public interface RunArchive {
    /// The runs in the sub-folders of `folder`, newest first. Folders that hold no run are passed over.
    Job<List<StoredRun>> list(Path folder);

    /// A run as its folder tells it: subscribing replays its journal. It cannot be paused or stopped any more.
    Job<TrainingRun> open(Path run);

    /// The checkpoints that a run's folder holds, in order of the steps; also of a run that is under way.
    Job<List<KeptCheckpoint>> checkpoints(Path run);

    /// The model as it was after `step` steps, which must be one of [#checkpoints].
    Job<OpenModel> model(Path run, int step);

    /// Images of that model at the latents that the run's own grids are made from.
    Job<Raster> grid(Path run, int step);
}
