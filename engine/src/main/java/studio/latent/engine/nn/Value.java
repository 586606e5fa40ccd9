package studio.latent.engine.nn;

import java.util.Arrays;
import studio.latent.engine.tensor.HostTensor;

/// An array in a graph that is being written: its name in the script and its shape.
///
/// A side of −1 is the batch, known only when the script runs; it is always the first side.
public record Value(String name, int... shape) {
    /// The batch side.
    public static final int BATCH = -1;

    public int rank() {
        return shape.length;
    }

    /// Side `axis`; negative axes count from the end.
    public int side(int axis) {
        return shape[axis < 0 ? axis + shape.length : axis];
    }

    /// Elements of one item: the product of all sides but the batch.
    public int itemSize() {
        return HostTensor.sizeOf(
                Arrays.stream(shape).filter(side -> side != BATCH).toArray());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Value(String n, int[] s) && name.equals(n) && Arrays.equals(shape, s);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + Arrays.hashCode(shape);
    }

    @Override
    public String toString() {
        return name + Arrays.toString(shape);
    }
}
