package studio.latent.engine.model;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Base64;
import java.util.BitSet;
import java.util.stream.IntStream;

/// A long vector most of whose numbers are 0.
///
/// **Shapes** `positions: [k]`, rising, in [0, size); `values: [k]`, finite. Neither is written to afterwards.
///
/// @param size numbers of the vector, the zeros included; at least 1
public record SparseVector(int size, int[] positions, float[] values) {
    public SparseVector {
        if (size < 1 || positions.length != values.length) {
            throw new IllegalArgumentException("size must be positive and positions as many as values, got " + size
                    + ", " + positions.length + " and " + values.length);
        }
        int last = -1;
        for (int i = 0; i < positions.length; i++) {
            if (positions[i] <= last || positions[i] >= size) {
                throw new IllegalArgumentException("positions must rise within [0, " + size + "), got " + positions[i]);
            }
            if (!Float.isFinite(values[i])) {
                throw new IllegalArgumentException("values must be finite, got " + values[i]);
            }
            last = positions[i];
        }
    }

    private static final String PARTS = ":";

    /// More numbers than any layer makes of an image.
    private static final int MOST = 1 << 24;

    /// Reads what [#text] wrote.
    ///
    /// **Errors** [IllegalArgumentException] for a text that is none.
    public static SparseVector parse(String text) {
        String[] parts = text.split(PARTS, -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException("a sparse vector has 3 parts, got " + parts.length);
        }
        int size = Integer.parseInt(parts[0]);
        if (size > MOST) {
            throw new IllegalArgumentException("size must be at most " + MOST + ", got " + size);
        }
        byte[] bits = Base64.getDecoder().decode(parts[2]);
        if (bits.length % Float.BYTES != 0) {
            throw new IllegalArgumentException("values have " + bits.length + " bytes, no multiple of 4");
        }
        float[] values = new float[bits.length / Float.BYTES];
        ByteBuffer.wrap(bits).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        int[] positions =
                BitSet.valueOf(Base64.getDecoder().decode(parts[1])).stream().toArray();
        return new SparseVector(size, positions, values);
    }

    /// `size:places:values`: the Base64 of a bit for each number, the first the lowest of the first byte, 1 where it is
    /// kept, and that of the kept ones' bits (little-endian float32), so that every bit survives.
    public String text() {
        BitSet places = new BitSet(size);
        Arrays.stream(positions).forEach(places::set);
        ByteBuffer bits = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bits.asFloatBuffer().put(values);
        Base64.Encoder base64 = Base64.getEncoder();
        return String.join(
                PARTS,
                Integer.toString(size),
                base64.encodeToString(places.toByteArray()),
                base64.encodeToString(bits.array()));
    }

    /// What is not 0 in `dense`.
    public static SparseVector of(float[] dense) {
        int[] positions = IntStream.range(0, dense.length)
                .filter(i -> Math.abs(dense[i]) > 0 || Float.isNaN(dense[i]))
                .toArray();
        float[] values = new float[positions.length];
        for (int k = 0; k < values.length; k++) {
            values[k] = dense[positions[k]];
        }
        return new SparseVector(dense.length, positions, values);
    }

    /// **Shapes** `[size]`.
    public float[] dense() {
        float[] dense = new float[size];
        for (int k = 0; k < positions.length; k++) {
            dense[positions[k]] = values[k];
        }
        return dense;
    }

    /// `amount · vector` more. **Shapes** `vector: [size]`.
    public SparseVector plus(float[] vector, double amount) {
        requireSize(vector);
        float[] sum = dense();
        for (int i = 0; i < size; i++) {
            sum[i] += (float) (amount * vector[i]);
        }
        return of(sum);
    }

    /// The scalar product. **Shapes** `vector: [size]`.
    public double dot(float[] vector) {
        requireSize(vector);
        double sum = 0;
        for (int k = 0; k < positions.length; k++) {
            sum += (double) values[k] * vector[positions[k]];
        }
        return sum;
    }

    private void requireSize(float[] vector) {
        if (vector.length != size) {
            throw new IllegalArgumentException("vector must have " + size + " numbers, got " + vector.length);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SparseVector that
                && size == that.size
                && Arrays.equals(positions, that.positions)
                && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(positions) + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "SparseVector[" + positions.length + " of " + size + "]";
    }
}
