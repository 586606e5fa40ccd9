package studio.latent.engine.model;

/// Sums over many latents, in double.
///
/// **Shapes** `rows: [n][d]`.
final class LatentRows {
    private LatentRows() {}

    /// **Errors** [IllegalArgumentException] unless there are at least `least` rows, all of one length and
    /// finite.
    static void require(String what, float[][] rows, int least) {
        if (rows.length < least) {
            throw new IllegalArgumentException(
                    what + ": at least " + least + " latents are needed, got " + rows.length);
        }
        int d = rows[0].length;
        for (int i = 0; i < rows.length; i++) {
            if (rows[i].length != d || d == 0) {
                throw new IllegalArgumentException(
                        what + ": latents must be of one dimension, got " + d + " and " + rows[i].length);
            }
            for (float value : rows[i]) {
                if (!Float.isFinite(value)) {
                    throw new IllegalArgumentException(what + ": latent " + i + " must be finite, has " + value);
                }
            }
        }
    }

    static double[] mean(float[][] rows) {
        double[] sum = new double[rows[0].length];
        for (float[] row : rows) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += row[i];
            }
        }
        for (int i = 0; i < sum.length; i++) {
            sum[i] /= rows.length;
        }
        return sum;
    }

    /// Adds weight · x xᵀ to the lower triangle of `matrix`.
    static void addOuterProduct(double[][] matrix, double[] x, double weight) {
        for (int i = 0; i < x.length; i++) {
            double[] row = matrix[i];
            double factor = weight * x[i];
            for (int j = 0; j <= i; j++) {
                row[j] += factor * x[j];
            }
        }
    }

    static double squaredDistance(float[] row, double[] centre) {
        double sum = 0;
        for (int i = 0; i < centre.length; i++) {
            double difference = row[i] - centre[i];
            sum += difference * difference;
        }
        return sum;
    }
}
