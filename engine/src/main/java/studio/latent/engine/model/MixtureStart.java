package studio.latent.engine.model;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/// Where the fit of a mixture begins: means from k-means, one covariance for all components.
///
/// A common covariance keeps a component that begins with few points from collapsing on them.
///
/// **Source** k-means++: Arthur and Vassilvitskii, 2007; then Lloyd's iterations.
final class MixtureStart {
    private static final int LLOYD_ITERATIONS = 20;

    private final float[][] data;
    private final double[][] centres;
    private final int[] nearest;

    /// @param uniforms independent uniform numbers in (0, 1) by index
    MixtureStart(float[][] data, int components, IntToDoubleFunction uniforms) {
        this.data = data;
        centres = new double[components][];
        nearest = new int[data.length];
        seed(uniforms);
        for (int i = 0; i < LLOYD_ITERATIONS && assign(); i++) {
            moveCentres();
        }
    }

    double[][] centres() {
        return centres;
    }

    /// Shares of the points, none of them 0.
    double[] weights() {
        double[] weights = new double[centres.length];
        double total = data.length + centres.length;
        for (int k = 0; k < weights.length; k++) {
            weights[k] = 1 / total;
        }
        for (int k : nearest) {
            weights[k] += 1 / total;
        }
        return weights;
    }

    /// Covariance of the points around their centres; lower triangle.
    double[][] covariance() {
        int d = data[0].length;
        double[][] covariance = new double[d][d];
        double[] x = new double[d];
        for (int n = 0; n < data.length; n++) {
            for (int i = 0; i < d; i++) {
                x[i] = data[n][i] - centres[nearest[n]][i];
            }
            LatentRows.addOuterProduct(covariance, x, 1.0 / data.length);
        }
        return covariance;
    }

    /// Each next centre is a point, drawn in proportion to its squared distance from the centres so far.
    private void seed(IntToDoubleFunction uniforms) {
        double[] distances = new double[data.length];
        Arrays.fill(distances, 1);
        for (int k = 0; k < centres.length; k++) {
            centres[k] = doubles(data[draw(distances, uniforms.applyAsDouble(k))]);
            for (int n = 0; n < data.length; n++) {
                double distance = LatentRows.squaredDistance(data[n], centres[k]);
                distances[n] = k == 0 ? distance : Math.min(distances[n], distance);
            }
        }
    }

    private static int draw(double[] masses, double uniform) {
        double total = 0;
        for (double mass : masses) {
            total += mass;
        }
        if (!(total > 0)) {
            // every point is already a centre: any will do
            return (int) (uniform * masses.length);
        }
        double left = uniform * total;
        int last = 0;
        for (int n = 0; n < masses.length; n++) {
            if (masses[n] > 0) {
                last = n;
                left -= masses[n];
                if (left < 0) {
                    return n;
                }
            }
        }
        return last;
    }

    private boolean assign() {
        boolean changed = false;
        for (int n = 0; n < data.length; n++) {
            int best = 0;
            double least = Double.POSITIVE_INFINITY;
            for (int k = 0; k < centres.length; k++) {
                double distance = LatentRows.squaredDistance(data[n], centres[k]);
                if (distance < least) {
                    least = distance;
                    best = k;
                }
            }
            changed |= nearest[n] != best;
            nearest[n] = best;
        }
        return changed;
    }

    private void moveCentres() {
        double[][] sums = new double[centres.length][data[0].length];
        int[] counts = new int[centres.length];
        for (int n = 0; n < data.length; n++) {
            double[] sum = sums[nearest[n]];
            for (int i = 0; i < sum.length; i++) {
                sum[i] += data[n][i];
            }
            counts[nearest[n]]++;
        }
        for (int k = 0; k < sums.length; k++) {
            if (counts[k] > 0) {
                for (int i = 0; i < sums[k].length; i++) {
                    sums[k][i] /= counts[k];
                }
                centres[k] = sums[k];
            }
        }
    }

    private static double[] doubles(float[] row) {
        double[] values = new double[row.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = row[i];
        }
        return values;
    }
}
