package studio.latent.engine.model;

/// The lower triangle L of a covariance Σ = L Lᵀ, kept by columns.
///
/// Columns make the solution a series of vector updates, which the JVM runs several numbers at a time; sums
/// along rows it may not reorder.
///
/// **Shapes** `columns: [d][d]`, `columns[j][i]` = L_ij, zero for i < j.
record CholeskyFactor(double[][] columns) {
    private static final double LOG_TWO_PI = 1.8378770664093453;

    /// Factorises `covariance` (only its lower triangle is read) plus `ridge` on the diagonal.
    ///
    /// Where rounding has left the sum not positive definite, ten times the ridge is tried, and so on.
    static CholeskyFactor of(double[][] covariance, double ridge) {
        double scale = ridge;
        for (int i = 0; i < covariance.length; i++) {
            scale = Math.max(scale, covariance[i][i]);
        }
        for (double added = ridge; added <= 10 * scale; added = Math.max(10 * added, 1e-16 * scale)) {
            double[][] columns = factorise(covariance, added);
            if (columns.length > 0) {
                return new CholeskyFactor(columns);
            }
        }
        throw new IllegalArgumentException("covariance: must be finite with a diagonal that is not negative");
    }

    /// The factor of a mixture's component.
    static CholeskyFactor ofRows(float[][] lower) {
        double[][] columns = new double[lower.length][lower.length];
        for (int i = 0; i < lower.length; i++) {
            for (int j = 0; j <= i; j++) {
                columns[j][i] = lower[i][j];
            }
        }
        return new CholeskyFactor(columns);
    }

    /// Returns an empty array when a pivot is not positive.
    private static double[][] factorise(double[][] covariance, double ridge) {
        int d = covariance.length;
        double[][] columns = new double[d][d];
        for (int j = 0; j < d; j++) {
            for (int i = j; i < d; i++) {
                columns[j][i] = covariance[i][j];
            }
            columns[j][j] += ridge;
            for (int k = 0; k < j; k++) {
                double[] left = columns[k];
                double factor = left[j];
                for (int i = j; i < d; i++) {
                    columns[j][i] -= factor * left[i];
                }
            }
            double pivot = columns[j][j];
            if (!(pivot > 0)) {
                return new double[0][];
            }
            double root = Math.sqrt(pivot);
            for (int i = j; i < d; i++) {
                columns[j][i] /= root;
            }
        }
        return columns;
    }

    /// log N(x; mean, L Lᵀ), where `difference` = x − mean on entry; it is overwritten.
    double logDensity(double[] difference) {
        return -0.5 * (squaredLength(difference) + difference.length * LOG_TWO_PI) - logDeterminant();
    }

    /// |L⁻¹ r|²; overwrites r with L⁻¹ r.
    double squaredLength(double[] r) {
        double square = 0;
        for (int j = 0; j < r.length; j++) {
            double[] column = columns[j];
            double y = r[j] / column[j];
            r[j] = y;
            square += y * y;
            for (int i = j + 1; i < r.length; i++) {
                r[i] -= y * column[i];
            }
        }
        return square;
    }

    /// log |L| = ½ log |Σ|.
    double logDeterminant() {
        double sum = 0;
        for (int i = 0; i < columns.length; i++) {
            sum += StrictMath.log(columns[i][i]);
        }
        return sum;
    }

    float[][] rows() {
        float[][] rows = new float[columns.length][columns.length];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j <= i; j++) {
                rows[i][j] = (float) columns[j][i];
            }
        }
        return rows;
    }
}
