package studio.latent.engine.model;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// How far the styles of a generator's layers are moved from those that its latent is mapped to.
///
/// **Shapes** `values: [layers · s]`, layer after layer, coarse ones first; they are not written to afterwards.
///
/// **Source** the space of styles of their own for each layer is W+ of Abdal et al., "Image2StyleGAN", 2019.
public record StyleShift(float[] values) {
    public StyleShift {
        if (values.length == 0) {
            throw new IllegalArgumentException("values must hold at least 1 number, got 0");
        }
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw new IllegalArgumentException("values must be finite, got " + value);
            }
        }
    }

    /// What leads from the styles `from` to the styles `to`. **Shapes** `[layers][s]` both.
    public static StyleShift between(float[][] from, float[][] to) {
        int s = from[0].length;
        float[] values = new float[from.length * s];
        for (int i = 0; i < values.length; i++) {
            values[i] = to[i / s][i % s] - from[i / s][i % s];
        }
        return new StyleShift(values);
    }

    /// `shift`, or one that moves nothing where there is none.
    public static StyleShift orNone(@Nullable StyleShift shift, int layers, int styleDimension) {
        return shift == null ? new StyleShift(new float[layers * styleDimension]) : shift;
    }

    public boolean isNone() {
        return IntStream.range(0, values.length).allMatch(i -> values[i] == 0);
    }

    /// Whether it is one for so many layers with so many numbers.
    public boolean fits(int layers, int styleDimension) {
        return values.length == layers * styleDimension;
    }

    /// `amount · vector` more in these layers.
    ///
    /// **Shapes** `vector: [s]`. **Errors** [IllegalArgumentException] for a layer that is not there.
    ///
    /// @param layers from 0 for the coarsest; empty for all
    public StyleShift plus(float[] vector, double amount, Collection<Integer> layers) {
        float[] moved = values.clone();
        for (int layer : chosen(vector.length, layers)) {
            for (int i = 0; i < vector.length; i++) {
                moved[layer * vector.length + i] += (float) (amount * vector[i]);
            }
        }
        return new StyleShift(moved);
    }

    /// `amount · vector` more, where the vector says for each layer what is its own. **Shapes** `vector: [layers ·
    /// s]`.
    public StyleShift plus(float[] vector, double amount) {
        requireAll(vector);
        float[] moved = values.clone();
        for (int i = 0; i < moved.length; i++) {
            moved[i] += (float) (amount * vector[i]);
        }
        return new StyleShift(moved);
    }

    /// How far it goes along a vector of length 1 through the styles of all layers. **Shapes** `vector: [layers ·
    /// s]`.
    public double along(float[] vector) {
        requireAll(vector);
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += (double) vector[i] * values[i];
        }
        return sum;
    }

    private void requireAll(float[] vector) {
        if (vector.length != values.length) {
            throw new IllegalArgumentException(
                    "vector must have the numbers of all styles, " + values.length + ", got " + vector.length);
        }
    }

    /// How far it goes along a vector of length 1, the mean of these layers.
    ///
    /// **Shapes** and **Errors** as [#plus].
    public double along(float[] vector, Collection<Integer> layers) {
        List<Integer> chosen = chosen(vector.length, layers);
        double sum = 0;
        for (int layer : chosen) {
            for (int i = 0; i < vector.length; i++) {
                sum += (double) vector[i] * values[layer * vector.length + i];
            }
        }
        return sum / chosen.size();
    }

    private List<Integer> chosen(int styleDimension, Collection<Integer> layers) {
        int count = values.length / styleDimension;
        if (count == 0 || values.length % styleDimension != 0) {
            throw new IllegalArgumentException(
                    "vector must have as many numbers as a style, got " + styleDimension + " for " + values.length);
        }
        for (int layer : layers) {
            if (layer < 0 || layer >= count) {
                throw new IllegalArgumentException("layers must be in [0, " + count + "), got " + layer);
            }
        }
        return layers.isEmpty()
                ? IntStream.range(0, count).boxed().toList()
                : layers.stream().distinct().toList();
    }

    /// A point on the straight way from one shift to another; a missing one moves nothing.
    ///
    /// @return null where both are missing
    public static @Nullable StyleShift between(@Nullable StyleShift a, @Nullable StyleShift b, double t) {
        StyleShift some = a == null ? b : a;
        if (some == null || (a != null && b != null && a.values.length != b.values.length)) {
            return t < 0.5 ? a : b;
        }
        float[] mixed = new float[some.values.length];
        for (int i = 0; i < mixed.length; i++) {
            double from = a == null ? 0 : a.values[i];
            double to = b == null ? 0 : b.values[i];
            mixed[i] = (float) ((1 - t) * from + t * to);
        }
        return new StyleShift(mixed);
    }

    /// The styles moved. **Shapes** `styles: [layers][s]`, left as they are.
    public float[][] applied(float[][] styles) {
        float[][] moved = new float[styles.length][];
        int at = 0;
        for (int layer = 0; layer < moved.length; layer++) {
            moved[layer] = styles[layer].clone();
            for (int i = 0; i < moved[layer].length; i++) {
                moved[layer][i] += values[at++];
            }
        }
        return moved;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StyleShift that && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "StyleShift[" + values.length + "]";
    }
}
