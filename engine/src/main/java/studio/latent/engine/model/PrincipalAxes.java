package studio.latent.engine.model;

/// The directions in which encoded data vary, by principal component analysis.
///
/// **Source** Pearson, "On lines and planes of closest fit", 1901; variances are unbiased (n − 1).
public final class PrincipalAxes {
    private PrincipalAxes() {}

    /// Mean, orthonormal axes by falling variance, and standard deviations along them.
    ///
    /// An axis has no sign of its own: here its component of largest magnitude is positive, so that the same
    /// data give the same sliders on every machine. With fewer points than dimensions the last axes have
    /// deviation 0.
    ///
    /// **Shapes** `latents: [n][d]`, n ≥ 2; the geometry has k = d axes.
    ///
    /// **Errors** [IllegalArgumentException] for fewer than 2 latents, rows of several lengths or numbers
    /// that are not finite.
    public static LatentGeometry fit(float[][] latents) {
        LatentRows.require("principal axes", latents, 2);
        int d = latents[0].length;
        double[] mean = LatentRows.mean(latents);
        SymmetricEigen eigen = SymmetricEigen.of(covariance(latents, mean));
        float[][] axes = new float[d][d];
        float[] deviations = new float[d];
        for (int k = 0; k < d; k++) {
            double[] vector = eigen.vectors()[k];
            double sign = sign(vector);
            for (int i = 0; i < d; i++) {
                axes[k][i] = (float) (sign * vector[i]);
            }
            // rounding leaves a variance of 0 slightly negative
            deviations[k] = (float) Math.sqrt(Math.max(0, eigen.values()[k]));
        }
        float[] centre = new float[d];
        for (int i = 0; i < d; i++) {
            centre[i] = (float) mean[i];
        }
        return new LatentGeometry(d, centre, axes, deviations, true);
    }

    private static double[][] covariance(float[][] latents, double[] mean) {
        int d = mean.length;
        double[][] covariance = new double[d][d];
        double[] x = new double[d];
        double share = 1.0 / (latents.length - 1);
        for (float[] latent : latents) {
            for (int i = 0; i < d; i++) {
                x[i] = latent[i] - mean[i];
            }
            LatentRows.addOuterProduct(covariance, x, share);
        }
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < i; j++) {
                covariance[j][i] = covariance[i][j];
            }
        }
        return covariance;
    }

    private static double sign(double[] vector) {
        double largest = 0;
        for (double value : vector) {
            // rounding must not decide between components of equal magnitude: the first one wins
            if (Math.abs(value) > Math.abs(largest) * (1 + 1e-9)) {
                largest = value;
            }
        }
        return largest < 0 ? -1 : 1;
    }
}
