package studio.latent.app.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import studio.latent.app.fx.FailureText;
import studio.latent.app.fx.UiThread;
import studio.latent.app.l10n.Messages;
import studio.latent.engine.TrainingRun;
import studio.latent.engine.error.OutOfDeviceMemory;
import studio.latent.engine.image.Raster;
import studio.latent.engine.job.Outcome;
import studio.latent.engine.model.ModelCard;
import studio.latent.engine.train.TrainingEvent;
import studio.latent.engine.train.TrainingState;

/// One training under way or ended, as the window shows it: curves, pictures, speed, and what can be done with
/// it now.
///
/// Events wait in a [TrainingFeed] until the next frame, so that a fast run costs the window no more than a slow
/// one.
public final class RunViewModel {
    /// Buckets of a curve: two points each are more than a chart has pixels.
    private static final int BUCKETS = 2048;

    private static final int REMARKS_KEPT = 200;
    private static final double LEAST_RATE = 1e-8;

    private final TrainingRun run;
    private final Messages messages;
    private final MetricCurves metrics;
    private final DoctorViewModel doctor;
    private final GameViewModel game;
    private final TrainingFeed feed = new TrainingFeed();
    private final Map<String, DecimatedSeries> series = new TreeMap<>(RunViewModel::totalFirst);
    private final ObservableList<String> remarks = FXCollections.observableArrayList();
    private final ObservableList<String> remarksView = FXCollections.unmodifiableObservableList(remarks);
    private final ReadOnlyObjectWrapper<TrainingState> state = new ReadOnlyObjectWrapper<>(TrainingState.PREPARING);
    private final ReadOnlyStringWrapper stateText = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper pausable = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper paused = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper underWay = new ReadOnlyBooleanWrapper(true);
    private final ReadOnlyBooleanWrapper resumable = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper openable = new ReadOnlyBooleanWrapper();
    private final ReadOnlyIntegerWrapper step = new ReadOnlyIntegerWrapper();
    private final ReadOnlyIntegerWrapper checkpoints = new ReadOnlyIntegerWrapper();
    private final ReadOnlyIntegerWrapper curveRevision = new ReadOnlyIntegerWrapper();
    private final ReadOnlyObjectWrapper<Speed> speed = new ReadOnlyObjectWrapper<>(Speed.UNKNOWN);
    private final ReadOnlyObjectWrapper<@Nullable Raster> grid = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable Raster> reconstructions = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyDoubleWrapper learningRate = new ReadOnlyDoubleWrapper(Double.NaN);
    private final ReadOnlyObjectWrapper<@Nullable FailureText> note = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable FailureText> failure = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable ModelCard> trained = new ReadOnlyObjectWrapper<>();
    private OptionalInt fittingBatch = OptionalInt.empty();

    /// How fast a run goes and what it takes. All values are NaN, and the bytes 0, while they are unknown.
    ///
    /// **Units** seconds; bytes.
    public record Speed(double imagesPerSecond, double secondsLeft, long residentBytes) {
        static final Speed UNKNOWN = new Speed(Double.NaN, Double.NaN, 0);
    }

    /// A number that the trained model was measured to have.
    public record Score(String label, double value) {}

    private RunViewModel(TrainingRun run, Messages messages) {
        this.run = run;
        this.messages = messages;
        metrics = new MetricCurves(messages);
        doctor = new DoctorViewModel(messages, run.remedies());
        game = new GameViewModel(messages);
    }

    /// Follows `run` from its first event on: what has happened so far is caught up with.
    static RunViewModel follow(TrainingRun run, UiThread ui, Messages messages) {
        RunViewModel model = new RunViewModel(run, messages);
        model.step.set(run.step());
        model.enter(run.state());
        Runnable stopWatching = ui.everyFrame(model::refresh);
        Runnable unsubscribe = run.subscribe(model.feed::add);
        run.job()
                .whenDone(outcome -> ui.run(() -> {
                    stopWatching.run();
                    unsubscribe.run();
                    model.refresh();
                    model.end(outcome);
                }));
        return model;
    }

    private static int totalFirst(String a, String b) {
        boolean aTotal = a.equals("total");
        boolean bTotal = b.equals("total");
        return aTotal == bTotal ? a.compareTo(b) : aTotal ? -1 : 1;
    }

