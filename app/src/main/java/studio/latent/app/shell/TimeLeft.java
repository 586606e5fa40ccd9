package studio.latent.app.shell;

import studio.latent.app.l10n.Messages;

/// A duration in the words of a status bar: seconds, then minutes, then hours and minutes.
record TimeLeft(double seconds) {
    private static final double MINUTE = 60;
    private static final double HOUR = 3600;

    /// Empty while nobody knows.
    String text(Messages messages) {
        if (Double.isNaN(seconds)) {
            return "";
        }
        if (seconds < 1.5 * MINUTE) {
            return messages.text("shell.left.seconds", Math.max(1, Math.round(seconds)));
        }
        if (seconds < 1.5 * HOUR) {
            return messages.text("shell.left.minutes", Math.round(seconds / MINUTE));
        }
        long hours = (long) (seconds / HOUR);
        return messages.text("shell.left.hours", hours, Math.round((seconds - hours * HOUR) / MINUTE));
    }
}
