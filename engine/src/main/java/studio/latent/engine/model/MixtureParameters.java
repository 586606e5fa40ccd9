package studio.latent.engine.model;

/// A mixture in double, as it is while it is being fitted.
///
/// **Shapes** `weights: [k]`, `means: [k][d]`, `factors: [k]` of d × d.
record MixtureParameters(double[] weights, double[][] means, CholeskyFactor[] factors) {
    static MixtureParameters of(GaussianMixture mixture) {
        int k = mixture.components();
        double[] weights = new double[k];
        double[][] means = new double[k][mixture.dimension()];
        CholeskyFactor[] factors = new CholeskyFactor[k];
        for (int c = 0; c < k; c++) {
            weights[c] = mixture.weights()[c];
            for (int i = 0; i < means[c].length; i++) {
                means[c][i] = mixture.means()[c][i];
            }
            factors[c] = CholeskyFactor.ofRows(mixture.cholesky()[c]);
        }
        return new MixtureParameters(weights, means, factors);
    }

    GaussianMixture rounded() {
        int k = weights.length;
        float[] w = new float[k];
        float[][] m = new float[k][means[0].length];
        float[][][] l = new float[k][][];
        for (int c = 0; c < k; c++) {
            w[c] = (float) weights[c];
            for (int i = 0; i < m[c].length; i++) {
                m[c][i] = (float) means[c][i];
            }
            l[c] = factors[c].rows();
        }
        return new GaussianMixture(w, m, l);
    }

    /// Expectation: writes each point's responsibilities and returns the mean log-likelihood of the points.
    ///
    /// **Shapes** `data: [n][d]`, `responsibilities: [n][k]`, rows sum to 1.
    double expect(float[][] data, double[][] responsibilities) {
        int k = weights.length;
        double[] constants = new double[k];
        for (int c = 0; c < k; c++) {
            constants[c] = StrictMath.log(weights[c]) + factors[c].logDensity(new double[means[c].length]);
        }
        double total = 0;
        double[] difference = new double[data[0].length];
        double[] terms = new double[k];
        for (int n = 0; n < data.length; n++) {
            for (int c = 0; c < k; c++) {
                for (int i = 0; i < difference.length; i++) {
                    difference[i] = data[n][i] - means[c][i];
                }
                terms[c] = constants[c] - 0.5 * factors[c].squaredLength(difference);
            }
            double logDensity = GaussianMixture.logSumOfExponentials(terms);
            total += logDensity;
            for (int c = 0; c < k; c++) {
                responsibilities[n][c] = StrictMath.exp(terms[c] - logDensity);
            }
        }
        return total / data.length;
    }

    /// Maximisation: the parameters under which the points, shared out by `responsibilities`, are most
    /// likely.
    static MixtureParameters maximise(float[][] data, double[][] responsibilities, double ridge) {
        int k = responsibilities[0].length;
        int d = data[0].length;
        double[] weights = new double[k];
        double[][] means = new double[k][d];
        CholeskyFactor[] factors = new CholeskyFactor[k];
        double total = 0;
        for (int c = 0; c < k; c++) {
            double count = meanOf(data, responsibilities, c, means[c]);
            factors[c] = CholeskyFactor.of(covarianceOf(data, responsibilities, c, means[c], count), ridge);
            weights[c] = count;
            total += count;
        }
        for (int c = 0; c < k; c++) {
            weights[c] /= total;
        }
        return new MixtureParameters(weights, means, factors);
    }

    /// Returns the number of points that component c answers for, kept above 0.
    private static double meanOf(float[][] data, double[][] responsibilities, int c, double[] mean) {
        double count = 10 * Math.ulp(1.0);
        for (int n = 0; n < data.length; n++) {
            double r = responsibilities[n][c];
            count += r;
            for (int i = 0; i < mean.length; i++) {
                mean[i] += r * data[n][i];
            }
        }
        for (int i = 0; i < mean.length; i++) {
            mean[i] /= count;
        }
        return count;
    }

    private static double[][] covarianceOf(
            float[][] data, double[][] responsibilities, int c, double[] mean, double count) {
        double[][] covariance = new double[mean.length][mean.length];
        double[] x = new double[mean.length];
        for (int n = 0; n < data.length; n++) {
            double r = responsibilities[n][c];
            // smaller shares are lost to rounding in the sum; most points belong to one component alone
            if (r > 1e-18) {
                for (int i = 0; i < x.length; i++) {
                    x[i] = data[n][i] - mean[i];
                }
                LatentRows.addOuterProduct(covariance, x, r / count);
            }
        }
        return covariance;
    }
}
