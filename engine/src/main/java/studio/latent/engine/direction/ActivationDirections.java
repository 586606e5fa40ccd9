package studio.latent.engine.direction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import studio.latent.engine.job.JobContext;
import studio.latent.engine.model.LatentGeometry;
import studio.latent.engine.model.SymmetricEigen;
import studio.latent.engine.tensor.Noise;

/// The directions of latents along which a layer's activations vary most.
///
/// Principal axes of activations are found from some images; where many latents lie along each of them is then
/// regressed on the latents. That is the direction which moves the activations along the axis, as far as a straight
/// one can.
///
/// **Source** GANSpace: Härkönen et al., "GANSpace: discovering interpretable GAN controls", 2020, section 2.2 (for
/// generators without a mapping network).
public final class ActivationDirections {
    private static final int REFITS = 50;
    private static final long STRIDE = 1L << 32;

    private final double[] mean;
    private final double[][] axes;

    private ActivationDirections(double[] mean, double[][] axes) {
        this.mean = mean;
        this.axes = axes;
    }

    /// The first principal axes of activations, at most `count` and fewer than there are rows; axes along which
    /// nothing varies are left out.
    ///
    /// **Shapes** `activations: [n][D]`, n ≥ 2; the work grows with n³ and n²·D.
    ///
    /// **Errors** [IllegalArgumentException] for fewer than 2 rows.
    public static ActivationDirections ofRows(float[][] activations, int count) {
        int n = activations.length;
        if (n < 2) {
            throw new IllegalArgumentException("activations must have at least 2 rows, got " + n);
        }
        int size = activations[0].length;
        double[] mean = new double[size];
        for (float[] row : activations) {
            for (int i = 0; i < size; i++) {
                mean[i] += (double) row[i] / n;
            }
        }
        double[][] rows = new double[n][size];
        for (int r = 0; r < n; r++) {
            for (int i = 0; i < size; i++) {
                rows[r][i] = activations[r][i] - mean[i];
            }
        }
        // the eigenvectors of the rows' products give those of the columns', of which there are many more
        double[][] products = new double[n][n];
        for (int a = 0; a < n; a++) {
            for (int b = 0; b <= a; b++) {
                products[a][b] = UnitVectors.dot(rows[a], rows[b]);
                products[b][a] = products[a][b];
            }
        }
        SymmetricEigen eigen = SymmetricEigen.of(products);
        double nothing = 1e-9 * Math.max(eigen.values()[0], Double.MIN_NORMAL);
        List<double[]> axes = new ArrayList<>();
        for (int k = 0; k < Math.min(count, n - 1) && eigen.values()[k] > nothing; k++) {
            double[] axis = new double[size];
            for (int r = 0; r < n; r++) {
                double share = eigen.vectors()[k][r] / Math.sqrt(eigen.values()[k]);
                for (int i = 0; i < size; i++) {
                    axis[i] += share * rows[r][i];
                }
            }
            axes.add(axis);
        }
        return new ActivationDirections(mean, axes.toArray(double[][]::new));
    }

    /// Where one image's activations lie along the axes.
    public double[] coordinates(float[] activations) {
        double[] coordinates = new double[axes.length];
        for (int k = 0; k < axes.length; k++) {
            for (int i = 0; i < mean.length; i++) {
                coordinates[k] += axes[k][i] * (activations[i] - mean[i]);
            }
        }
        return coordinates;
    }

    /// The directions, the axis along which activations vary most first. Confidence is that of the regression: the
    /// axes themselves are not found anew.
    ///
    /// **Shapes** `latents: [n][d]`, `coordinates: [n][axes]` as [#coordinates] gives them for the same images.
    ///
    /// **Errors** [IllegalArgumentException] for fewer than 2 latents.
    public List<Direction> regressed(
            float[][] latents, double[][] coordinates, LatentGeometry geometry, long seed, JobContext context) {
        int n = latents.length;
        if (n < 2 || coordinates.length != n) {
            throw new IllegalArgumentException("latents must have at least 2 rows and as many coordinates, got " + n
                    + " and " + coordinates.length);
        }
        int[] all = IntStream.range(0, n).toArray();
        double[][] found = slopes(latents, coordinates, all);
        double[][] cosines = new double[axes.length][REFITS];
        for (int refit = 0; refit < REFITS; refit++) {
            context.checkCancelled();
            long first = refit * STRIDE;
            int[] drawn = Arrays.stream(all)
                    .map(i -> (int) (n * Noise.uniform(seed, Noise.Stream.RESAMPLE, first + i)))
                    .toArray();
            double[][] again = slopes(latents, coordinates, drawn);
            for (int k = 0; k < axes.length; k++) {
                cosines[k][refit] = UnitVectors.dot(found[k], again[k]);
            }
        }
        List<Direction> directions = new ArrayList<>();
        for (int k = 0; k < axes.length; k++) {
            directions.add(Direction.of(
                            "activation " + (k + 1),
                            DirectionSpace.Z,
                            found[k],
                            Calibration.of(UnitVectors.floats(found[k]), geometry),
                            DirectionOrigin.unlabelled(DirectionMethod.ACTIVATION_COMPONENT, n, seed))
                    .with(Confidence.ofCosines(cosines[k], seed)));
        }
        return directions;
    }

    /// For each axis the covariance of latents with coordinates along it, of length 1; coordinates along different
    /// axes are hardly correlated, so each can be regressed by itself.
    private static double[][] slopes(float[][] latents, double[][] coordinates, int[] rows) {
        int d = latents[0].length;
        int axes = coordinates[0].length;
        double[] centre = new double[d];
        double[] middle = new double[axes];
        for (int r : rows) {
            for (int i = 0; i < d; i++) {
                centre[i] += (double) latents[r][i] / rows.length;
            }
            for (int k = 0; k < axes; k++) {
                middle[k] += coordinates[r][k] / rows.length;
            }
        }
        double[][] slopes = new double[axes][d];
        for (int r : rows) {
            for (int k = 0; k < axes; k++) {
                double along = coordinates[r][k] - middle[k];
                for (int i = 0; i < d; i++) {
                    slopes[k][i] += along * (latents[r][i] - centre[i]);
                }
            }
        }
        double[][] units = new double[axes][];
        for (int k = 0; k < axes; k++) {
            units[k] = UnitVectors.unit(slopes[k]);
        }
        return units;
    }
}
