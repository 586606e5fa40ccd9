package studio.latent.app;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import studio.latent.engine.OpenModel;
import studio.latent.engine.TrainingRun;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.error.TrainingDiverged;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.job.Job;
import studio.latent.engine.job.JobContext;
import studio.latent.engine.model.Latent;
import studio.latent.engine.model.LatentGeometry;
import studio.latent.engine.model.ModelCard;
import studio.latent.engine.model.PriorKind;
import studio.latent.engine.train.MetricPoint;
import studio.latent.engine.train.TrainingEvent;
import studio.latent.engine.train.TrainingState;
import studio.latent.engine.train.doctor.Diagnosis;
import studio.latent.engine.train.doctor.Remedy;

/// A scripted run: [#advance] does steps and sends their events, [#diverge] ends it badly; nothing goes on by
/// itself.
public final class FakeTrainingRun implements TrainingRun {
    /// How the run ends, sent from the thread that drives it to the job that waits.
    private sealed interface Ending {
        record Completed(ModelCard card) implements Ending {}

        record Broken(StudioException cause) implements Ending {}
    }

    private static final ModelCard CARD =
            FakeModels.card("fake-trained", new ImageShape(1, 8, 8), 4, List.of(PriorKind.NORMAL), "grey-data");

    private final Path folder;
    private final int steps;
    private final ImageShape shape;
    private final List<TrainingEvent> events = new CopyOnWriteArrayList<>();
    private final List<Consumer<TrainingEvent>> listeners = new CopyOnWriteArrayList<>();
    private final LinkedBlockingQueue<Ending> ending = new LinkedBlockingQueue<>();
    private final FakeOpenModel live = new FakeOpenModel(CARD, LatentGeometry.standard(4));
    private final Executor executor;
    private final Job<ModelCard> job;
    private volatile TrainingState state = TrainingState.PREPARING;
    private volatile int step;
    private volatile double learningRate = 1e-3;

    FakeTrainingRun(Path folder, int steps, ImageShape shape, Executor executor) {
        this.folder = folder;
        this.steps = steps;
        this.shape = shape;
        this.executor = executor;
        job = Job.start("Training", task -> Thread.ofVirtual().start(task), this::awaitEnd);
        enter(TrainingState.RUNNING);
    }

    private ModelCard awaitEnd(JobContext context) throws StudioException {
        try {
            while (true) {
                Ending end = ending.poll(5, TimeUnit.MILLISECONDS);
                if (end != null) {
                    return switch (end) {
                        case Ending.Completed(ModelCard card) -> card;
                        case Ending.Broken(StudioException cause) -> throw cause;
                    };
                }
                context.progress("Training", step, steps);
                context.checkCancelled();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// Does up to `count` steps: losses, speed and a grid each; the last step of all completes the run.
    public void advance(int count) {
        for (int i = 0; i < count && state == TrainingState.RUNNING; i++) {
            int next = step + 1;
            step = next;
            double loss = 100.0 / step;
            send(new TrainingEvent.Losses(
                    step, 64L * step, Map.of("total", loss + 5, "reconstructionLoss", loss, "kl", 5.0)));
            send(new TrainingEvent.Speed(step, 1000, (steps - step) * 0.064, learningRate, 200_000_000));
            send(new TrainingEvent.Grid(
                    step, FakeBench.paint(shape, new Latent(new float[] {1, -1, 0.5f, 0}), step), 1));
            if (step == steps) {
                enter(TrainingState.FINISHING);
                enter(TrainingState.COMPLETED);
                ending.add(new Ending.Completed(CARD));
            }
        }
        live.refresh(step);
    }

    /// Does a step of a game: its terms, and how the images of the step were judged.
    public void play(Map<String, Double> terms, List<Double> real, List<Double> generated) {
        int played = step + 1;
        step = played;
        send(new TrainingEvent.Losses(played, 64L * played, terms));
        send(new TrainingEvent.Judgements(played, real, generated));
    }

    /// Tells of a measurement of the model as it is.
    public void measure(MetricPoint... points) {
        send(new TrainingEvent.Measured(step, List.of(points)));
    }

    /// Says that the doctor has found something, or that something is over.
    public void tell(Diagnosis change) {
        send(new TrainingEvent.Health(step, Map.of(), List.of(change)));
    }

    /// Ends the run because a loss is not a number.
    public void diverge() {
        enter(TrainingState.FAILED);
        ending.add(new Ending.Broken(new TrainingDiverged(
                "The loss at step " + step + " is not a number.", "Resume with a smaller learning rate.")));
    }

    /// Ends the run with a fault of the world.
    public void fail(StudioException cause) {
        enter(TrainingState.FAILED);
        ending.add(new Ending.Broken(cause));
    }

    public double learningRate() {
        return learningRate;
    }

    private void enter(TrainingState next) {
        state = next;
        send(new TrainingEvent.StateChanged(step, next));
    }

    private void send(TrainingEvent event) {
        executor.execute(() -> {
            events.add(event);
            listeners.forEach(listener -> listener.accept(event));
        });
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
        return steps;
    }

    @Override
    public Job<ModelCard> job() {
        return job;
    }

    @Override
    public void pause() {
        if (state == TrainingState.RUNNING) {
            enter(TrainingState.PAUSED);
        }
    }

    @Override
    public void unpause() {
        if (state == TrainingState.PAUSED) {
            enter(TrainingState.RUNNING);
        }
    }

    @Override
    public void stop() {
        if (state == TrainingState.RUNNING || state == TrainingState.PAUSED) {
            send(new TrainingEvent.CheckpointSaved(step, "checkpoint-" + step));
            enter(TrainingState.STOPPED);
            ending.add(new Ending.Completed(CARD));
        }
    }

    @Override
    public void learningRate(double value) {
        learningRate = value;
        send(new TrainingEvent.Note(step, "Learning rate set to " + value));
    }

    @Override
    public Set<Remedy> remedies() {
        return EnumSet.allOf(Remedy.class);
    }

    @Override
    public Runnable subscribe(Consumer<TrainingEvent> listener) {
        executor.execute(() -> {
            events.forEach(listener);
            listeners.add(listener);
        });
        return () -> listeners.remove(listener);
    }

    @Override
    public Job<OpenModel> liveModel() {
        return Job.completed("Opening the model in training", live);
    }
}
