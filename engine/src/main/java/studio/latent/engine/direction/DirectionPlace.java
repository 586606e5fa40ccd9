package studio.latent.engine.direction;

import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;

/// Where directions are looked for: in which space, and for which layers.
///
/// @param layers the layers whose styles a direction in w or w+ moves, from 0 for the coarsest; empty for all. In
/// feature maps the layer that makes them, from 0 for the first behind the latent; empty for the usual one
public record DirectionPlace(DirectionSpace space, SortedSet<Integer> layers) {
    /// The latents that a model draws.
    public static final DirectionPlace LATENTS = new DirectionPlace(DirectionSpace.Z, new TreeSet<>());

    public DirectionPlace {
        layers = Collections.unmodifiableSortedSet(new TreeSet<>(layers));
        if (!layers.isEmpty() && layers.first() < 0) {
            throw new IllegalArgumentException("layers must be at least 0, got " + layers.first());
        }
        if (space.isOfLatents() && !layers.isEmpty()) {
            throw new IllegalArgumentException("layers belong to directions inside a decoder, got " + layers + " in Z");
        }
        if (space == DirectionSpace.FEATURE_MAPS && layers.size() > 1) {
            throw new IllegalArgumentException("feature maps are those of one layer, got " + layers);
        }
    }

    /// The layers whose styles are moved, coarse ones first.
    ///
    /// @param styleLayers the generator's layers
    public List<Integer> movedLayers(int styleLayers) {
        return layers.isEmpty() ? IntStream.range(0, styleLayers).boxed().toList() : List.copyOf(layers);
    }

    /// The groups of layers whose styles are moved alike: in w all of the place's layers, in w+ each by itself.
    ///
    /// **Errors** [IllegalStateException] where no styles are moved.
    ///
    /// @param styleLayers the generator's layers
    public List<List<Integer>> movedTogether(int styleLayers) {
        List<Integer> moved = movedLayers(styleLayers);
        return switch (space) {
            case Z, FEATURE_MAPS -> throw new IllegalStateException("directions in " + space + " move no styles");
            case W -> List.of(moved);
            case W_PLUS -> moved.stream().map(List::of).toList();
        };
    }
}
