package studio.latent.engine.tensor;

import java.util.Arrays;

/// A float32 array in host memory: how weights and latents cross between lanes and files.
///
/// **Shapes** `values` holds the product of `shape` numbers in row-major order; an empty shape is a scalar. The
/// arrays belong to the tensor and are not written to afterwards.
public record HostTensor(int[] shape, float[] values) {
    public HostTensor {
        if (values.length != sizeOf(shape)) {
            throw new IllegalArgumentException("values must hold " + sizeOf(shape) + " numbers for shape "
                    + Arrays.toString(shape) + ", got " + values.length);
        }
    }

    public static HostTensor zeros(int... shape) {
        return new HostTensor(shape, new float[sizeOf(shape)]);
    }

    /// Number of elements of an array of this shape.
    ///
    /// **Errors** [IllegalArgumentException] for a negative side or more than 2³¹ − 1 elements.
    public static int sizeOf(int... shape) {
        long size = 1;
        for (int side : shape) {
            if (side < 0) {
                throw new IllegalArgumentException("a side must not be negative, got " + Arrays.toString(shape));
            }
            size = Math.multiplyExact(size, side);
            if (size > Integer.MAX_VALUE) {
                throw new IllegalArgumentException("shape " + Arrays.toString(shape) + " has too many elements");
            }
        }
        return (int) size;
    }

    public int size() {
        return values.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HostTensor(int[] s, float[] v) && Arrays.equals(shape, s) && Arrays.equals(values, v);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(shape) + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "HostTensor" + Arrays.toString(shape);
    }
}
