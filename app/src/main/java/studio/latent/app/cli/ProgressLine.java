package studio.latent.app.cli;

import java.time.Duration;
import studio.latent.engine.job.Progress;

/// One line that says how far a job is: a bar, a count, the time left.
final class ProgressLine {
    private static final int CELLS = 24;

    private ProgressLine() {}

    /// Empty while there is nothing to say yet.
    static String of(String name, Progress progress, Duration elapsed) {
        String activity = progress.activity().isEmpty() ? name : progress.activity();
        if (!progress.isKnown()) {
            return progress.equals(Progress.NONE) && elapsed.toMillis() < 500 ? "" : activity + " …";
        }
        int filled = (int) Math.round(progress.fraction() * CELLS);
        String bar = "█".repeat(filled) + "░".repeat(CELLS - filled);
        return "%s %s %d/%d%s"
                .formatted(activity, bar, progress.done(), progress.total(), left(progress.fraction(), elapsed));
    }

    private static String left(double fraction, Duration elapsed) {
        if (fraction <= 0 || fraction >= 1 || elapsed.toMillis() < 1000) {
            return "";
        }
        return "  " + time(elapsed.toMillis() / 1000.0 * (1 - fraction) / fraction) + " left";
    }

    /// Seconds as `m:ss` or `h:mm:ss`.
    static String time(double seconds) {
        if (!Double.isFinite(seconds) || seconds < 0) {
            return "?";
        }
        long whole = Math.round(seconds);
        return whole < 3600
                ? "%d:%02d".formatted(whole / 60, whole % 60)
                : "%d:%02d:%02d".formatted(whole / 3600, whole / 60 % 60, whole % 60);
    }
}
