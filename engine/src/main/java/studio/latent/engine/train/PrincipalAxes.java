package studio.latent.engine.train;

import studio.latent.engine.error.OutOfDeviceMemory;
import studio.latent.engine.model.LatentGeometry;
import studio.latent.engine.tensor.SymmetricEigen;

/// The directions in which encoded data vary most: principal component analysis of latents.
///
/// **Source** Pearson 1901; the covariance has n − 1 in its denominator. The sign of an axis is chosen so that its
/// largest component is positive.
final class PrincipalAxes {
    private PrincipalAxes() {}

    /// Fits the geometry of `latents` on the calling lane. **Shapes** `latents: [n][d]`, n at least 2.
    static LatentGeometry fit(float[][] latents) throws OutOfDeviceMemory {
        int count = latents.length;
        int dimension = latents[0].length;
        if (count < 2) {
            throw new IllegalArgumentException("latents must number at least 2, got " + count);
        }
        double[] mean = new double[dimension];
        for (float[] latent : latents) {
            for (int i = 0; i < dimension; i++) {
                mean[i] += latent[i] / (double) count;
            }
        }
        double[] covariance = new double[dimension * dimension];
        for (float[] latent : latents) {
            for (int i = 0; i < dimension; i++) {
                double centred = (latent[i] - mean[i]) / (count - 1);
                for (int j = 0; j < dimension; j++) {
                    covariance[i * dimension + j] += centred * (latent[j] - mean[j]);
                }
            }
        }
        SymmetricEigen eigen = SymmetricEigen.of(covariance, dimension);
        float[][] axes = new float[dimension][dimension];
        float[] deviations = new float[dimension];
        for (int k = 0; k < dimension; k++) {
            int source = dimension - 1 - k; // eigenvalues ascend
            double[] vector = eigen.vectors()[source];
            double sign = signOfLargest(vector);
            for (int i = 0; i < dimension; i++) {
                axes[k][i] = (float) (sign * vector[i]);
            }
            deviations[k] = (float) Math.sqrt(Math.max(0, eigen.values()[source]));
        }
        float[] centre = new float[dimension];
        for (int i = 0; i < dimension; i++) {
            centre[i] = (float) mean[i];
        }
        return new LatentGeometry(dimension, centre, axes, deviations, true);
    }

    private static double signOfLargest(double[] vector) {
        double largest = 0;
        for (double value : vector) {
            if (Math.abs(value) > Math.abs(largest)) {
                largest = value;
            }
        }
        return largest < 0 ? -1 : 1;
    }
}
