package studio.latent.engine.edit;

import studio.latent.engine.model.Latent;

/// Great circles of the unit sphere in d ≥ 2 dimensions.
///
/// The logarithm of v at u is the tangent at u that points along the shorter great circle to v and is as long
/// as the arc; the exponential goes back. Opposite points have no shorter circle: the one through the
/// coordinate axis that is most nearly at right angles to them is taken, the same from either end.
final class Sphere {
    /// Arcs shorter than this, in radians, are straight to double precision.
    private static final double SHORT = 1e-8;

    private Sphere() {}

    /// The direction of a latent whose length is not 0.
    static double[] direction(Latent latent) {
        double length = Vectors.length(latent);
        double[] unit = new double[latent.dimension()];
        for (int i = 0; i < unit.length; i++) {
            unit[i] = latent.values()[i] / length;
        }
        return unit;
    }

    /// Length of the arc between two directions, in radians, exact also near 0 and π.
    ///
    /// **Source** Kahan, "How futile are mindless assessments of roundoff", 2006, §12.
    static double angle(double[] u, double[] v) {
        double difference = 0;
        double sum = 0;
        for (int i = 0; i < u.length; i++) {
            difference += (u[i] - v[i]) * (u[i] - v[i]);
            sum += (u[i] + v[i]) * (u[i] + v[i]);
        }
        return 2 * StrictMath.atan2(Math.sqrt(difference), Math.sqrt(sum));
    }

    static double[] logarithm(double[] u, double[] v) {
        double angle = angle(u, v);
        double[] tangent = Math.PI - angle < SHORT ? nearestAxis(u) : v.clone();
        double along = Vectors.dot(u, tangent);
        for (int i = 0; i < tangent.length; i++) {
            tangent[i] -= along * u[i];
        }
        double length = Vectors.length(tangent);
        double factor = length > 0 && angle >= SHORT ? angle / length : angle < SHORT ? 1 : 0;
        for (int i = 0; i < tangent.length; i++) {
            tangent[i] *= factor;
        }
        return tangent;
    }

    /// Where one arrives after `factor` times the tangent; a unit vector up to rounding, which is taken away.
    static double[] exponential(double[] u, double[] tangent, double factor) {
        double angle = Vectors.length(tangent);
        double arc = factor * angle;
        double forward = StrictMath.cos(arc);
        double sideways = angle < SHORT ? factor : StrictMath.sin(arc) / angle;
        double[] point = new double[u.length];
        for (int i = 0; i < point.length; i++) {
            point[i] = forward * u[i] + sideways * tangent[i];
        }
        double length = Vectors.length(point);
        for (int i = 0; i < point.length; i++) {
            point[i] /= length;
        }
        return point;
    }

    /// The point at `fraction` of the arc from u to v.
    ///
    /// **Source** Shoemake, "Animating rotation with quaternion curves", 1985, for d dimensions.
    static double[] slerp(double[] u, double[] v, double fraction) {
        return exponential(u, logarithm(u, v), fraction);
    }

    private static double[] nearestAxis(double[] u) {
        int least = 0;
        for (int i = 1; i < u.length; i++) {
            if (Math.abs(u[i]) < Math.abs(u[least])) {
                least = i;
            }
        }
        double[] axis = new double[u.length];
        axis[least] = 1;
        return axis;
    }
}
