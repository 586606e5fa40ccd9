package studio.latent.app.explore;

import java.util.List;
import studio.latent.engine.model.Latent;

/// Latents between latents.
///
/// In many dimensions latents drawn from a Gaussian prior lie near a sphere, and a plain average lies far inside it,
/// where the model has seen little. Arc, curve and plane therefore keep the length: that of the result is the average
/// of the lengths by the same weights.
final class LatentMix {
    private LatentMix() {}

    /// The point of a square between four corners (top left, top right, bottom left, bottom right).
    ///
    /// @param u from left to right, in [0, 1]
    /// @param v from top to bottom, in [0, 1]
    static Latent bilinear(List<Latent> corners, double u, double v) {
        double[] weights = {(1 - u) * (1 - v), u * (1 - v), (1 - u) * v, u * v};
        return weighted(corners, weights, length(corners, weights));
    }

    /// The point at `t` in [0, 1] on the path through `points`; pins are evenly spaced in t.
    static Latent onPath(PathViewModel.Kind kind, List<Latent> points, boolean loop, double t) {
        int n = points.size();
        int segments = loop ? n : n - 1;
        double x = t * segments;
        int k = Math.min((int) x, segments - 1);
        double f = x - k;
        if (f <= 0 || f >= 1) {
            return points.get((k + (f >= 1 ? 1 : 0)) % n);
        }
        Latent a = points.get(k);
        Latent b = points.get((k + 1) % n);
        return switch (kind) {
            case LERP -> weighted(List.of(a, b), new double[] {1 - f, f}, Double.NaN);
            case SLERP -> slerp(a, b, f);
            case SPLINE -> {
                Latent before = points.get(loop ? (k + n - 1) % n : Math.max(0, k - 1));
                Latent after = points.get(loop ? (k + 2) % n : Math.min(n - 1, k + 2));
                List<Latent> near = List.of(before, a, b, after);
                yield weighted(near, catmullRom(f), Math.max(0, length(near, catmullRom(f))));
            }
        };
    }

    /// Directions along the great circle, lengths linearly. Nearly parallel or opposite latents have no circle of their
    /// own and are mixed on the straight line.
    ///
    /// **Source** Shoemake, Animating rotation with quaternion curves, 1985; White, Sampling generative
    /// networks, 2016.
    private static Latent slerp(Latent a, Latent b, double f) {
        double la = norm(a);
        double lb = norm(b);
        double dot = 0;
        for (int i = 0; i < a.dimension(); i++) {
            dot += (double) a.values()[i] * b.values()[i];
        }
        double angle = la > 0 && lb > 0 ? Math.acos(Math.clamp(dot / (la * lb), -1, 1)) : 0;
        double sine = Math.sin(angle);
        if (sine < 1e-6) {
            return weighted(List.of(a, b), new double[] {1 - f, f}, Double.NaN);
        }
        double length = (1 - f) * la + f * lb;
        double[] weights = {length * Math.sin((1 - f) * angle) / (sine * la), length * Math.sin(f * angle) / (sine * lb)
        };
        return weighted(List.of(a, b), weights, Double.NaN);
    }

    /// Weights of the points before, at, after and behind a stretch.
    ///
    /// **Source** Catmull and Rom, A class of local interpolating splines, 1974, with tension ½.
    private static double[] catmullRom(double f) {
        double f2 = f * f;
        double f3 = f2 * f;
        return new double[] {
            0.5 * (-f + 2 * f2 - f3), 0.5 * (2 - 5 * f2 + 3 * f3), 0.5 * (f + 4 * f2 - 3 * f3), 0.5 * (f3 - f2)
        };
    }

    private static double length(List<Latent> latents, double[] weights) {
        double length = 0;
        for (int k = 0; k < weights.length; k++) {
            length += weights[k] * norm(latents.get(k));
        }
        return length;
    }

    /// The weighted sum, brought to `length` where that is a number and the sum has a direction.
    private static Latent weighted(List<Latent> latents, double[] weights, double length) {
        double[] sum = new double[latents.getFirst().dimension()];
        double square = 0;
        for (int i = 0; i < sum.length; i++) {
            for (int k = 0; k < weights.length; k++) {
                sum[i] += weights[k] * latents.get(k).values()[i];
            }
            square += sum[i] * sum[i];
        }
        double scale = Double.isNaN(length) || square < 1e-12 ? 1 : length / Math.sqrt(square);
        float[] values = new float[sum.length];
        for (int i = 0; i < sum.length; i++) {
            values[i] = (float) (scale * sum[i]);
        }
        return new Latent(values);
    }

    private static double norm(Latent latent) {
        double square = 0;
        for (float value : latent.values()) {
            square += (double) value * value;
        }
        return Math.sqrt(square);
    }
}
