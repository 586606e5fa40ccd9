package studio.latent.engine.edit;

import java.util.List;
import studio.latent.engine.model.Latent;

/// Where a path is: between which two keys, and how far from the first to the second.
///
/// @param from index of the key behind
/// @param to index of the key ahead
/// @param fraction in [0, 1]; 0 and 1 only exactly at a key
public record PathSegment(int from, int to, double fraction) {
    /// The segment at `t` in [0, 1] when keys are evenly spaced in t; a loop has one segment more, back to
    /// the start.
    static PathSegment locate(List<Latent> keys, boolean loop, double t) {
        Vectors.requireOneSpace("path", keys);
        return locate(keys.size(), loop, t);
    }

    /// The segment at `t` in [0, 1] of a path through `count` keys.
    ///
    /// **Errors** [IllegalArgumentException] for fewer than 2 keys and t out of range.
    public static PathSegment locate(int count, boolean loop, double t) {
        Vectors.requireShare("path: t", t);
        if (count < 2) {
            throw new IllegalArgumentException("path: at least 2 keys are needed, got " + count);
        }
        int segments = loop ? count : count - 1;
        double position = t * segments;
        int from = Math.min((int) position, segments - 1);
        return new PathSegment(from, (from + 1) % count, position - from);
    }

    boolean isAtKey() {
        return fraction <= 0 || fraction >= 1;
    }

    Latent key(List<Latent> keys) {
        return keys.get(fraction <= 0 ? from : to);
    }
}
