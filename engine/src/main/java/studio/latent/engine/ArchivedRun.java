package studio.latent.engine;

import java.nio.file.Path;
import java.util.Set;
import java.util.function.Consumer;
import studio.latent.engine.error.IncompatibleModel;
import studio.latent.engine.job.Job;
import studio.latent.engine.model.ModelCard;
import studio.latent.engine.train.RunHistory;
import studio.latent.engine.train.TrainingEvent;
import studio.latent.engine.train.TrainingState;
import studio.latent.engine.train.doctor.Remedy;

/// A run that is over, told by its folder.
///
/// @param remedies see [TrainingRun#remedies()]
record ArchivedRun(StoredRun stored, RunHistory history, Set<Remedy> remedies, Job<ModelCard> job)
        implements TrainingRun {
    ArchivedRun {
        remedies = Set.copyOf(remedies);
    }

    @Override
    public Path folder() {
        return stored.folder();
    }

    @Override
    public TrainingState state() {
        return stored.state();
    }

    @Override
    public int step() {
        return stored.step();
    }

    @Override
    public int steps() {
        return stored.steps();
    }

    @Override
    public void pause() {
        // it stands still already
    }

    @Override
    public void unpause() {
        // nothing goes on here; resuming starts a run of its own
    }

    @Override
    public void stop() {
        // it has ended already
    }

    @Override
    public void learningRate(double value) {
        // there are no steps to come
    }

    /// Replays the journal before it returns.
    @Override
    public Runnable subscribe(Consumer<TrainingEvent> listener) {
        history.events().forEach(listener);
        return () -> {};
    }

    @Override
    public Job<OpenModel> liveModel() {
        return Job.failed(
                "Live model",
                new IncompatibleModel(
                        "The run '" + stored.name() + "' is not under way.", "Open its model or a checkpoint."));
    }
}
