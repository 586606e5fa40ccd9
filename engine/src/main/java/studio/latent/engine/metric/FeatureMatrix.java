package studio.latent.engine.metric;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/// Features of many images: one row an image, all of one dimension, every number finite.
///
/// **Shapes** `[count][dimension]`, row-major; `count` may be 0, `dimension` is at least 1.
///
/// **Errors** [IllegalArgumentException] for numbers that do not fill the shape or are not finite;
/// [IndexOutOfBoundsException] for rows that are not there.
public final class FeatureMatrix {
    private final int count;
    private final int dimension;
    private final float[] values;

    /// Takes `values` over without a copy: it must not be written to afterwards.
    public FeatureMatrix(int count, int dimension, float[] values) {
        this(count, dimension, values, true);
    }

    private FeatureMatrix(int count, int dimension, float[] values, boolean check) {
        if (count < 0 || dimension < 1) {
            throw new IllegalArgumentException("feature matrix: count must be at least 0 and dimension at least 1, got "
                    + count + " and " + dimension);
        }
        if (values.length != (long) count * dimension) {
            throw new IllegalArgumentException(
                    "feature matrix: values must hold " + count + " x " + dimension + " numbers, got " + values.length);
        }
        if (check) {
            requireFinite(dimension, values);
        }
        this.count = count;
        this.dimension = dimension;
        this.values = values;
    }

    /// A copy of rows of one length; at least one, because no row tells no dimension.
    public static FeatureMatrix of(float[][] rows) {
        if (rows.length == 0) {
            throw new IllegalArgumentException("feature matrix: at least one row is needed to know the dimension");
        }
        int dimension = rows[0].length;
        float[] values = new float[sizeOf(rows.length, dimension)];
        for (int i = 0; i < rows.length; i++) {
            if (rows[i].length != dimension) {
                throw new IllegalArgumentException(
                        "feature matrix: rows must be of one length, got " + dimension + " and " + rows[i].length);
            }
            System.arraycopy(rows[i], 0, values, i * dimension, dimension);
        }
        return new FeatureMatrix(rows.length, dimension, values);
    }

    /// Several matrices of one dimension below each other; at least one.
    public static FeatureMatrix concat(List<FeatureMatrix> parts) {
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("feature matrix: at least one part is needed to know the dimension");
        }
        int dimension = parts.getFirst().dimension;
        long count = 0;
        for (FeatureMatrix part : parts) {
            part.requireDimension(dimension);
            count += part.count;
        }
        float[] values = new float[sizeOf(count, dimension)];
        int at = 0;
        for (FeatureMatrix part : parts) {
            System.arraycopy(part.values, 0, values, at, part.values.length);
            at += part.values.length;
        }
        return new FeatureMatrix((int) count, dimension, values, false);
    }

    /// Number of images.
    public int count() {
        return count;
    }

    /// Numbers per image.
    public int dimension() {
        return dimension;
    }

    public float value(int row, int column) {
        Objects.checkIndex(row, count);
        Objects.checkIndex(column, dimension);
        return values[row * dimension + column];
    }

    /// A copy of one row.
    public float[] row(int index) {
        Objects.checkIndex(index, count);
        return Arrays.copyOfRange(values, index * dimension, (index + 1) * dimension);
    }

    /// The rows of these indices in this order; an index may repeat.
    public FeatureMatrix rows(int[] indices) {
        float[] chosen = new float[sizeOf(indices.length, dimension)];
        for (int i = 0; i < indices.length; i++) {
            Objects.checkIndex(indices[i], count);
            System.arraycopy(values, indices[i] * dimension, chosen, i * dimension, dimension);
        }
        return new FeatureMatrix(indices.length, dimension, chosen, false);
    }

    /// `length` rows from `first` on.
    public FeatureMatrix slice(int first, int length) {
        Objects.checkFromIndexSize(first, length, count);
        float[] part = Arrays.copyOfRange(values, first * dimension, (first + length) * dimension);
        return new FeatureMatrix(length, dimension, part, false);
    }

    /// Writes `length` rows from `first` on to `target` at its position.
    public void copyTo(FloatBuffer target, int first, int length) {
        Objects.checkFromIndexSize(first, length, count);
        target.put(values, first * dimension, length * dimension);
    }

    /// A copy of all numbers, row-major.
    public float[] toArray() {
        return values.clone();
    }

    /// The numbers themselves: for reading only.
    float[] values() {
        return values;
    }

    /// Squared Euclidean distance between a row of this matrix and a row of another, summed in float64.
    double squaredDistance(int row, FeatureMatrix other, int otherRow) {
        Objects.checkIndex(row, count);
        Objects.checkIndex(otherRow, other.count);
        other.requireDimension(dimension);
        double sum = 0;
        for (int i = 0, a = row * dimension, b = otherRow * dimension; i < dimension; i++) {
            double difference = (double) values[a + i] - other.values[b + i];
            sum += difference * difference;
        }
        return sum;
    }

    void requireDimension(int wanted) {
        if (dimension != wanted) {
            throw new IllegalArgumentException(
                    "feature matrices must be of one dimension, got " + wanted + " and " + dimension);
        }
    }

    private static void requireFinite(int dimension, float[] values) {
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new IllegalArgumentException("feature matrix: feature " + i % dimension + " of image "
                        + i / dimension + " must be finite, got " + values[i]);
            }
        }
    }

    private static int sizeOf(long count, int dimension) {
        long size = count * dimension;
        if (size > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(
                    "feature matrix: " + count + " x " + dimension + " numbers are more than one array holds");
        }
        return (int) size;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FeatureMatrix that
                && count == that.count
                && dimension == that.dimension
                && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * count + dimension) + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "FeatureMatrix[" + count + " x " + dimension + "]";
    }
}
