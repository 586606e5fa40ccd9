package studio.latent.engine.io;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import studio.latent.engine.error.BadModelFile;
import studio.latent.engine.model.GaussianMixture;
import studio.latent.engine.model.LatentGeometry;
import studio.latent.engine.tensor.HostTensor;

/// What is known of a latent space as the arrays of `latents.safetensors`.
///
/// **Shapes** `mean: [d]`, `axes: [k, d]`, `deviations: [k]`.
public final class LatentTensors {
    private static final String MEAN = "mean";
    private static final String AXES = "axes";
    private static final String DEVIATIONS = "deviations";
    private static final String MIXTURE_WEIGHTS = "mixture.weights";
    private static final String MIXTURE_MEANS = "mixture.means";
    private static final String MIXTURE_CHOLESKY = "mixture.cholesky";
    private static final String AGAIN = "Copy or download the whole model again.";

    private LatentTensors() {}

    /// The arrays of a fitted geometry; none for one that was not fitted, as it follows from the dimension.
    public static SequencedMap<String, HostTensor> of(LatentGeometry geometry) {
        SequencedMap<String, HostTensor> tensors = new LinkedHashMap<>();
        if (geometry.fitted()) {
            tensors.put(MEAN, vector(geometry.mean()));
            tensors.put(AXES, matrix(geometry.axes(), geometry.dimension()));
            tensors.put(DEVIATIONS, vector(geometry.deviations()));
        }
        return tensors;
    }

    /// The geometry of a latent space of `dimension`; the standard one when there is no array `mean`.
    ///
    /// **Errors** [BadModelFile] when an array is missing, of the wrong shape or not finite.
    ///
    /// @param source what messages call the file
    public static LatentGeometry geometry(String source, int dimension, Map<String, HostTensor> tensors)
            throws BadModelFile {
        if (!tensors.containsKey(MEAN)) {
            return LatentGeometry.standard(dimension);
        }
        HostTensor axes = find(source, tensors, AXES);
        int count = axes.shape().length == 2 ? axes.shape()[0] : -1;
        require(count >= 0 && axes.shape()[1] == dimension, source, AXES, "[k, " + dimension + "]", axes);
        HostTensor mean = find(source, tensors, MEAN);
        require(hasShape(mean, dimension), source, MEAN, "[" + dimension + "]", mean);
        HostTensor deviations = find(source, tensors, DEVIATIONS);
        require(hasShape(deviations, count), source, DEVIATIONS, "[" + count + "]", deviations);
        return new LatentGeometry(dimension, mean.values(), rows(axes), deviations.values(), true);
    }

    /// The arrays of a mixture prior. **Shapes** `mixture.weights: [m]`, `mixture.means: [m, d]`,
    /// `mixture.cholesky: [m, d, d]`.
    public static SequencedMap<String, HostTensor> of(GaussianMixture mixture) {
        int m = mixture.components();
        int d = mixture.dimension();
        float[] factors = new float[m * d * d];
        for (int k = 0; k < m; k++) {
            for (int i = 0; i < d; i++) {
                System.arraycopy(mixture.cholesky()[k][i], 0, factors, (k * d + i) * d, d);
            }
        }
        SequencedMap<String, HostTensor> tensors = new LinkedHashMap<>();
        tensors.put(MIXTURE_WEIGHTS, vector(mixture.weights()));
        tensors.put(MIXTURE_MEANS, matrix(mixture.means(), d));
        tensors.put(MIXTURE_CHOLESKY, new HostTensor(new int[] {m, d, d}, factors));
        return tensors;
    }

    public static boolean hasMixture(Map<String, HostTensor> tensors) {
        return tensors.containsKey(MIXTURE_WEIGHTS);
    }

    /// The mixture prior among the arrays, if there is one.
    ///
    /// **Errors** [BadModelFile] when an array is missing, of the wrong shape, not finite or no mixture.
    public static Optional<GaussianMixture> mixture(String source, int dimension, Map<String, HostTensor> tensors)
            throws BadModelFile {
        if (!hasMixture(tensors)) {
            return Optional.empty();
        }
        HostTensor weights = find(source, tensors, MIXTURE_WEIGHTS);
        int m = weights.size();
        HostTensor means = find(source, tensors, MIXTURE_MEANS);
        boolean meansFit = Arrays.equals(means.shape(), new int[] {m, dimension});
        require(meansFit, source, MIXTURE_MEANS, "[" + m + ", " + dimension + "]", means);
        HostTensor factors = find(source, tensors, MIXTURE_CHOLESKY);
        boolean factorsFit = Arrays.equals(factors.shape(), new int[] {m, dimension, dimension});
        require(factorsFit, source, MIXTURE_CHOLESKY, "[" + m + ", " + dimension + ", " + dimension + "]", factors);
        float[][][] cholesky = new float[m][dimension][dimension];
        for (int k = 0; k < m; k++) {
            for (int i = 0; i < dimension; i++) {
                System.arraycopy(factors.values(), (k * dimension + i) * dimension, cholesky[k][i], 0, dimension);
            }
        }
        try {
            return Optional.of(new GaussianMixture(weights.values(), rows(means), cholesky));
        } catch (IllegalArgumentException e) {
            throw new BadModelFile("In " + source + ", the mixture prior is wrong: " + e.getMessage() + ".", AGAIN, e);
        }
    }

    private static HostTensor find(String source, Map<String, HostTensor> tensors, String name) throws BadModelFile {
        HostTensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new BadModelFile(source + " has no array '" + name + "'.", AGAIN);
        }
        for (float value : tensor.values()) {
            if (!Float.isFinite(value)) {
                throw new BadModelFile("In " + source + ", the array '" + name + "' is not finite.", AGAIN);
            }
        }
        return tensor;
    }

    private static void require(boolean holds, String source, String name, String shape, HostTensor found)
            throws BadModelFile {
        if (!holds) {
            throw new BadModelFile(
                    "In " + source + ", the array '" + name + "' must have the shape " + shape + ", has "
                            + Arrays.toString(found.shape()) + ".",
                    AGAIN);
        }
    }

    private static boolean hasShape(HostTensor tensor, int side) {
        return tensor.shape().length == 1 && tensor.shape()[0] == side;
    }

    private static HostTensor vector(float[] values) {
        return new HostTensor(new int[] {values.length}, values);
    }

    private static HostTensor matrix(float[][] rows, int columns) {
        float[] values = new float[rows.length * columns];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, values, i * columns, columns);
        }
        return new HostTensor(new int[] {rows.length, columns}, values);
    }

    private static float[][] rows(HostTensor matrix) {
        int columns = matrix.shape()[1];
        float[][] rows = new float[matrix.shape()[0]][columns];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(matrix.values(), i * columns, rows[i], 0, columns);
        }
        return rows;
    }
}
