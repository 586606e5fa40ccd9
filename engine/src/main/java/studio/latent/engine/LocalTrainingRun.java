package studio.latent.engine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.error.IncompatibleModel;
import studio.latent.engine.job.Job;
import studio.latent.engine.job.JobContext;
import studio.latent.engine.model.Family;
import studio.latent.engine.model.ModelCard;
import studio.latent.engine.tensor.HostTensor;
import studio.latent.engine.train.LiveWeights;
import studio.latent.engine.train.RunControl;
import studio.latent.engine.train.TrainingEvent;
import studio.latent.engine.train.TrainingPlan;
import studio.latent.engine.train.TrainingState;
import studio.latent.engine.train.doctor.Remedy;

/// A run of this process: its control, its events, its live model.
final class LocalTrainingRun implements TrainingRun, LiveWeights {
    private final Path folder;
    private final TrainingPlan plan;
    private final Family family;
    private final Set<Remedy> remedies;
    private final RunControl control = new RunControl();
    private final List<TrainingEvent> history = new ArrayList<>();
    private final List<Consumer<TrainingEvent>> listeners = new ArrayList<>();

    /// One virtual thread that tells listeners in order, so that a slow one never holds up a step.
    private final ExecutorService teller = Executors.newSingleThreadExecutor(
            Thread.ofVirtual().name("run-events").factory());

    private volatile TrainingState state = TrainingState.PREPARING;
    private volatile int step;
    private volatile @Nullable LocalOpenModel live;
    private volatile @Nullable LiveMetrics metrics;
    private volatile @Nullable Job<ModelCard> job;

    LocalTrainingRun(Path folder, TrainingPlan plan, Family family, Set<Remedy> remedies) {
        this.folder = folder;
        this.plan = plan;
        this.family = family;
        this.remedies = Set.copyOf(remedies);
    }

    /// Has the run's model measured while it trains.
    void measureWith(LiveMetrics live) {
        metrics = live;
    }

    RunControl control() {
        return control;
    }

    void begin(Job<ModelCard> started) {
        job = started;
    }

    /// Takes an event from the run's lane.
    void accept(TrainingEvent event) {
        // A measurement tells of a step that is over.
        step = Math.max(step, event.step());
        if (event instanceof TrainingEvent.StateChanged changed) {
            state = changed.state();
        }
        synchronized (history) {
            history.add(event);
            List<Consumer<TrainingEvent>> now = List.copyOf(listeners);
            teller.execute(() -> now.forEach(listener -> listener.accept(event)));
        }
    }

    @Override
    public Path folder() {
        return folder;
    }

    @Override
    public TrainingState state() {
        return state;
    }

    @Override
    public int step() {
        return step;
    }

    @Override
    public int steps() {
        return plan.spec().steps();
    }

    @Override
    public Job<ModelCard> job() {
        Job<ModelCard> started = job;
        if (started == null) {
            throw new IllegalStateException("the run has not been started");
        }
        return started;
    }

    @Override
    public void pause() {
        control.pause();
    }

    @Override
    public void unpause() {
        control.unpause();
    }

    @Override
    public void stop() {
        control.stop();
    }

    @Override
    public void learningRate(double value) {
        control.learningRate(value);
        accept(new TrainingEvent.Note(step, "The learning rate was set to " + value + "."));
    }

    @Override
    public Set<Remedy> remedies() {
        return remedies;
    }

    @Override
    public Runnable subscribe(Consumer<TrainingEvent> listener) {
        synchronized (history) {
            List<TrainingEvent> sofar = List.copyOf(history);
            listeners.add(listener);
            teller.execute(() -> sofar.forEach(listener));
        }
        return () -> {
            synchronized (history) {
                listeners.remove(listener);
            }
        };
    }

    @Override
    public Job<OpenModel> liveModel() {
        LocalOpenModel model = live;
        if (model == null) {
            return Job.failed(
                    "Live model",
                    new IncompatibleModel("The run has not made its first step yet.", "Try again in a few seconds."));
        }
        try {
            LocalRunArchive.requireImages(model.definition());
            return Job.completed("Live model", model);
        } catch (IncompatibleModel e) {
            return Job.failed("Live model", e);
        }
    }

    @Override
    public boolean isWanted() {
        LocalOpenModel model = live;
        LiveMetrics measured = metrics;
        return model == null || model.isWatched() || (measured != null && measured.isWanted());
    }

    @Override
    public void publish(int atStep, Map<String, HostTensor> weights) {
        LocalOpenModel model = live;
        if (model == null) {
            live = LocalOpenModel.ofRun(folder, plan, family, weights, "training", "A model in training.");
        } else {
            model.refresh(atStep, weights);
        }
        LiveMetrics measured = metrics;
        if (measured != null) {
            measured.publish(atStep, weights);
        }
    }

    @Override
    public List<TrainingEvent> last(int atStep, Map<String, HostTensor> weights, JobContext context) {
        LiveMetrics measured = metrics;
        return measured == null ? List.of() : measured.last(atStep, weights, context);
    }
}
