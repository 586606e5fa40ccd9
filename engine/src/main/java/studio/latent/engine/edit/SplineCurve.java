package studio.latent.engine.edit;

import java.util.List;
import studio.latent.engine.model.Latent;

/// One segment of the smooth path; see [LatentPath.Spline].
final class SplineCurve {
    private SplineCurve() {}

    /// Catmull-Rom as a weighted sum of the four keys around; a missing neighbour lies on the straight
    /// continuation.
    static Latent flat(List<Latent> keys, boolean loop, PathSegment segment) {
        double f = segment.fraction();
        Latent a = keys.get(segment.from());
        Latent b = keys.get(segment.to());
        int before = neighbour(keys, loop, segment.from(), -1);
        int after = neighbour(keys, loop, segment.to(), 1);
        // Hermite basis: ends a, b; slopes at the ends.
        double slopeA = f * (1 - f) * (1 - f);
        double slopeB = f * f * (f - 1);
        double weightB = f * f * (3 - 2 * f);
        double[] point = Vectors.weightedSum(List.of(a, b), 1 - weightB, weightB);
        double[] atA = before < 0
                ? Vectors.weightedSum(List.of(a, b), -1, 1)
                : Vectors.weightedSum(List.of(keys.get(before), b), -0.5, 0.5);
        double[] atB = after < 0
                ? Vectors.weightedSum(List.of(a, b), -1, 1)
                : Vectors.weightedSum(List.of(a, keys.get(after)), -0.5, 0.5);
        for (int i = 0; i < point.length; i++) {
            point[i] += slopeA * atA[i] + slopeB * atB[i];
        }
        return Vectors.latent(1, point);
    }

    /// squad(t) = slerp(slerp(p, q; t), slerp(s, r; t); 2t(1 − t)) with control points s and r of the keys p
    /// and q.
    static Latent spherical(List<Latent> keys, boolean loop, PathSegment segment) {
        double f = segment.fraction();
        double[] p = Sphere.direction(keys.get(segment.from()));
        double[] q = Sphere.direction(keys.get(segment.to()));
        double[] s = control(keys, loop, segment.from());
        double[] r = control(keys, loop, segment.to());
        double[] direction = Sphere.slerp(Sphere.slerp(p, q, f), Sphere.slerp(s, r, f), 2 * f * (1 - f));
        return Vectors.latent(length(keys, loop, segment), direction);
    }

    /// exp_p(−(log_p(next) + log_p(previous)) / 4). With it the curve's velocity at p is (log_p(next) −
    /// log_p(previous)) / 2 from both sides. At an open end it is p itself.
    private static double[] control(List<Latent> keys, boolean loop, int index) {
        double[] p = Sphere.direction(keys.get(index));
        int before = neighbour(keys, loop, index, -1);
        int after = neighbour(keys, loop, index, 1);
        if (before < 0 || after < 0) {
            return p;
        }
        double[] tangent = Sphere.logarithm(p, Sphere.direction(keys.get(before)));
        double[] ahead = Sphere.logarithm(p, Sphere.direction(keys.get(after)));
        for (int i = 0; i < tangent.length; i++) {
            tangent[i] += ahead[i];
        }
        return Sphere.exponential(p, tangent, -0.25);
    }

    private static double length(List<Latent> keys, boolean loop, PathSegment segment) {
        double f = segment.fraction();
        double a = Vectors.length(keys.get(segment.from()));
        double b = Vectors.length(keys.get(segment.to()));
        double weightB = f * f * (3 - 2 * f);
        double slopeA = f * (1 - f) * (1 - f) * lengthSlope(keys, loop, segment.from(), b - a);
        double slopeB = f * f * (f - 1) * lengthSlope(keys, loop, segment.to(), b - a);
        return a + weightB * (b - a) + slopeA + slopeB;
    }

    /// 0 at a turning point, else the harmonic mean of the differences around: enough for a monotone cubic.
    private static double lengthSlope(List<Latent> keys, boolean loop, int index, double difference) {
        int before = neighbour(keys, loop, index, -1);
        int after = neighbour(keys, loop, index, 1);
        if (before < 0 || after < 0) {
            return difference;
        }
        double here = Vectors.length(keys.get(index));
        double arriving = here - Vectors.length(keys.get(before));
        double leaving = Vectors.length(keys.get(after)) - here;
        return arriving * leaving <= 0 ? 0 : 2 * arriving * leaving / (arriving + leaving);
    }

    /// Index of the key before (−1) or after (+1), or −1 past an open end.
    private static int neighbour(List<Latent> keys, boolean loop, int index, int step) {
        int neighbour = index + step;
        int count = keys.size();
        if (loop) {
            return Math.floorMod(neighbour, count);
        }
        return neighbour < count ? neighbour : -1;
    }
}
