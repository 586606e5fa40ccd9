package studio.latent.engine.generate;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.model.Latent;

/// How a picture was made: enough to make it again, bit for bit, with the same model.
///
/// @param model name of the model
/// @param modelHash content hash of its weights
/// @param seed the seed, when the latent was drawn from one
/// @param latent the exact latent, when it was not: an edited, encoded or interpolated one
/// @param settings further settings as text (`prior`, `temperature`)
/// @param version version of the studio
public record Recipe(
        String model,
        String modelHash,
        @Nullable Long seed,
        @Nullable Latent latent,
        Map<String, String> settings,
        String version) {
    public Recipe {
        if ((seed == null) == (latent == null)) {
            throw new IllegalArgumentException("a recipe has either a seed or a latent");
        }
    }
}
