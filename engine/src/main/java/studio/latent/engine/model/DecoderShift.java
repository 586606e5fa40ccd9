package studio.latent.engine.model;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// How far what a decoder makes of a latent on the way to its image is moved: the styles of its layers, and what its
/// layers make.
///
/// **Shapes** `styles: [layers · s]`, layer after layer, coarse ones first, empty where none is moved; each of `maps`
/// is `[C · H · W]`. They are not written to afterwards.
///
/// **Source** the space of styles of their own for each layer is W+ of Abdal et al., "Image2StyleGAN", 2019; images
/// are changed by what layers make of them in Bau et al., "GAN Dissection", 2019.
///
/// @param maps what is added to what a layer makes, by the layer's number, from 0 for the first behind the latent
public record DecoderShift(float[] styles, SortedMap<Integer, SparseVector> maps) {
    /// Moves nothing.
    public static final DecoderShift NONE = new DecoderShift(new float[0], Collections.emptySortedMap());

    public DecoderShift {
        for (float value : styles) {
            if (!Float.isFinite(value)) {
                throw new IllegalArgumentException("styles must be finite, got " + value);
            }
        }
        TreeMap<Integer, SparseVector> moved = new TreeMap<>(maps);
        moved.values().removeIf(map -> map.positions().length == 0);
        if (!moved.isEmpty() && moved.firstKey() < 0) {
            throw new IllegalArgumentException("layers must be at least 0, got " + moved.firstKey());
        }
        maps = Collections.unmodifiableSortedMap(moved);
    }

    /// One that moves styles alone. **Shapes** `[layers · s]`.
    public static DecoderShift ofStyles(float[] styles) {
        return new DecoderShift(styles, Collections.emptySortedMap());
    }

    /// What leads from the styles `from` to the styles `to`. **Shapes** `[layers][s]` both.
    public static DecoderShift between(float[][] from, float[][] to) {
        int s = from[0].length;
        float[] styles = new float[from.length * s];
        for (int i = 0; i < styles.length; i++) {
            styles[i] = to[i / s][i % s] - from[i / s][i % s];
        }
        return ofStyles(styles);
    }

    /// `shift`, or one that moves nothing where there is none; of as many styles as a model has.
    public static DecoderShift orNone(@Nullable DecoderShift shift, int layers, int styleDimension) {
        DecoderShift some = shift == null ? NONE : shift;
        return some.styles.length > 0 ? some : new DecoderShift(new float[layers * styleDimension], some.maps);
    }

    public boolean isNone() {
        return maps.isEmpty() && !movesStyles();
    }

    /// Whether any style is moved.
    public boolean movesStyles() {
        return IntStream.range(0, styles.length).anyMatch(i -> styles[i] != 0);
    }

    /// Whether it is one for so many layers with so many numbers, or moves no styles.
    public boolean fitsStyles(int layers, int styleDimension) {
        return styles.length == 0 || styles.length == layers * styleDimension;
    }

    /// Whether there are such layers, by the numbers that each makes of an image.
    public boolean fitsMaps(List<Integer> sizes) {
        return maps.entrySet().stream()
                .allMatch(map -> map.getKey() < sizes.size() && map.getValue().size() == sizes.get(map.getKey()));
    }

    /// `amount · vector` more in the styles of these layers.
    ///
    /// **Shapes** `vector: [s]`. **Errors** [IllegalArgumentException] for a layer that is not there.
    ///
    /// @param layers from 0 for the coarsest; empty for all
    public DecoderShift plus(float[] vector, double amount, Collection<Integer> layers) {
        float[] moved = styles.clone();
        for (int layer : chosen(vector.length, layers)) {
            for (int i = 0; i < vector.length; i++) {
                moved[layer * vector.length + i] += (float) (amount * vector[i]);
            }
        }
        return new DecoderShift(moved, maps);
    }

    /// `amount · vector` more, where the vector says for the style of each layer what is its own. **Shapes** `vector:
    /// [layers · s]`.
    public DecoderShift plus(float[] vector, double amount) {
        requireAll(vector);
        float[] moved = styles.clone();
        for (int i = 0; i < moved.length; i++) {
            moved[i] += (float) (amount * vector[i]);
        }
        return new DecoderShift(moved, maps);
    }

    /// `amount · vector` more in what a layer makes. **Shapes** `vector: [C · H · W]`.
    public DecoderShift plusMap(int layer, float[] vector, double amount) {
        TreeMap<Integer, SparseVector> moved = new TreeMap<>(maps);
        moved.put(layer, map(layer, vector.length).plus(vector, amount));
        return new DecoderShift(styles, moved);
    }

