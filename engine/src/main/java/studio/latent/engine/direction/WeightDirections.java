package studio.latent.engine.direction;

import java.util.ArrayList;
import java.util.List;
import studio.latent.engine.model.LatentGeometry;
import studio.latent.engine.model.SymmetricEigen;
import studio.latent.engine.tensor.HostTensor;

/// The directions that the first weights stretch most: the eigenvectors of the sum of AᵀA over the weights A that
/// meet the latent first, largest eigenvalue first.
///
/// No image and no latent is looked at, so there is nothing to resample. A direction's sign is the one that makes
/// its component of largest magnitude positive.
///
/// **Source** SeFa: Shen and Zhou, "Closed-form factorization of latent semantics in GANs", 2021, equation 6.
public final class WeightDirections {
    private WeightDirections() {}

    /// The first `count` of them.
    ///
    /// **Shapes** `weights`: each `[out, d]`, with further columns for what is no latent, or `[d, out, kh, kw]` of
    /// a transposed convolution.
    ///
    /// **Errors** [IllegalArgumentException] for weights that do not meet a latent of the geometry's dimension.
    public static List<Direction> of(
            List<HostTensor> weights, DirectionSpace space, LatentGeometry geometry, int count) {
        int d = geometry.dimension();
        double[][] gram = new double[d][d];
        weights.forEach(weight -> addGram(gram, weight));
        double[][] vectors = SymmetricEigen.of(gram).vectors();
        List<Direction> directions = new ArrayList<>();
        for (int k = 0; k < Math.min(count, d); k++) {
            double[] unit = UnitVectors.unit(signed(vectors[k]));
            directions.add(Direction.of(
                    "factor " + (k + 1),
                    space,
                    unit,
                    Calibration.of(UnitVectors.floats(unit), geometry),
                    DirectionOrigin.unlabelled(DirectionMethod.WEIGHT_FACTOR, 0, 0)));
        }
        return directions;
    }

    /// Adds AᵀA.
    private static void addGram(double[][] gram, HostTensor weight) {
        int d = gram.length;
        int[] shape = weight.shape();
        boolean linear = shape.length == 2 && shape[1] >= d;
        boolean transposed = shape.length == 4 && shape[0] == d;
        if (!linear && !transposed) {
            throw new IllegalArgumentException(
                    "weights must be [out, " + d + "] or [" + d + ", out, kh, kw], got " + weight);
        }
        int rows = linear ? shape[0] : weight.size() / d;
        double[] row = new double[d];
        for (int r = 0; r < rows; r++) {
            for (int i = 0; i < d; i++) {
                row[i] = weight.values()[linear ? r * shape[1] + i : i * rows + r];
            }
            for (int i = 0; i < d; i++) {
                for (int j = 0; j < d; j++) {
                    gram[i][j] += row[i] * row[j];
                }
            }
        }
    }

    private static double[] signed(double[] vector) {
        double largest = 0;
        for (double value : vector) {
            // rounding must not decide between components of equal magnitude: the first one wins
            if (Math.abs(value) > Math.abs(largest) * (1 + 1e-9)) {
                largest = value;
            }
        }
        double[] signed = vector.clone();
        for (int i = 0; i < signed.length && largest < 0; i++) {
            signed[i] = -vector[i];
        }
        return signed;
    }
}
