package studio.latent.engine.metric;

import studio.latent.engine.error.OutOfDeviceMemory;
import studio.latent.engine.job.JobContext;
import studio.latent.engine.tensor.ComputeDevice;

/// The Fréchet distance that infinitely many generated images would have (FID∞).
///
/// The distance of n images is too large by about a constant over n. It is taken of subsets of growing size, a line
/// in 1/n is laid through the values, and its value at 0 is the result. That can be slightly negative.
///
/// **Source** Chong and Forsyth, "Effectively unbiased FID and Inception Score and where to find them", 2020.
///
/// @param points number of subsets, at least 2
/// @param smallest images in the smallest subset, at least 2
/// @param seed of the subsets
public record FrechetInfinity(int points, int smallest, long seed) {
    private static final int STANDARD_POINTS = 15;
    private static final String ACTIVITY = "Fréchet distance of growing subsets";

    public FrechetInfinity {
        if (points < 2 || smallest < 2) {
            throw new IllegalArgumentException(
                    "FID∞: points and smallest must be at least 2, got " + points + " and " + smallest);
        }
    }

    /// 15 subsets from a tenth of the images up, but not below twice the dimension: near to the dimension the line
    /// is none.
    public static FrechetInfinity standard(int count, int dimension, long seed) {
        return new FrechetInfinity(STANDARD_POINTS, Math.max(2, Math.max(count / 10, 2 * dimension)), seed);
    }

    /// The line through the distances of the subsets.
    ///
    /// @param value the line at 1/n = 0
    /// @param slope how much a distance is too large, times n
    /// @param sizes images in each subset
    /// @param distances Fréchet distance of each subset
    public record Result(double value, double slope, int[] sizes, double[] distances) {}

    /// Extrapolates from subsets of sizes evenly spaced between the smallest and all images. On a lane.
    ///
    /// **Errors** [IllegalArgumentException] when there are not more images than in the smallest subset.
    public Result measure(ComputeDevice device, Moments reference, FeatureMatrix generated, JobContext context)
            throws OutOfDeviceMemory {
        int most = generated.count();
        if (most <= smallest) {
            throw new IllegalArgumentException(
                    "FID∞: more than " + smallest + " generated images are needed, got " + most);
        }
        SeededRows rows = new SeededRows(seed);
        int[][] subsets = new int[points][];
        for (int i = 0; i < points; i++) {
            int size = (int) (smallest + (long) (most - smallest) * i / (points - 1));
            subsets[i] = rows.subset(i, most, size);
        }
        return measure(device, reference, generated, subsets, context);
    }

    /// Extrapolates from given subsets of at least two sizes. On a lane.
    public static Result measure(
            ComputeDevice device, Moments reference, FeatureMatrix generated, int[][] subsets, JobContext context)
            throws OutOfDeviceMemory {
        int[] sizes = new int[subsets.length];
        double[] distances = new double[subsets.length];
        for (int i = 0; i < subsets.length; i++) {
            context.checkCancelled();
            context.progress(ACTIVITY, i, subsets.length);
            sizes[i] = subsets[i].length;
            distances[i] = FrechetDistance.between(device, reference, Moments.of(device, generated, subsets[i]));
        }
        context.progress(ACTIVITY, subsets.length, subsets.length);
        return line(sizes, distances);
    }

    /// Least squares in x = 1/n.
    private static Result line(int[] sizes, double[] distances) {
        double meanX = 0;
        double meanY = 0;
        for (int i = 0; i < sizes.length; i++) {
            meanX += 1.0 / sizes[i] / sizes.length;
            meanY += distances[i] / sizes.length;
        }
        double xy = 0;
        double xx = 0;
        for (int i = 0; i < sizes.length; i++) {
            double x = 1.0 / sizes[i] - meanX;
            xy += x * (distances[i] - meanY);
            xx += x * x;
        }
        if (xx == 0) {
            throw new IllegalArgumentException("FID∞: subsets must be of at least two sizes");
        }
        double slope = xy / xx;
        return new Result(meanY - slope * meanX, slope, sizes, distances);
    }
}
