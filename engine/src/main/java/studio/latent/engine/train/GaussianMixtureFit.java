package studio.latent.engine.train;

import java.util.Arrays;
import studio.latent.engine.job.JobContext;
import studio.latent.engine.model.GaussianMixture;
import studio.latent.engine.tensor.Noise;

/// Fits a Gaussian mixture with full covariances by expectation-maximisation.
///
/// The start is k-means++ with hard assignments; 1e-6 is added to each variance. It ends when the mean log-likelihood
/// gains less than 1e-3, or after 100 rounds.
///
/// **Source** Bishop, "Pattern Recognition and Machine Learning", 2006, section 9.2; as a prior behind a trained
/// autoencoder: Ghosh et al., "From Variational to Deterministic Autoencoders", 2020.
final class GaussianMixtureFit {
    private static final int ROUNDS = 100;
    private static final double TOLERANCE = 1e-3;
    private static final double REGULARISATION = 1e-6;

    private final float[][] points;
    private final int dimension;
    private final int components;
    private final double[][] responsibilities;
    private final double[] weights;
    private final double[][] means;
    private final double[][][] cholesky;

    private GaussianMixtureFit(float[][] points, int components) {
        this.points = points;
        this.dimension = points[0].length;
        this.components = components;
        this.responsibilities = new double[points.length][components];
        this.weights = new double[components];
        this.means = new double[components][dimension];
        this.cholesky = new double[components][dimension][dimension];
    }

    /// The mixture that explains `points`. **Shapes** `points: [n][d]` with n at least `components`.
    static GaussianMixture fit(float[][] points, int components, long seed, JobContext context) {
        if (points.length < components || components < 1) {
            throw new IllegalArgumentException("points must number at least " + components + ", got " + points.length);
        }
        GaussianMixtureFit fit = new GaussianMixtureFit(points, components);
        fit.start(seed);
        fit.maximise();
        double last = Double.NEGATIVE_INFINITY;
        for (int round = 0; round < ROUNDS; round++) {
            context.checkCancelled();
            context.progress("Fitting the mixture prior", round, ROUNDS);
            double likelihood = fit.expect();
            fit.maximise();
            if (likelihood - last < TOLERANCE) {
                break;
            }
            last = likelihood;
        }
        return fit.mixture();
    }

    /// k-means++: each next centre is a point drawn in proportion to its squared distance from the nearest centre.
    private void start(long seed) {
        double[] nearest = new double[points.length];
        Arrays.fill(nearest, Double.POSITIVE_INFINITY);
        int centre = (int) (Noise.uniform(seed, Noise.Stream.MIXTURE_COMPONENT, 0) * points.length);
        for (int k = 0; k < components; k++) {
            double total = 0;
            for (int i = 0; i < points.length; i++) {
                double distance = squaredDistance(points[i], points[centre]);
                if (distance < nearest[i]) {
                    nearest[i] = distance;
                    Arrays.fill(responsibilities[i], 0);
                    responsibilities[i][k] = 1;
                }
                total += nearest[i];
            }
            double target = Noise.uniform(seed, Noise.Stream.MIXTURE_COMPONENT, k + 1L) * total;
            centre = 0;
            for (double sum = nearest[0]; sum < target && centre + 1 < points.length; sum += nearest[centre]) {
                centre++;
            }
        }
    }

    private static double squaredDistance(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            double difference = a[i] - b[i];
            sum += difference * difference;
        }
        return sum;
    }

    /// Responsibilities from the components; returns the mean log-likelihood of a point.
    private double expect() {
        double total = 0;
        double[] solved = new double[dimension];
        double[] logDeterminants = new double[components];
        for (int k = 0; k < components; k++) {
            for (int j = 0; j < dimension; j++) {
                logDeterminants[k] += Math.log(cholesky[k][j][j]);
            }
        }
        double constant = -0.5 * dimension * Math.log(2 * Math.PI);
        for (int i = 0; i < points.length; i++) {
            double[] row = responsibilities[i];
            double largest = Double.NEGATIVE_INFINITY;
            for (int k = 0; k < components; k++) {
                double distance = mahalanobis(points[i], k, solved);
                row[k] = Math.log(weights[k]) + constant - logDeterminants[k] - 0.5 * distance;
                largest = Math.max(largest, row[k]);
            }
            double sum = 0;
            for (int k = 0; k < components; k++) {
                row[k] = Math.exp(row[k] - largest);
                sum += row[k];
            }
            for (int k = 0; k < components; k++) {
                row[k] /= sum;
            }
            total += largest + Math.log(sum);
        }
        return total / points.length;
    }

    /// (x − μ)ᵀ Σ⁻¹ (x − μ) by forward substitution.
    private double mahalanobis(float[] point, int component, double[] solved) {
        double[][] factor = cholesky[component];
        double sum = 0;
        for (int i = 0; i < dimension; i++) {
            double value = point[i] - means[component][i];
            double[] row = factor[i];
            for (int j = 0; j < i; j++) {
                value -= row[j] * solved[j];
            }
            solved[i] = value / row[i];
            sum += solved[i] * solved[i];
        }
        return sum;
    }

    /// Weights, means and covariances from the responsibilities.
    private void maximise() {
        for (int k = 0; k < components; k++) {
            double mass = 10 * Double.MIN_NORMAL;
            Arrays.fill(means[k], 0);
            for (int i = 0; i < points.length; i++) {
                double share = responsibilities[i][k];
                mass += share;
                for (int j = 0; j < dimension; j++) {
                    means[k][j] += share * points[i][j];
                }
            }
            for (int j = 0; j < dimension; j++) {
                means[k][j] /= mass;
            }
            weights[k] = mass / points.length;
            factorise(covariance(k, mass), cholesky[k]);
        }
    }

    private double[][] covariance(int component, double mass) {
        double[][] covariance = new double[dimension][dimension];
        double[] centred = new double[dimension];
        for (int i = 0; i < points.length; i++) {
            double share = responsibilities[i][component] / mass;
            if (share < 1e-12) {
                continue;
            }
            for (int j = 0; j < dimension; j++) {
                centred[j] = points[i][j] - means[component][j];
            }
            for (int j = 0; j < dimension; j++) {
                double scaled = share * centred[j];
                double[] row = covariance[j];
                for (int l = 0; l <= j; l++) {
                    row[l] += scaled * centred[l];
                }
            }
        }
        for (int j = 0; j < dimension; j++) {
            covariance[j][j] += REGULARISATION;
        }
        return covariance;
    }

    /// Cholesky–Banachiewicz on the lower half.
    private void factorise(double[][] matrix, double[][] factor) {
        for (int i = 0; i < dimension; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = matrix[i][j];
                for (int l = 0; l < j; l++) {
                    sum -= factor[i][l] * factor[j][l];
                }
                factor[i][j] = i == j ? Math.sqrt(Math.max(sum, REGULARISATION)) : sum / factor[j][j];
            }
        }
    }

    private GaussianMixture mixture() {
        float[] floatWeights = new float[components];
        float[][] floatMeans = new float[components][dimension];
        float[][][] factors = new float[components][dimension][dimension];
        for (int k = 0; k < components; k++) {
            floatWeights[k] = (float) weights[k];
            for (int i = 0; i < dimension; i++) {
                floatMeans[k][i] = (float) means[k][i];
                for (int j = 0; j <= i; j++) {
                    factors[k][i][j] = (float) cholesky[k][i][j];
                }
            }
        }
        return new GaussianMixture(floatWeights, floatMeans, factors);
    }
}