    /// Takes what has come since the last frame.
    private void refresh() {
        TrainingFeed.Batch batch = feed.drain();
        for (TrainingEvent.Losses losses : batch.losses()) {
            losses.terms().forEach((term, value) -> add(term, losses.step(), value));
            game.accept(losses);
        }
        metrics.add(batch.measured());
        batch.remarks().forEach(this::remark);
        TrainingEvent.Speed newest = batch.speed();
        if (newest != null) {
            speed.set(new Speed(newest.imagesPerSecond(), newest.secondsLeft(), newest.residentBytes()));
            learningRate.set(newest.learningRate());
        }
        TrainingEvent.Grid tiles = batch.grid();
        if (tiles != null) {
            grid.set(tiles.tiles());
        }
        TrainingEvent.Reconstructions pairs = batch.reconstructions();
        if (pairs != null) {
            reconstructions.set(pairs.tiles());
        }
        TrainingEvent.Judgements judged = batch.judgements();
        if (judged != null) {
            game.accept(judged);
        }
        step.set(run.step());
        if (!batch.losses().isEmpty()) {
            curveRevision.set(curveRevision.get() + 1);
        }
    }

    /// Steps that a resumed run does again from its checkpoint are on the curve already.
    private void add(String term, int at, double value) {
        DecimatedSeries curve = series.computeIfAbsent(term, _ -> new DecimatedSeries(BUCKETS));
        if (at > curve.lastX()) {
            curve.add(at, value);
        }
    }

    private void remark(TrainingEvent event) {
        switch (event) {
            case TrainingEvent.StateChanged(int _, TrainingState next) -> enter(next);
            case TrainingEvent.CheckpointSaved(int at, String _) -> {
                keep(messages.text("train.remark.checkpoint", messages.number(at, 0)));
                checkpoints.set(checkpoints.get() + 1);
            }
            case TrainingEvent.Health health -> doctor.accept(health);
            case TrainingEvent.Note(int at, String text) ->
                keep(messages.text("train.remark.note", messages.number(at, 0), text));
            case TrainingEvent.Losses _,
                    TrainingEvent.Speed _,
                    TrainingEvent.Grid _,
                    TrainingEvent.Reconstructions _,
                    TrainingEvent.Judgements _,
                    TrainingEvent.Measured _ ->
                throw new IllegalStateException("remark: must be a checkpoint, note or state, got " + event);
        }
    }

    private void keep(String text) {
        remarks.addFirst(text);
        if (remarks.size() > REMARKS_KEPT) {
            remarks.removeLast();
        }
    }

    private void enter(TrainingState next) {
        state.set(next);
        String text = messages.text("train.state." + next.name());
        if (!text.equals(stateText.get())) {
            stateText.set(text);
        }
        paused.set(next == TrainingState.PAUSED);
        pausable.set(next == TrainingState.RUNNING || next == TrainingState.PAUSED);
        underWay.set(
                switch (next) {
                    case PREPARING, RUNNING, PAUSED, FINISHING -> true;
                    case COMPLETED, STOPPED, FAILED -> false;
                });
        resumable.set(next == TrainingState.STOPPED || next == TrainingState.FAILED);
        doctor.underWay(underWay.get());
    }

    private void end(Outcome<ModelCard> outcome) {
        switch (outcome) {
            case Outcome.Completed<ModelCard>(ModelCard card) -> {
                boolean whole = run.state() != TrainingState.STOPPED;
                trained.set(card);
                openable.set(whole);
                enter(whole ? TrainingState.COMPLETED : TrainingState.STOPPED);
            }
            case Outcome.Cancelled<ModelCard> _ -> enter(TrainingState.STOPPED);
            case Outcome.Failed<ModelCard>(Throwable cause) -> {
                if (cause instanceof OutOfDeviceMemory full) {
                    fittingBatch = full.fittingBatch();
                }
                failure.set(FailureText.of(cause, messages));
                enter(TrainingState.FAILED);
            }
        }
    }

    /// Holds the run, or lets it go on.
    public void togglePause() {
        if (paused.get()) {
            run.unpause();
        } else {
            run.pause();
        }
    }

    /// Ends the run at its next step; it can be resumed later.
    public void stop() {
        run.stop();
    }

    /// Sets the learning rate from the next step on; a text that is not one leaves a note.
    public void changeLearningRate(String text) {
        double value = Numbers.parse(text);
        if (value > 0 && value <= 10) {
            note.set(null);
            run.learningRate(value);
        } else {
            note.set(new FailureText(
                    messages.text("train.learningRate.bad", text), messages.text("train.learningRate.bad.remedy")));
        }
    }

