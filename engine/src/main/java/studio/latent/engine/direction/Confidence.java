package studio.latent.engine.direction;

import java.util.Arrays;
import java.util.function.IntFunction;
import studio.latent.engine.job.JobContext;
import studio.latent.engine.metric.Band;
import studio.latent.engine.metric.Bootstrap;
import studio.latent.engine.tensor.Noise;

/// How alike the directions are that other latents of the same kind would have given: the cosine similarity between
/// the direction and those of resampled latents. 1 is the same direction, 0 is no likeness.
///
/// @param median of the refits' cosine similarities
/// @param low lower end of the band that holds 95 % of them
/// @param high upper end
/// @param refits number of resampled sets of latents
public record Confidence(double median, double low, double high, int refits) {
    /// Resampled sets of data.
    static final int REFITS = 50;

    /// Draws of one refit take their numbers from one stretch of the stream.
    private static final long STRIDE = 1L << 32;

    public Confidence {
        if (!(low <= median && median <= high) || !(low >= -1.000001) || !(high <= 1.000001)) {
            throw new IllegalArgumentException("confidence: low, median and high must rise within [-1, 1], got " + low
                    + ", " + median + " and " + high);
        }
        if (refits < 2) {
            throw new IllegalArgumentException("confidence: refits must be at least 2, got " + refits);
        }
    }

    /// How often each of `n` points is drawn for a refit, with repetition. **Shapes** `[n]`.
    ///
    /// @param refit from 0
    static double[] resampled(int n, int refit, long seed) {
        double[] counts = new double[n];
        for (int i = 0; i < n; i++) {
            double uniform = Noise.uniform(seed, Noise.Stream.RESAMPLE, refit * STRIDE + i);
            counts[(int) (uniform * n)]++;
        }
        return counts;
    }

    /// Of refits to resampled data.
    ///
    /// @param direction of all data, of length 1
    /// @param again the direction of a refit, from 0; of any length, 0 for none
    static Confidence ofRefits(float[] direction, long seed, JobContext context, IntFunction<double[]> again) {
        double[] found = UnitVectors.doubles(direction);
        double[] cosines = new double[REFITS];
        for (int refit = 0; refit < REFITS; refit++) {
            context.checkCancelled();
            context.progress("Refitting to resampled images", refit, REFITS);
            double[] other = again.apply(refit);
            double length = Math.sqrt(UnitVectors.dot(other, other));
            cosines[refit] = length > 0 ? UnitVectors.dot(other, found) / length : 0;
        }
        return ofCosines(cosines, seed);
    }

    /// Of the cosine similarities of refits.
    static Confidence ofCosines(double[] cosines, long seed) {
        Bootstrap bootstrap = new Bootstrap(cosines.length, 0.95, seed);
        Band band = bootstrap.percentiles(cosines, Band.Method.BOOTSTRAP);
        double[] sorted = cosines.clone();
        Arrays.sort(sorted);
        double median = (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
        return new Confidence(median, band.low(), band.high(), cosines.length);
    }
}