    /// How far it goes along a vector of length 1 through what a layer makes. **Shapes** `vector: [C · H · W]`.
    public double alongMap(int layer, float[] vector) {
        return map(layer, vector.length).dot(vector);
    }

    private SparseVector map(int layer, int size) {
        SparseVector known = maps.get(layer);
        return known == null ? new SparseVector(size, new int[0], new float[0]) : known;
    }

    /// How far it goes along a vector of length 1 through the styles of all layers. **Shapes** `vector: [layers ·
    /// s]`.
    public double along(float[] vector) {
        requireAll(vector);
        double sum = 0;
        for (int i = 0; i < styles.length; i++) {
            sum += (double) vector[i] * styles[i];
        }
        return sum;
    }

    private void requireAll(float[] vector) {
        if (vector.length != styles.length) {
            throw new IllegalArgumentException(
                    "vector must have the numbers of all styles, " + styles.length + ", got " + vector.length);
        }
    }

    /// How far it goes along a vector of length 1, the mean of these layers.
    ///
    /// **Shapes** and **Errors** as [#plus(float[], double, Collection)].
    public double along(float[] vector, Collection<Integer> layers) {
        List<Integer> chosen = chosen(vector.length, layers);
        double sum = 0;
        for (int layer : chosen) {
            for (int i = 0; i < vector.length; i++) {
                sum += (double) vector[i] * styles[layer * vector.length + i];
            }
        }
        return sum / chosen.size();
    }

    private List<Integer> chosen(int styleDimension, Collection<Integer> layers) {
        int count = styles.length / styleDimension;
        if (count == 0 || styles.length % styleDimension != 0) {
            throw new IllegalArgumentException(
                    "vector must have as many numbers as a style, got " + styleDimension + " for " + styles.length);
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

    /// Σ weightᵢ · shiftᵢ.
    ///
    /// **Errors** [IllegalArgumentException] for shifts of different models.
    public static DecoderShift weighted(List<DecoderShift> shifts, double... weights) {
        int length =
                shifts.stream().mapToInt(shift -> shift.styles.length).max().orElse(0);
        DecoderShift sum = new DecoderShift(new float[length], Collections.emptySortedMap());
        for (int i = 0; i < shifts.size(); i++) {
            DecoderShift shift = shifts.get(i);
            sum = shift.styles.length == 0 ? sum : sum.plus(shift.styles, weights[i]);
            for (Map.Entry<Integer, SparseVector> map : shift.maps.entrySet()) {
                sum = sum.plusMap(map.getKey(), map.getValue().dense(), weights[i]);
            }
        }
        return sum;
    }

    /// A point on the straight way from one shift to another; a missing one moves nothing.
    ///
    /// @return null where both are missing
    public static @Nullable DecoderShift between(@Nullable DecoderShift a, @Nullable DecoderShift b, double t) {
        if ((a == null && b == null) || (a != null && b != null && !a.isOneModelsWith(b))) {
            return t < 0.5 ? a : b;
        }
        return weighted(List.of(a == null ? NONE : a, b == null ? NONE : b), 1 - t, t);
    }

    private boolean isOneModelsWith(DecoderShift other) {
        boolean styled = styles.length == 0 || other.styles.length == 0 || styles.length == other.styles.length;
        return styled
                && maps.entrySet().stream().allMatch(map -> {
                    SparseVector there = other.maps.get(map.getKey());
                    return there == null || there.size() == map.getValue().size();
                });
    }

    /// The styles moved. **Shapes** `own: [layers][s]`, left as they are.
    public float[][] applied(float[][] own) {
        float[][] moved = new float[own.length][];
        int at = 0;
        for (int layer = 0; layer < moved.length; layer++) {
            moved[layer] = own[layer].clone();
            for (int i = 0; styles.length > 0 && i < moved[layer].length; i++) {
                moved[layer][i] += styles[at++];
            }
        }
        return moved;
    }

    /// Whether both move the same; styles that are not moved need not be as many.
    @Override
    public boolean equals(Object other) {
        return other instanceof DecoderShift that
                && maps.equals(that.maps)
                && (Arrays.equals(styles, that.styles) || (!movesStyles() && !that.movesStyles()));
    }

    @Override
    public int hashCode() {
        return 31 * (movesStyles() ? Arrays.hashCode(styles) : 0) + maps.hashCode();
    }

    @Override
    public String toString() {
        return "DecoderShift[" + styles.length + ", " + maps + "]";
    }
}
