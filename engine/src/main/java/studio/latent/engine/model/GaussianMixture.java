package studio.latent.engine.model;

/// A weighted sum of Gaussians with full covariance: a prior that knows where the encoded data lie.
///
/// **Shapes** `weights: [k]`, at least 0, sum 1; `means: [k][d]`; `cholesky: [k][d][d]`, lower triangles L
/// with positive diagonal, the covariance of a component is L Lᵀ.
public record GaussianMixture(float[] weights, float[][] means, float[][][] cholesky) {
    /// Rounding of k single-precision weights.
    private static final double SUM_TOLERANCE = 1e-4;

    public GaussianMixture {
        if (weights.length == 0 || means.length != weights.length || cholesky.length != weights.length) {
            throw new IllegalArgumentException("mixture: weights, means and cholesky must be of one length of at least"
                    + " 1, got " + weights.length + ", " + means.length + ", " + cholesky.length);
        }
        double sum = 0;
        for (int k = 0; k < weights.length; k++) {
            if (!(weights[k] >= 0)) {
                throw new IllegalArgumentException("mixture: weights must be at least 0, got " + weights[k]);
            }
            sum += weights[k];
            requireComponent(k, means[0].length, means[k], cholesky[k]);
        }
        if (!(Math.abs(sum - 1) <= SUM_TOLERANCE)) {
            throw new IllegalArgumentException("mixture: weights must sum to 1, got " + sum);
        }
    }

    private static void requireComponent(int k, int d, float[] mean, float[][] lower) {
        if (d == 0 || mean.length != d || lower.length != d) {
            throw new IllegalArgumentException("mixture: component " + k + " must have dimension " + d + ", got "
                    + mean.length + " and " + lower.length);
        }
        for (int i = 0; i < d; i++) {
            if (lower[i].length != d || !Float.isFinite(mean[i])) {
                throw new IllegalArgumentException(
                        "mixture: component " + k + " must be finite with a square factor, row " + i + " is not");
            }
            for (int j = 0; j < d; j++) {
                float value = lower[i][j];
                if (!Float.isFinite(value) || (j == i && value <= 0) || (j > i && value != 0)) {
                    throw new IllegalArgumentException("mixture: factor of component " + k + " must be a lower"
                            + " triangle with positive diagonal, got " + value + " at (" + i + ", " + j + ")");
                }
            }
        }
    }

    public int components() {
        return weights.length;
    }

    public int dimension() {
        return means[0].length;
    }

    /// The latent mean + L·normals of the component that `uniform` falls on: a pure function of its
    /// arguments.
    ///
    /// Normals scaled by a temperature below 1 draw nearer to the component's mean.
    ///
    /// @param normals standard normals, `[d]`
    /// @param uniform in [0, 1)
    public Latent sample(float[] normals, double uniform) {
        int d = dimension();
        if (normals.length != d) {
            throw new IllegalArgumentException("mixture: normals must be [" + d + "], got [" + normals.length + "]");
        }
        int k = component(uniform);
        float[] values = new float[d];
        for (int i = 0; i < d; i++) {
            double sum = means[k][i];
            for (int j = 0; j <= i; j++) {
                sum += (double) cholesky[k][i][j] * normals[j];
            }
            values[i] = (float) sum;
        }
        return new Latent(values);
    }

    /// The component on whose share of [0, 1) `uniform` falls. Components of weight 0 are never chosen.
    public int component(double uniform) {
        if (!(uniform >= 0 && uniform < 1)) {
            throw new IllegalArgumentException("mixture: uniform must be within [0, 1), got " + uniform);
        }
        double sum = 0;
        int last = 0;
        for (int k = 0; k < weights.length; k++) {
            sum += weights[k];
            if (uniform < sum) {
                return k;
            }
            last = weights[k] > 0 ? k : last;
        }
        // single-precision weights may sum to a little less than 1
        return last;
    }

    /// Natural logarithm of the density at x.
    ///
    /// **Shapes** `x: [d]`.
    public double logDensity(double[] x) {
        if (x.length != dimension()) {
            throw new IllegalArgumentException("mixture: x must be [" + dimension() + "], got [" + x.length + "]");
        }
        double[] terms = new double[weights.length];
        double[] difference = new double[x.length];
        for (int k = 0; k < terms.length; k++) {
            for (int i = 0; i < x.length; i++) {
                difference[i] = x[i] - means[k][i];
            }
            terms[k] = StrictMath.log(weights[k])
                    + CholeskyFactor.ofRows(cholesky[k]).logDensity(difference);
        }
        return logSumOfExponentials(terms);
    }

    /// log Σ exp(terms) without overflow.
    static double logSumOfExponentials(double[] terms) {
        double largest = Double.NEGATIVE_INFINITY;
        for (double term : terms) {
            largest = Math.max(largest, term);
        }
        if (Double.isInfinite(largest)) {
            return largest;
        }
        double sum = 0;
        for (double term : terms) {
            sum += StrictMath.exp(term - largest);
        }
        return largest + StrictMath.log(sum);
    }
}
