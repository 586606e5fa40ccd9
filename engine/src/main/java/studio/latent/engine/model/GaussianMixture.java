package studio.latent.engine.model;

/// A mixture of normal distributions over latents: a prior that follows the encoded data more closely than N(0, I).
///
/// **Shapes** `weights: [m]`, positive, sum 1; `means: [m][d]`; `cholesky: [m][d][d]`, lower triangular factors L of
/// the
/// covariances L·Lᵀ.
public record GaussianMixture(float[] weights, float[][] means, float[][][] cholesky) {
    public GaussianMixture {
        if (weights.length == 0 || means.length != weights.length || cholesky.length != weights.length) {
            throw new IllegalArgumentException("a mixture needs as many means and factors as weights, got "
                    + weights.length + ", " + means.length + ", " + cholesky.length);
        }
        double sum = 0;
        for (float weight : weights) {
            if (!(weight >= 0)) {
                throw new IllegalArgumentException("weights must not be negative, got " + weight);
            }
            sum += weight;
        }
        if (Math.abs(sum - 1) > 1e-3) {
            throw new IllegalArgumentException("weights must sum to 1, got " + sum);
        }
        for (int k = 0; k < weights.length; k++) {
            if (means[k].length != means[0].length || cholesky[k].length != means[0].length) {
                throw new IllegalArgumentException("component " + k + " has another dimension than the first");
            }
        }
    }

    public int components() {
        return weights.length;
    }

    public int dimension() {
        return means[0].length;
    }

    /// The point μₖ + L·ε, where `uniform` in (0, 1) chooses the component k.
    ///
    /// **Shapes** `normals: [d]`, the ε.
    public Latent sample(float[] normals, double uniform) {
        int component = 0;
        double below = weights[0];
        while (component + 1 < weights.length && uniform > below) {
            component++;
            below += weights[component];
        }
        float[] values = means[component].clone();
        for (int i = 0; i < values.length; i++) {
            double sum = values[i];
            for (int j = 0; j <= i; j++) {
                sum += (double) cholesky[component][i][j] * normals[j];
            }
            values[i] = (float) sum;
        }
        return new Latent(values);
    }
}
