package studio.latent.app.fx;

import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.job.Job;
import studio.latent.engine.job.Outcome;
import studio.latent.engine.job.Progress;

/// Shows one job after another as observable properties.
///
/// The job is looked at once a frame while it runs, so a body that reports every step costs the window nothing. A
/// job that is watched anew replaces the one before, whose end is then no longer reported here. For the window's
/// thread only.
///
/// **Units** times in seconds, progress in [0, 1].
public final class JobBinding {
    /// Where the watched job is.
    public enum State {
        IDLE,
        RUNNING,
        COMPLETED,
        CANCELLED,
        FAILED
    }

    /// Value of [#progressProperty()] while nobody knows how much there is to do.
    public static final double UNKNOWN = -1;

    private final UiThread ui;
    private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(this, "state", State.IDLE);
    private final ReadOnlyStringWrapper name = new ReadOnlyStringWrapper(this, "name", "");
    private final ReadOnlyStringWrapper activity = new ReadOnlyStringWrapper(this, "activity", "");
    private final ReadOnlyDoubleWrapper progress = new ReadOnlyDoubleWrapper(this, "progress", UNKNOWN);
    private final ReadOnlyDoubleWrapper elapsed = new ReadOnlyDoubleWrapper(this, "elapsed", 0);
    private final ReadOnlyDoubleWrapper remaining = new ReadOnlyDoubleWrapper(this, "remaining", Double.NaN);
    private @Nullable Job<?> job;
    private @Nullable Throwable failure;
    private Runnable stopWatching = () -> {};

    public JobBinding(UiThread ui) {
        this.ui = ui;
    }

    /// Shows `next` from now on and calls `onDone` once on the window's thread when it ends.
    public <T> void watch(Job<T> next, Consumer<? super Outcome<T>> onDone) {
        stopWatching.run();
        job = next;
        failure = null;
        name.set(next.name());
        state.set(State.RUNNING);
        refresh(next);
        stopWatching = ui.everyFrame(() -> refresh(next));
        next.whenDone(outcome -> ui.run(() -> end(next, outcome, onDone)));
    }

    /// Shows `next`; for jobs whose outcome is dealt with elsewhere.
    public void watch(Job<?> next) {
        watchAny(next);
    }

    private <T> void watchAny(Job<T> next) {
        watch(next, _ -> {});
    }

    /// Asks the watched job to stop at its next step.
    public void cancel() {
        Job<?> current = job;
        if (current != null) {
            current.cancel();
        }
    }

    private <T> void end(Job<T> ended, Outcome<T> outcome, Consumer<? super Outcome<T>> onDone) {
        if (job != ended) {
            return;
        }
        stopWatching.run();
        stopWatching = () -> {};
        refresh(ended);
        remaining.set(Double.NaN);
        switch (outcome) {
            case Outcome.Completed<T> _ -> {
                progress.set(1);
                state.set(State.COMPLETED);
            }
            case Outcome.Cancelled<T> _ -> state.set(State.CANCELLED);
            case Outcome.Failed<T>(Throwable cause) -> {
                failure = cause;
                state.set(State.FAILED);
            }
        }
        onDone.accept(outcome);
    }

    private void refresh(Job<?> watched) {
        Progress newest = watched.progress();
        double seconds = watched.elapsed().toMillis() / 1000.0;
        elapsed.set(seconds);
        activity.set(newest.activity());
        progress.set(newest.isKnown() ? newest.fraction() : UNKNOWN);
        boolean canGuess = newest.done() > 0 && newest.isKnown();
        remaining.set(canGuess ? seconds * (newest.total() - newest.done()) / newest.done() : Double.NaN);
    }

    public ReadOnlyObjectProperty<State> stateProperty() {
        return state.getReadOnlyProperty();
    }

    public boolean isRunning() {
        return state.get() == State.RUNNING;
    }

    /// What the job is called, for the user.
    public ReadOnlyStringProperty nameProperty() {
        return name.getReadOnlyProperty();
    }

    /// What the job does now; may be empty.
    public ReadOnlyStringProperty activityProperty() {
        return activity.getReadOnlyProperty();
    }

    /// Share that is done, or [#UNKNOWN]: what a progress bar takes.
    public ReadOnlyDoubleProperty progressProperty() {
        return progress.getReadOnlyProperty();
    }

    public ReadOnlyDoubleProperty elapsedProperty() {
        return elapsed.getReadOnlyProperty();
    }

    /// Time that the rest takes at the speed so far; NaN while unknown.
    public ReadOnlyDoubleProperty remainingProperty() {
        return remaining.getReadOnlyProperty();
    }

    /// Why the watched job failed.
    public Optional<Throwable> failure() {
        return Optional.ofNullable(failure);
    }
}
