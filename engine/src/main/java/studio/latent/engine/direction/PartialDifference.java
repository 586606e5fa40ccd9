package studio.latent.engine.direction;

import java.util.Arrays;
import studio.latent.engine.job.JobContext;
import studio.latent.engine.model.SymmetricEigen;

/// What is different in images that have an attribute from images that are alike in all their other attributes: the
/// coefficient of the attribute in a linear regression of each number on all attributes together.
///
/// Numbers whose coefficient is not far beyond chance are left as they are: in the maps of a layer the attribute shows
/// in some places only. Chance is what resampled images give.
///
/// **Source** a general linear model for each place, of whose coefficients those far from chance are kept: Friston et
/// al., "Statistical parametric maps in functional imaging", 1994.
///
/// @param vector `[D]`, of length 1
public record PartialDifference(float[] vector, Confidence confidence) {
    /// A coefficient of so many standard deviations of resampled ones is no chance among tens of thousands.
    private static final double CERTAIN = 6;

    /// Price of large coefficients, as a share of the images: it keeps a value that hardly any image has from
    /// counting at all.
    private static final double RIDGE = 1e-3;

    /// Finds it.
    ///
    /// **Shapes** `rows: [n][D]`, what is compared; `attributes: [n][p]`, shares in [0, 1], that of the attribute
    /// first.
    ///
    /// **Errors** [IllegalArgumentException] where no number differs beyond chance.
    public static PartialDifference of(float[][] rows, double[][] attributes, long seed, JobContext context) {
        int n = rows.length;
        if (n < 2 || attributes.length != n) {
            throw new IllegalArgumentException(
                    "rows must be at least 2 and as many as attributes, got " + n + " and " + attributes.length);
        }
        int size = rows[0].length;
        double[] once = new double[n];
        Arrays.fill(once, 1);
        double[] all = coefficients(rows, attributes, once);
        float[][] again = new float[Confidence.REFITS][];
        double[] variance = new double[size];
        for (int refit = 0; refit < again.length; refit++) {
            context.checkCancelled();
            context.progress("Refitting to resampled images", refit, again.length);
            again[refit] = UnitVectors.floats(coefficients(rows, attributes, Confidence.resampled(n, refit, seed)));
            for (int i = 0; i < size; i++) {
                double off = again[refit][i] - all[i];
                variance[i] += off * off / again.length;
            }
        }
        float[] vector = UnitVectors.floats(UnitVectors.unit(certain(all, variance)));
        // each refit chooses its own numbers, or the choice that was made would speak for itself
        Confidence confidence = Confidence.ofRefits(
                vector, seed, context, refit -> certain(UnitVectors.doubles(again[refit]), variance));
        return new PartialDifference(vector, confidence);
    }

    /// The coefficients that are far from chance, 0 for the others.
    private static double[] certain(double[] coefficients, double[] variance) {
        double[] certain = coefficients.clone();
        for (int i = 0; i < certain.length; i++) {
            if (!(certain[i] * certain[i] > CERTAIN * CERTAIN * variance[i])) {
                certain[i] = 0;
            }
        }
        return certain;
    }

    /// The attribute's coefficient for each number. It is Σ shareᵢ · rowᵢ: what each image counts for depends on the
    /// attributes alone.
    private static double[] coefficients(float[][] rows, double[][] attributes, double[] counts) {
        double[] shares = shares(attributes, counts);
        double[] sum = new double[rows[0].length];
        for (int i = 0; i < rows.length; i++) {
            if (counts[i] > 0) {
                float[] row = rows[i];
                double share = counts[i] * shares[i];
                for (int j = 0; j < sum.length; j++) {
                    sum[j] += share * row[j];
                }
            }
        }
        return sum;
    }

    /// The first row of (XᵀX + λI)⁻¹Xᵀ, where X holds the attributes less their means.
    private static double[] shares(double[][] attributes, double[] counts) {
        int n = attributes.length;
        int p = attributes[0].length;
        double[] mean = new double[p];
        for (int i = 0; i < n; i++) {
            for (int a = 0; a < p; a++) {
                mean[a] += counts[i] * attributes[i][a] / n;
            }
        }
        double[][] products = new double[p][p];
        double[] centred = new double[p];
        for (int i = 0; i < n; i++) {
            if (counts[i] > 0) {
                for (int a = 0; a < p; a++) {
                    centred[a] = attributes[i][a] - mean[a];
                }
                for (int a = 0; a < p; a++) {
                    double factor = counts[i] * centred[a];
                    for (int b = 0; b <= a; b++) {
                        products[a][b] += factor * centred[b];
                    }
                }
            }
        }
        for (int a = 0; a < p; a++) {
            for (int b = 0; b < a; b++) {
                products[b][a] = products[a][b];
            }
        }
        double[] first = firstRowOfInverse(products, RIDGE * n);
        double[] shares = new double[n];
        for (int i = 0; i < n; i++) {
            for (int a = 0; a < p; a++) {
                shares[i] += first[a] * (attributes[i][a] - mean[a]);
            }
        }
        return shares;
    }

    /// Of a symmetric matrix with `ridge` on its diagonal.
    private static double[] firstRowOfInverse(double[][] matrix, double ridge) {
        SymmetricEigen eigen = SymmetricEigen.of(matrix);
        double[] row = new double[matrix.length];
        for (int k = 0; k < row.length; k++) {
            double[] axis = eigen.vectors()[k];
            double factor = axis[0] / (Math.max(0, eigen.values()[k]) + ridge);
            for (int a = 0; a < row.length; a++) {
                row[a] += factor * axis[a];
            }
        }
        return row;
    }
}
