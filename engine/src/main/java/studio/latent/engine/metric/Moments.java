package studio.latent.engine.metric;

import java.util.Arrays;
import studio.latent.engine.error.OutOfDeviceMemory;
import studio.latent.engine.tensor.ComputeDevice;

/// Mean and covariance of features, in float64.
///
/// **Shapes** `mean: [d]`; `covariance: [d·d]`, row-major, symmetric, unbiased (divided by count − 1). The arrays
/// belong to the moments and are not written to afterwards.
///
/// @param count number of images they were taken over, at least 2
public record Moments(long count, double[] mean, double[] covariance) {
    public Moments {
        if (count < 2) {
            throw new IllegalArgumentException("moments: count must be at least 2, got " + count);
        }
        if (mean.length == 0 || covariance.length != (long) mean.length * mean.length) {
            throw new IllegalArgumentException("moments: covariance must hold " + mean.length + " x " + mean.length
                    + " numbers, got " + covariance.length);
        }
        requireFinite("mean", mean);
        requireFinite("covariance", covariance);
    }

    /// Of all rows, at least 2. On a lane.
    public static Moments of(ComputeDevice device, FeatureMatrix features) throws OutOfDeviceMemory {
        try (MomentSum sum = new MomentSum(device, features.dimension())) {
            sum.add(features);
            return sum.moments();
        }
    }

    /// Of the rows of these indices, which may repeat; at least 2. On a lane.
    public static Moments of(ComputeDevice device, FeatureMatrix features, int[] rows) throws OutOfDeviceMemory {
        try (MomentSum sum = new MomentSum(device, features.dimension())) {
            sum.add(features, rows);
            return sum.moments();
        }
    }

    public int dimension() {
        return mean.length;
    }

    /// The moments of both sets of images together.
    ///
    /// **Source** Chan, Golub and LeVeque, "Updating formulae and a pairwise algorithm for computing sample
    /// variances", 1979.
    public Moments with(Moments other) {
        int d = mean.length;
        if (other.mean.length != d) {
            throw new IllegalArgumentException(
                    "moments: dimensions must be equal, got " + d + " and " + other.mean.length);
        }
        long n = count + other.count;
        double share = (double) other.count / n;
        double[] step = new double[d];
        double[] together = new double[d];
        for (int i = 0; i < d; i++) {
            step[i] = other.mean[i] - mean[i];
            together[i] = mean[i] + share * step[i];
        }
        double[] sum = new double[d * d];
        for (int i = 0, at = 0; i < d; i++) {
            for (int j = 0; j < d; j++, at++) {
                double scatter = (count - 1) * covariance[at] + (other.count - 1) * other.covariance[at];
                sum[at] = (scatter + count * share * step[i] * step[j]) / (n - 1);
            }
        }
        return new Moments(n, together, sum);
    }

    private static void requireFinite(String what, double[] values) {
        for (double value : values) {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("moments: " + what + " must be finite, has " + value);
            }
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Moments(long n, double[] m, double[] c)
                && count == n
                && Arrays.equals(mean, m)
                && Arrays.equals(covariance, c);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Long.hashCode(count) + Arrays.hashCode(mean)) + Arrays.hashCode(covariance);
    }

    @Override
    public String toString() {
        return "Moments[" + count + " x " + mean.length + "]";
    }
}
