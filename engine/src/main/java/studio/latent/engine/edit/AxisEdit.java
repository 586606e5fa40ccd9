package studio.latent.engine.edit;

import studio.latent.engine.model.Latent;
import studio.latent.engine.model.LatentGeometry;

/// A latent's coordinates along the principal axes of the encoded data, and latents of other coordinates.
///
/// What lies at right angles to the axes is kept, so a round trip loses nothing when there are fewer axes
/// than dimensions.
///
/// **Units** standard deviations of the encoded data, counted from their mean. An axis along which the data
/// do not vary is measured in latent units.
public final class AxisEdit {
    private static final float NO_SPREAD = 1e-6f;

    private AxisEdit() {}

    /// **Shapes** `[k]`, one coordinate per axis.
    public static double[] coordinates(LatentGeometry geometry, Latent latent) {
        double[] coordinates = new double[geometry.axes().length];
        for (int axis = 0; axis < coordinates.length; axis++) {
            coordinates[axis] = coordinate(geometry, latent, axis);
        }
        return coordinates;
    }

    public static double coordinate(LatentGeometry geometry, Latent latent, int axis) {
        requireSpace(geometry, latent);
        float[] direction = geometry.axes()[axis];
        double sum = 0;
        for (int i = 0; i < direction.length; i++) {
            sum += ((double) latent.values()[i] - geometry.mean()[i]) * direction[i];
        }
        return sum / unit(geometry, axis);
    }

    /// `latent` brought to `coordinates` along the axes.
    ///
    /// **Shapes** `coordinates: [k]`.
    public static Latent withCoordinates(LatentGeometry geometry, Latent latent, double... coordinates) {
        if (coordinates.length != geometry.axes().length) {
            throw new IllegalArgumentException("axis edit: coordinates must be [" + geometry.axes().length + "], got ["
                    + coordinates.length + "]");
        }
        double[] moved = doubles(geometry, latent);
        for (int axis = 0; axis < coordinates.length; axis++) {
            add(moved, geometry, axis, coordinates[axis] - coordinate(geometry, latent, axis));
        }
        return Vectors.latent(1, moved);
    }

    /// `latent` brought to `coordinate` along one axis; along the others it stays where it is.
    public static Latent withCoordinate(LatentGeometry geometry, Latent latent, int axis, double coordinate) {
        double[] moved = doubles(geometry, latent);
        add(moved, geometry, axis, coordinate - coordinate(geometry, latent, axis));
        return Vectors.latent(1, moved);
    }

    private static void add(double[] moved, LatentGeometry geometry, int axis, double deviations) {
        double by = deviations * unit(geometry, axis);
        float[] direction = geometry.axes()[axis];
        for (int i = 0; i < moved.length; i++) {
            moved[i] += by * direction[i];
        }
    }

    private static double[] doubles(LatentGeometry geometry, Latent latent) {
        requireSpace(geometry, latent);
        double[] values = new double[latent.dimension()];
        for (int i = 0; i < values.length; i++) {
            values[i] = latent.values()[i];
        }
        return values;
    }

    private static double unit(LatentGeometry geometry, int axis) {
        return geometry.deviations()[axis] > NO_SPREAD ? geometry.deviations()[axis] : 1;
    }

    private static void requireSpace(LatentGeometry geometry, Latent latent) {
        if (latent.dimension() != geometry.dimension()) {
            throw new IllegalArgumentException("axis edit: the latent must have dimension " + geometry.dimension()
                    + ", got " + latent.dimension());
        }
    }
}
