package studio.latent.engine.direction;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a direction was found.
///
/// @param dataset name of the data set; empty where none was used
/// @param attribute `attribute=value`; empty where the sides were not an attribute's
/// @param without attributes whose directions were projected out
/// @param plus latents on the plus side; for a method without sides, latents in all
/// @param minus latents on the minus side
/// @param seed of everything that was drawn
/// @param disentangling how strongly the direction was turned away from [SideEffects]; null for not at all
public record DirectionOrigin(
        DirectionMethod method,
        String dataset,
        String attribute,
        List<String> without,
        int plus,
        int minus,
        long seed,
        @Nullable Double disentangling) {
    public DirectionOrigin {
        without = List.copyOf(without);
        if (disentangling != null && !(disentangling > 0)) {
            throw new IllegalArgumentException("disentangling must be above 0, got " + disentangling);
        }
        if (plus < 0 || minus < 0) {
            throw new IllegalArgumentException("plus and minus must not be negative, got " + plus + " and " + minus);
        }
    }

    /// Of a direction that was not disentangled.
    public DirectionOrigin(
            DirectionMethod method,
            String dataset,
            String attribute,
            List<String> without,
            int plus,
            int minus,
            long seed) {
        this(method, dataset, attribute, without, plus, minus, seed, null);
    }

    /// Of a method that looks at `count` latents, or at weights alone.
    static DirectionOrigin unlabelled(DirectionMethod method, int count, long seed) {
        return new DirectionOrigin(method, "", "", List.of(), count, 0, seed);
    }
}
