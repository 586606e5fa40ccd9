package studio.latent.engine.metric;

import java.util.Arrays;
import studio.latent.engine.error.OutOfDeviceMemory;
import studio.latent.engine.job.JobContext;

/// Confidence bands from resampled images.
///
/// A replicate draws as many images as there are, with repetition, and takes the statistic of those. It costs as
/// much as the statistic itself: a Fréchet distance of 10,000 images in 2048 dimensions takes seconds a replicate.
///
/// **Source** Efron, "Bootstrap methods: another look at the jackknife", 1979.
///
/// @param replicates number of draws, at least 2
/// @param level probability of the band, in (0, 1)
/// @param seed of the draws
public record Bootstrap(int replicates, double level, long seed) {
    private static final String ACTIVITY = "Confidence band";

    public Bootstrap {
        if (replicates < 2) {
            throw new IllegalArgumentException("bootstrap: replicates must be at least 2, got " + replicates);
        }
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("bootstrap: level must be within (0, 1), got " + level);
        }
    }

    /// A number that is computed from some of the rows.
    @FunctionalInterface
    public interface Statistic {
        double of(int[] rows) throws OutOfDeviceMemory;
    }

    /// The statistic of each replicate.
    public double[] values(int count, Statistic statistic, JobContext context) throws OutOfDeviceMemory {
        SeededRows rows = new SeededRows(seed);
        double[] values = new double[replicates];
        for (int i = 0; i < replicates; i++) {
            context.checkCancelled();
            context.progress(ACTIVITY, i, replicates);
            values[i] = statistic.of(rows.resample(i, count));
        }
        return values;
    }

    /// The band of a mean over images, by percentiles.
    public Band ofMean(double[] perImage) {
        SeededRows rows = new SeededRows(seed);
        double[] values = new double[replicates];
        for (int i = 0; i < replicates; i++) {
            double sum = 0;
            for (int row : rows.resample(i, perImage.length)) {
                sum += perImage[row];
            }
            values[i] = sum / perImage.length;
        }
        return percentiles(values, Band.Method.BOOTSTRAP);
    }

    /// The central part of given values.
    public Band percentiles(double[] values, Band.Method method) {
        double tail = (1 - level) / 2;
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return new Band(quantile(sorted, tail), quantile(sorted, 1 - tail), level, method);
    }

    /// The band about `value` as wide as the replicates spread, for a statistic whose expectation grows when images
    /// repeat, as a Fréchet distance's does: the replicates' own percentiles would lie above the value.
    ///
    /// @param least the statistic is never below
    public Band centred(double value, double[] replicates, double least) {
        double mean = Arrays.stream(replicates).average().orElseThrow();
        double[] moved = Arrays.stream(replicates)
                .map(each -> Math.max(least, value + each - mean))
                .toArray();
        return percentiles(moved, Band.Method.CENTRED_BOOTSTRAP);
    }

    /// Linear between the two nearest, as NumPy's default.
    private static double quantile(double[] sorted, double p) {
        double place = p * (sorted.length - 1);
        int below = (int) Math.floor(place);
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
