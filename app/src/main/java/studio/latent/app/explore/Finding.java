package studio.latent.app.explore;

import org.jspecify.annotations.Nullable;
import studio.latent.app.session.LatentState;
import studio.latent.engine.generate.InversionRequest;
import studio.latent.engine.job.Job;
import studio.latent.engine.job.Outcome;
import studio.latent.engine.job.Progress;

/// The latent of one picture on its way: the picture is read, and then encoded or searched for. For the session's
/// thread.
public final class Finding {
    private final String name;
    private final FindingWatcher watcher;
    private @Nullable Job<?> job;
    private boolean cancelled;
    private boolean over;

    Finding(String name, FindingWatcher watcher) {
        this.name = name;
        this.watcher = watcher;
    }

    /// What the picture is called.
    public String name() {
        return name;
    }

    /// How far what is done now is.
    public Progress progress() {
        Job<?> now = job;
        return now == null ? Progress.NONE : now.progress();
    }

    /// Whether a search takes its steps: then [#progress()] counts them.
    public boolean isStepping() {
        return progress().isKnown() && progress().activity().equals(InversionRequest.STEPPING);
    }

    /// Gives it up; the watcher is told when what is under way has stopped.
    public void cancel() {
        cancelled = true;
        Job<?> now = job;
        if (now != null) {
            now.cancel();
        }
    }

    boolean isCancelled() {
        return cancelled;
    }

    boolean isOver() {
        return over;
    }

    void follow(Job<?> next) {
        job = next;
    }

    void end(Outcome<LatentState> outcome) {
        over = true;
        watcher.ended(outcome);
    }
}
