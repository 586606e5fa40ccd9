package studio.latent.engine.train;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import studio.latent.engine.job.Cancellation;

/// What the hand can do to a run while it goes; read by the loop before each step. Safe on any thread.
public final class RunControl {
    private boolean paused;
    private boolean stopped;
    private OptionalDouble learningRate = OptionalDouble.empty();
    private final List<TrainingEvent> reports = new ArrayList<>();

    public synchronized void pause() {
        paused = true;
    }

    public synchronized void unpause() {
        paused = false;
        notifyAll();
    }

    public synchronized void stop() {
        stopped = true;
        notifyAll();
    }

    public synchronized boolean isStopped() {
        return stopped;
    }

    public synchronized boolean isPaused() {
        return paused && !stopped;
    }

    /// Replaces the base learning rate from the next step on.
    public synchronized void learningRate(double value) {
        if (!(value > 0 && value <= 10)) {
            throw new IllegalArgumentException("learningRate must be in (0, 10], got " + value);
        }
        learningRate = OptionalDouble.of(value);
    }

    /// The learning rate that was asked for since the last call.
    synchronized OptionalDouble takeLearningRate() {
        OptionalDouble taken = learningRate;
        learningRate = OptionalDouble.empty();
        return taken;
    }

    /// Has the run record what was found out about it elsewhere, before its next step.
    public synchronized void report(TrainingEvent event) {
        reports.add(event);
    }

    /// What was reported since the last call.
    synchronized List<TrainingEvent> takeReports() {
        if (reports.isEmpty()) {
            return List.of();
        }
        List<TrainingEvent> taken = List.copyOf(reports);
        reports.clear();
        return taken;
    }

    /// Waits while the run is paused; a cancelled job is not held up.
    synchronized void awaitWhilePaused(Cancellation cancellation) {
        while (isPaused() && !cancellation.isRequested()) {
            try {
                wait(100);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
