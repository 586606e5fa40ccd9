package studio.latent.engine.bench;

import java.util.Arrays;
import java.util.Locale;

/// Durations of one benchmark and how they are summed up.
record Times(long[] nanos) {
    double quantile(double share) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.min(sorted.length - 1, Math.floor(share * sorted.length))] / 1e6;
    }

    /// One line in milliseconds, for people and for `bench/run`.
    String line(String name) {
        return String.format(
                Locale.ROOT,
                "%s median %.3f p95 %.3f min %.3f ms over %d",
                name,
                quantile(0.5),
                quantile(0.95),
                quantile(0),
                nanos.length);
    }
}
