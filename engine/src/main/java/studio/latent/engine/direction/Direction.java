package studio.latent.engine.direction;

import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.model.DecoderShift;
import studio.latent.engine.model.Latent;

/// A named way through a latent space: where along it latents lie, and how to move one.
///
/// **Shapes** `vector: [d]`, of length 1; it is not written to afterwards: in z a latent's numbers, in w a style's,
/// in w+ those of all layers' styles, layer after layer, 0 in a layer that it does not move; in feature maps those
/// that a layer makes of an image, channel after channel.
///
/// **Units** coordinates are standard deviations of latents along the direction, counted from their mean.
///
/// @param layers the layers whose styles it moves, from 0; empty for all, and for a model that takes its latent
/// once; in feature maps the one layer that makes them
/// @param confidence null where it was not measured
/// @param leak null where it was not measured
public record Direction(
        String name,
        DirectionSpace space,
        float[] vector,
        Calibration calibration,
        List<Integer> layers,
        DirectionOrigin origin,
        @Nullable Confidence confidence,
        @Nullable Leak leak) {
    private static final int LONGEST_NAME = 80;
    private static final double ROUNDING = 1e-4;

    public Direction {
        if (name.isBlank() || name.length() > LONGEST_NAME || !name.equals(name.strip())) {
            throw new IllegalArgumentException(
                    "name must have 1 to " + LONGEST_NAME + " characters and no space at its ends, got '" + name + "'");
        }
        double length = Math.sqrt(UnitVectors.dot(vector, vector));
        if (!(Math.abs(length - 1) <= ROUNDING)) {
            throw new IllegalArgumentException("vector must have length 1, has " + length);
        }
        layers = List.copyOf(layers);
        if (layers.stream().anyMatch(layer -> layer < 0)
                || layers.stream().distinct().count() < layers.size()) {
            throw new IllegalArgumentException("layers must be different and not negative, got " + layers);
        }
        if (space == DirectionSpace.FEATURE_MAPS && layers.size() != 1) {
            throw new IllegalArgumentException("feature maps are those of one layer, got " + layers);
        }
    }

    /// One of which no figures are known.
    static Direction of(
            String name, DirectionSpace space, double[] unit, Calibration calibration, DirectionOrigin origin) {
        return new Direction(name, space, UnitVectors.floats(unit), calibration, List.of(), origin, null, null);
    }

    public int dimension() {
        return vector.length;
    }

    /// The space that it points in, and the layers where it is applied.
    public DirectionPlace place() {
        return space.isOfLatents() ? DirectionPlace.LATENTS : new DirectionPlace(space, new TreeSet<>(layers));
    }

    public Direction named(String other) {
        return new Direction(other, space, vector, calibration, layers, origin, confidence, leak);
    }

    public Direction with(Confidence measured) {
        return new Direction(name, space, vector, calibration, layers, origin, measured, leak);
    }

    public Direction with(Leak measured) {
        return new Direction(name, space, vector, calibration, layers, origin, confidence, measured);
    }

    public Direction inLayers(List<Integer> chosen) {
        return new Direction(name, space, vector, calibration, chosen, origin, confidence, leak);
    }

    /// Where a latent lies along the direction.
    public double coordinate(Latent latent) {
        requireFit(latent);
        return coordinateOf(latent.values());
    }

    /// Where styles lie along it that a latent is mapped to, one for all layers. **Shapes** `[layers][s]`.
    public double coordinateOf(float[][] styles) {
        if (!space.isOfStyles()) {
            throw new IllegalStateException("direction '" + name + "' points in " + space + " and moves no styles");
        }
        if (space == DirectionSpace.W) {
            return coordinateOf(styles[0]);
        }
        int s = styles[0].length;
        float[] all = new float[styles.length * s];
        for (int layer = 0; layer < styles.length; layer++) {
            System.arraycopy(styles[layer], 0, all, layer * s, s);
        }
        return coordinateOf(all);
    }

    /// Where feature maps lie along it that a latent is turned into. **Shapes** `[C · H · W]`.
    public double coordinateOfMaps(float[] maps) {
        if (space != DirectionSpace.FEATURE_MAPS) {
            throw new IllegalStateException("direction '" + name + "' points in " + space + " and moves no maps");
        }
        return coordinateOf(maps);
    }

    private double coordinateOf(float[] point) {
        return (UnitVectors.dot(vector, point) - calibration.centre()) / calibration.deviation();
    }

    /// `latent` moved by so many standard deviations.
    public Latent moved(Latent latent, double by) {
        requireFit(latent);
        float[] values = new float[vector.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (latent.values()[i] + by * calibration.deviation() * vector[i]);
        }
        return new Latent(values);
    }

    /// `latent` brought to a coordinate along the direction; at right angles to it, it stays where it is.
    public Latent at(Latent latent, double coordinate) {
        return moved(latent, coordinate - coordinate(latent));
    }

    /// Whether it moves latents, and not what a decoder makes of them.
    public boolean movesLatents() {
        return space.isOfLatents();
    }

    /// Whether it can move the styles of a generator with so many layers.
    ///
    /// @param styleDimension numbers of a style
    public boolean fitsStyles(int styleLayers, int styleDimension) {
        int numbers = space == DirectionSpace.W ? styleDimension : styleLayers * styleDimension;
        return space.isOfStyles() && vector.length == numbers && layers.stream().allMatch(layer -> layer < styleLayers);
    }

    /// Whether it can move the maps of a decoder whose layers make so many numbers each.
    public boolean fitsMaps(List<Integer> sizes) {
        return space == DirectionSpace.FEATURE_MAPS
                && layers.getFirst() < sizes.size()
                && vector.length == sizes.get(layers.getFirst());
    }

    /// How far what is moved so lies along it from where it was; in w the mean of its layers.
    ///
    /// **Units** standard deviations.
    public double coordinate(DecoderShift shift) {
        double along = switch (space) {
            case Z -> throw movesNothingBehind();
            case W -> shift.along(vector, layers);
            case W_PLUS -> shift.along(vector);
            case FEATURE_MAPS -> shift.alongMap(layers.getFirst(), vector);
        };
        return along / calibration.deviation();
    }

    /// Styles or maps moved by so many standard deviations more, in the direction's layers.
    public DecoderShift moved(DecoderShift shift, double by) {
        double amount = by * calibration.deviation();
        return switch (space) {
            case Z -> throw movesNothingBehind();
            case W -> shift.plus(vector, amount, layers);
            case W_PLUS -> shift.plus(vector, amount);
            case FEATURE_MAPS -> shift.plusMap(layers.getFirst(), vector, amount);
        };
    }

    private IllegalStateException movesNothingBehind() {
        return new IllegalStateException("direction '" + name + "' points in Z and moves nothing behind it");
    }

    private void requireFit(Latent latent) {
        if (!space.isOfLatents()) {
            throw new IllegalStateException("direction '" + name + "' points in " + space + " and moves no latent");
        }
        if (latent.dimension() != vector.length) {
            throw new IllegalArgumentException(
                    "direction: the latent must have dimension " + vector.length + ", got " + latent.dimension());
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Direction that
                && name.equals(that.name)
                && space == that.space
                && Arrays.equals(vector, that.vector)
                && calibration.equals(that.calibration)
                && layers.equals(that.layers)
                && origin.equals(that.origin);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + Arrays.hashCode(vector);
    }

    @Override
    public String toString() {
        return "Direction[" + name + ", " + vector.length + "]";
    }
}
