package studio.latent.app.session;

import java.util.Locale;
import java.util.Map;
import studio.latent.engine.generate.Recipe;
import studio.latent.engine.model.Latent;

/// What is on the canvas: a point of a model's latent space and how it was made.
///
/// @param model name of the model, as its card says
public record LatentState(String model, Latent latent, Origin origin) {
    public LatentState {
        if (model.isBlank()) {
            throw new IllegalArgumentException("model must not be blank");
        }
        if (latent.dimension() < 1) {
            throw new IllegalArgumentException("latent must have at least 1 value, got 0");
        }
    }

    /// How to make this state's image again: by its seed when it was drawn from one, else by its numbers.
    public Recipe recipe(String modelHash, String version) {
        return switch (origin) {
            case Origin.Seed(long seed, var prior, double temperature) ->
                new Recipe(
                        model,
                        modelHash,
                        seed,
                        null,
                        Map.of(
                                "prior", prior.name().toLowerCase(Locale.ROOT),
                                "temperature", Double.toString(temperature)),
                        version);
            case Origin.Axis _,
                    Origin.Coordinate _,
                    Origin.Centre _,
                    Origin.Plane _,
                    Origin.Path _,
                    Origin.Arithmetic _,
                    Origin.Encoded _,
                    Origin.Restored _ -> new Recipe(model, modelHash, null, latent, Map.of(), version);
        };
    }
}
