package studio.latent.engine.edit;

import java.util.ArrayList;
import java.util.List;
import studio.latent.engine.model.Latent;

/// A curve through key latents. It passes through the keys exactly, which are evenly spaced in t.
///
/// In many dimensions latents drawn from N(0, I) lie near a sphere, and the straight line between two of them
/// leads far inside, where the model has seen little. [Slerp] and [Spline] therefore treat a latent as
/// direction and length.
public sealed interface LatentPath {
    /// Whether the path goes on from the last key to the first.
    boolean loop();

    /// The latent at `t` in [0, 1]: 0 is the first key, 1 the last, or the first again on a loop.
    ///
    /// **Errors** [IllegalArgumentException] for fewer than 2 keys, keys of several dimensions, t out of
    /// range.
    Latent at(List<Latent> keys, double t);

    /// `count` latents evenly spaced in t. An open path shows both ends. A loop does not show its start
    /// twice, so that frames played in a circle move evenly.
    default List<Latent> frames(List<Latent> keys, int count) {
        if (count < 2) {
            throw new IllegalArgumentException("path: at least 2 frames are needed, got " + count);
        }
        List<Latent> frames = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            frames.add(at(keys, (double) i / (loop() ? count : count - 1)));
        }
        return frames;
    }

    /// Straight lines.
    record Lerp(boolean loop) implements LatentPath {
        @Override
        public Latent at(List<Latent> keys, double t) {
            PathSegment segment = PathSegment.locate(keys, loop, t);
            if (segment.isAtKey()) {
                return segment.key(keys);
            }
            return straight(keys.get(segment.from()), keys.get(segment.to()), segment.fraction());
        }

        static Latent straight(Latent a, Latent b, double fraction) {
            return Vectors.latent(1, Vectors.weightedSum(List.of(a, b), 1 - fraction, fraction));
        }
    }

    /// Great circles: the direction turns evenly along the shorter arc, the length changes linearly.
    ///
    /// Nearly parallel keys are mixed on the straight line, which is the limit of the arc. Opposite keys have
    /// no shorter arc; they are joined by a half circle through the coordinate axis that is most nearly at
    /// right angles to them, so that the path keeps its length there too and every machine takes the same
    /// one. A key of length 0, and any key in one dimension, has no direction to turn: there the path is
    /// straight.
    ///
    /// **Source** Shoemake, "Animating rotation with quaternion curves", 1985; for latents White, "Sampling
    /// generative networks", 2016. Lengths are ours.
    record Slerp(boolean loop) implements LatentPath {
        @Override
        public Latent at(List<Latent> keys, double t) {
            PathSegment segment = PathSegment.locate(keys, loop, t);
            if (segment.isAtKey()) {
                return segment.key(keys);
            }
            Latent a = keys.get(segment.from());
            Latent b = keys.get(segment.to());
            double f = segment.fraction();
            double from = Vectors.length(a);
            double to = Vectors.length(b);
            if (from == 0 || to == 0 || a.dimension() < 2) {
                return Lerp.straight(a, b, f);
            }
            double[] direction = Sphere.slerp(Sphere.direction(a), Sphere.direction(b), f);
            return Vectors.latent((1 - f) * from + f * to, direction);
        }
    }

    /// A smooth curve: direction and its rate of change are continuous also at the keys (C1).
    ///
    /// The direction follows a spherical quadrangle (squad), whose tangent at a key is the mean of the arcs
    /// that arrive and leave, as in a Catmull-Rom spline. The length follows a monotone cubic, so that it
    /// never leaves the lengths of the two keys around. With two keys of an open path this is [Slerp], up to
    /// the length's easing. If any key has length 0, or in one dimension, the path is the plain Catmull-Rom
    /// spline.
    ///
    /// **Source** squad: Shoemake, "Quaternion calculus and fast animation", 1987, with logarithm and
    /// exponential of the sphere in d dimensions in place of the quaternions'. Length: Fritsch and Butland,
    /// "A method for constructing local monotone piecewise cubic interpolants", 1984. Catmull and Rom, 1974,
    /// tension ½.
    record Spline(boolean loop) implements LatentPath {
        @Override
        public Latent at(List<Latent> keys, double t) {
            PathSegment segment = PathSegment.locate(keys, loop, t);
            if (segment.isAtKey()) {
                return segment.key(keys);
            }
            boolean flat = keys.getFirst().dimension() < 2 || keys.stream().anyMatch(key -> Vectors.length(key) == 0);
            return flat ? SplineCurve.flat(keys, loop, segment) : SplineCurve.spherical(keys, loop, segment);
        }
    }
}
