package studio.latent.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import studio.latent.engine.job.Job;
import studio.latent.engine.model.ModelCard;
import studio.latent.engine.train.TrainingEvent;
import studio.latent.engine.train.TrainingState;
import studio.latent.engine.train.doctor.Ailment;
import studio.latent.engine.train.doctor.Remedy;

/// A training under way or ended. All methods are safe on any thread and return at once.
public interface TrainingRun {
    /// The run's folder: journal, checkpoints, TensorBoard events and, at the end, the model.
    Path folder();

    TrainingState state();

    /// Optimizer steps done.
    int step();

    /// Optimizer steps in all.
    int steps();

    /// Ends with the trained model's card.
    Job<ModelCard> job();

    /// Holds the run before its next step; `unpause` goes on. The state stays in memory.
    void pause();

    void unpause();

    /// Ends the run before its next step and keeps a checkpoint, from which it can be resumed.
    void stop();

    /// Changes the learning rate from the next step on (the schedule's factor still applies).
    void learningRate(double value);

    /// Remedies that can be done to this run: its model has their settings, and they do not stand there already.
    Set<Remedy> remedies();

    /// Of what helps against an ailment that which can be done to this run.
    default List<Remedy> remediesFor(Ailment ailment) {
        return ailment.remedies().stream().filter(remedies()::contains).toList();
    }

    /// Sends each event from now on to `listener`, on an engine thread, in order; events so far are replayed first.
    /// Returns how to stop listening.
    Runnable subscribe(Consumer<TrainingEvent> listener);

    /// A read-only copy of the model in training, refreshed every few seconds while anyone listens to its changes.
    /// Fails while the run is still preparing.
    Job<OpenModel> liveModel();
}
