package studio.latent.app.explore;

import studio.latent.engine.model.Latent;
import studio.latent.engine.model.LatentGeometry;

/// Where a latent lies along a principal direction, and how it moves there.
///
/// **Units** standard deviations of the encoded data from their mean. A direction in which the data do not vary is
/// measured in latent units instead.
final class AxisMove {
    private static final float NO_SPREAD = 1e-6f;

    private AxisMove() {}

    static double position(LatentGeometry geometry, Latent latent, int axis) {
        double sum = 0;
        for (int i = 0; i < latent.dimension(); i++) {
            sum += (latent.values()[i] - geometry.mean()[i]) * geometry.axes()[axis][i];
        }
        return sum / unit(geometry, axis);
    }

    /// The latent at `position` along `axis`; along the other directions it stays where it is.
    static Latent to(LatentGeometry geometry, Latent latent, int axis, double position) {
        double by = (position - position(geometry, latent, axis)) * unit(geometry, axis);
        float[] moved = latent.values().clone();
        for (int i = 0; i < moved.length; i++) {
            moved[i] = (float) (moved[i] + by * geometry.axes()[axis][i]);
        }
        return new Latent(moved);
    }

    private static double unit(LatentGeometry geometry, int axis) {
        return geometry.deviations()[axis] > NO_SPREAD ? geometry.deviations()[axis] : 1;
    }
}
