package studio.latent.app.train;

import java.util.Locale;
import studio.latent.app.l10n.Messages;

/// Speeds, times and sizes as one reads them.
final class FigureText {
    private static final double MIB = 1024.0 * 1024.0;

    private final Messages messages;

    FigureText(Messages messages) {
        this.messages = messages;
    }

    String unknown() {
        return messages.text("train.unknown");
    }

    String rate(double perSecond) {
        return Double.isFinite(perSecond) ? messages.number(perSecond, perSecond < 10 ? 1 : 0) : unknown();
    }

    String duration(double seconds) {
        if (!Double.isFinite(seconds) || seconds < 0) {
            return unknown();
        }
        long all = Math.round(seconds);
        if (all < 60) {
            return messages.text("train.timeLeft.seconds", all);
        }
        return all < 3600
                ? messages.text("train.timeLeft.minutes", all / 60, all % 60)
                : messages.text("train.timeLeft.hours", all / 3600, all % 3600 / 60);
    }

    /// **Units** `bytes` in bytes, shown in MiB or GiB; 0 is unknown.
    String bytes(long bytes) {
        if (bytes <= 0) {
            return unknown();
        }
        double mib = bytes / MIB;
        return mib < 1024 ? messages.number(mib, 0) + " MiB" : messages.number(mib / 1024, 1) + " GiB";
    }

    /// Three significant digits, never in scientific notation above 0.0001.
    String learningRate(double rate) {
        if (!Double.isFinite(rate)) {
            return "";
        }
        return rate != 0 && Math.abs(rate) < 1e-4 ? String.format(Locale.ROOT, "%.2e", rate) : messages.number(rate, 6);
    }
}
