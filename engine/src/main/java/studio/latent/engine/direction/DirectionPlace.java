package studio.latent.engine.direction;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/// Where directions are looked for: in which space, and for which layers.
///
/// @param layers the layers that a direction in w is applied in, from 0 for the coarsest; empty for all
public record DirectionPlace(DirectionSpace space, SortedSet<Integer> layers) {
    /// The latents that a model draws.
    public static final DirectionPlace LATENTS = new DirectionPlace(DirectionSpace.Z, new TreeSet<>());

    public DirectionPlace {
        layers = Collections.unmodifiableSortedSet(new TreeSet<>(layers));
        if (!layers.isEmpty() && layers.first() < 0) {
            throw new IllegalArgumentException("layers must be at least 0, got " + layers.first());
        }
        if (space == DirectionSpace.Z && !layers.isEmpty()) {
            throw new IllegalArgumentException("layers belong to directions in W, got " + layers + " in Z");
        }
    }
}
