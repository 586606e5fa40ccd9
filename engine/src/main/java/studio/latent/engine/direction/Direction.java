package studio.latent.engine.direction;

import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.model.Latent;
import studio.latent.engine.model.StyleShift;

/// A named way through a latent space: where along it latents lie, and how to move one.
///
/// **Shapes** `vector: [d]`, of length 1; it is not written to afterwards: in z a latent's numbers, in w a style's,
/// in w+ those of all layers' styles, layer after layer, 0 in a layer that it does not move.
///
/// **Units** coordinates are standard deviations of latents along the direction, counted from their mean.
///
/// @param layers the layers whose styles it moves, from 0; empty for all, and for a model that takes its latent
/// once
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
        return space == DirectionSpace.Z ? DirectionPlace.LATENTS : new DirectionPlace(space, new TreeSet<>(layers));
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
        requireStyles();
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

    /// Whether it moves styles and not latents.
    public boolean movesStyles() {
        return space.isOfStyles();
    }

    /// Whether it can move the styles of a generator with so many layers.
    ///
    /// @param styleDimension numbers of a style
    public boolean fitsStyles(int styleLayers, int styleDimension) {
        int numbers = space == DirectionSpace.W ? styleDimension : styleLayers * styleDimension;
        return movesStyles() && vector.length == numbers && layers.stream().allMatch(layer -> layer < styleLayers);
    }

    /// How far styles that are moved so lie along it from where they were; in w the mean of its layers.
    ///
    /// **Units** standard deviations.
    public double coordinate(StyleShift shift) {
        requireStyles();
        double along = space == DirectionSpace.W ? shift.along(vector, layers) : shift.along(vector);
        return along / calibration.deviation();
    }

    /// Styles moved by so many standard deviations more, in the direction's layers.
    public StyleShift moved(StyleShift shift, double by) {
        requireStyles();
        double amount = by * calibration.deviation();
        return space == DirectionSpace.W ? shift.plus(vector, amount, layers) : shift.plus(vector, amount);
    }

    private void requireStyles() {
        if (!movesStyles()) {
            throw new IllegalStateException("direction '" + name + "' points in " + space + " and moves no styles");
        }
    }

    private void requireFit(Latent latent) {
        if (space != DirectionSpace.Z) {
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