    /// Halves the learning rate from the next step on; without effect before the first report of it.
    void halveLearningRate() {
        double rate = learningRate.get();
        if (rate > 0) {
            double half = Math.max(LEAST_RATE, rate / 2);
            run.learningRate(half);
            // Shown at once, so that a second click halves again.
            learningRate.set(half);
        }
    }

    /// What goes wrong with the run, and what helps.
    public DoctorViewModel doctor() {
        return doctor;
    }

    /// How the two players of a game stand; not offered where a run is none.
    public GameViewModel game() {
        return game;
    }

    TrainingRun run() {
        return run;
    }

    /// The run folder's own name.
    public String name() {
        return String.valueOf(run.folder().getFileName());
    }

    public String folder() {
        return run.folder().toString();
    }

    /// Optimizer steps in all.
    public int steps() {
        return run.steps();
    }

    /// Curves by loss term, what is minimised first. Changes are told by [#curveRevisionProperty()].
    public Map<String, DecimatedSeries> series() {
        return new LinkedHashMap<>(series);
    }

    /// What was measured of the model while it trained.
    public MetricCurves metrics() {
        return metrics;
    }

    /// Counts up when a checkpoint was saved.
    ReadOnlyIntegerProperty checkpointsProperty() {
        return checkpoints.getReadOnlyProperty();
    }

    /// A loss term's name in the user's words.
    public String termLabel(String term) {
        return messages.find("loss." + term).orElse(term);
    }

    /// Whether a term would only press the other curves flat: the evidence bound is the total's negative, gradients
    /// and deviations have another scale. The chart's legend brings it back.
    public boolean isAside(String term) {
        return term.equals("elbo") || term.endsWith("GradientNorm") || GameViewModel.isDeviation(term);
    }

    /// What the trained model was measured to have; empty until the run has completed.
    public List<Score> scores() {
        ModelCard card = trained.get();
        return card == null
                ? List.of()
                : new TreeMap<>(card.metrics())
                        .entrySet().stream()
                                .map(m -> new Score(
                                        messages.find("metric." + m.getKey()).orElse(m.getKey()), m.getValue()))
                                .toList();
    }

    /// The trained model; empty until the run has ended with one.
    ReadOnlyObjectProperty<@Nullable ModelCard> trainedProperty() {
        return trained.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<TrainingState> stateProperty() {
        return state.getReadOnlyProperty();
    }

    public ReadOnlyStringProperty stateTextProperty() {
        return stateText.getReadOnlyProperty();
    }

    /// Whether it can be held or let go on now.
    public ReadOnlyBooleanProperty pausableProperty() {
        return pausable.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty pausedProperty() {
        return paused.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty underWayProperty() {
        return underWay.getReadOnlyProperty();
    }

    /// Whether it ended early and can go on from its last checkpoint.
    public ReadOnlyBooleanProperty resumableProperty() {
        return resumable.getReadOnlyProperty();
    }

    /// Whether it has ended with a model that can be looked at.
    public ReadOnlyBooleanProperty openableProperty() {
        return openable.getReadOnlyProperty();
    }

    public ReadOnlyIntegerProperty stepProperty() {
        return step.getReadOnlyProperty();
    }

    public ReadOnlyIntegerProperty curveRevisionProperty() {
        return curveRevision.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Speed> speedProperty() {
        return speed.getReadOnlyProperty();
    }

    /// Images at latents that stay the same through the run.
    public ReadOnlyObjectProperty<@Nullable Raster> gridProperty() {
        return grid.getReadOnlyProperty();
    }

    /// Originals and their reconstructions in alternating rows.
    public ReadOnlyObjectProperty<@Nullable Raster> reconstructionsProperty() {
        return reconstructions.getReadOnlyProperty();
    }

    /// The learning rate of the newest steps; NaN before the first.
    public ReadOnlyDoubleProperty learningRateProperty() {
        return learningRate.getReadOnlyProperty();
    }

    /// What is wrong with what was typed; empty when nothing is.
    public ReadOnlyObjectProperty<@Nullable FailureText> noteProperty() {
        return note.getReadOnlyProperty();
    }

    /// Why the run failed; empty unless it did.
    public ReadOnlyObjectProperty<@Nullable FailureText> failureProperty() {
        return failure.getReadOnlyProperty();
    }

    /// A batch with which the run would not have failed; told before [#failureProperty].
    OptionalInt fittingBatch() {
        return fittingBatch;
    }

    /// Checkpoints and notes in words, newest first.
    public ObservableList<String> remarks() {
        return remarksView;
    }
}
