package studio.latent.engine.direction;

import java.util.ArrayList;
import java.util.List;

/// Lengths, angles and projections of directions, summed in double.
final class UnitVectors {
    /// Shares of a vector below this are rounding.
    private static final double NOTHING = 1e-9;

    private UnitVectors() {}

    static double dot(float[] x, float[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += (double) x[i] * y[i];
        }
        return sum;
    }

    static double dot(double[] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i] * y[i];
        }
        return sum;
    }

    /// The direction of a vector.
    ///
    /// **Errors** [IllegalArgumentException] for a vector of length 0 or one that is not finite.
    static double[] unit(double[] x) {
        double length = Math.sqrt(dot(x, x));
        if (!(length > 0) || !Double.isFinite(length)) {
            throw new IllegalArgumentException("direction: its length must be positive, got " + length);
        }
        double[] unit = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            unit[i] = x[i] / length;
        }
        return unit;
    }

    static float[] floats(double[] x) {
        float[] values = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            values[i] = (float) x[i];
        }
        return values;
    }

    static double[] doubles(float[] x) {
        double[] values = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            values[i] = x[i];
        }
        return values;
    }

    /// What is left of `direction` at right angles to all `others`; not of length 1.
    ///
    /// **Source** conditional manipulation: Shen et al., "InterFaceGAN", 2020, §3.3; several others by modified
    /// Gram-Schmidt, twice.
    static double[] without(double[] direction, List<double[]> others) {
        List<double[]> basis = new ArrayList<>();
        for (double[] other : others) {
            double[] rest = removed(removed(unit(other), basis), basis);
            if (dot(rest, rest) > NOTHING) {
                basis.add(unit(rest));
            }
        }
        return removed(removed(direction, basis), basis);
    }

    private static double[] removed(double[] x, List<double[]> basis) {
        double[] rest = x.clone();
        for (double[] axis : basis) {
            double share = dot(rest, axis);
            for (int i = 0; i < rest.length; i++) {
                rest[i] -= share * axis[i];
            }
        }
        return rest;
    }
}
