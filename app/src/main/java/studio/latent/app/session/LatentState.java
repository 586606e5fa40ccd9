package studio.latent.app.session;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.generate.Recipe;
import studio.latent.engine.generate.SamplerSettings;
import studio.latent.engine.model.Latent;

/// What is on the canvas: a point of a model's latent space and how it was made.
///
/// @param model name of the model, as its card says
/// @param sampling how a model that denoises samples it; null for other models, and for a state that is to be
/// sampled as the one under the hand
public record LatentState(
        String model,
        Latent latent,
        Origin origin,
        @Nullable SamplerSettings sampling) {
    public LatentState {
        if (model.isBlank()) {
            throw new IllegalArgumentException("model must not be blank");
        }
        if (latent.dimension() < 1) {
            throw new IllegalArgumentException("latent must have at least 1 value, got 0");
        }
    }

    /// A state that is sampled as the one under the hand, where the model samples.
    public LatentState(String model, Latent latent, Origin origin) {
        this(model, latent, origin, null);
    }

    /// The same, sampled otherwise.
    public LatentState sampledBy(@Nullable SamplerSettings settings) {
        return new LatentState(model, latent, origin, settings);
    }

    /// What to ask a bench for; models that decode in one step do not look at it.
    public SamplerSettings samplingOrUsual() {
        return sampling == null ? SamplerSettings.DEFAULTS : sampling;
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
                        settings(Map.of(
                                "prior", prior.name().toLowerCase(Locale.ROOT),
                                "temperature", Double.toString(temperature))),
                        version);
            case Origin.Axis _,
                    Origin.Coordinate _,
                    Origin.Centre _,
                    Origin.Plane _,
                    Origin.Path _,
                    Origin.Arithmetic _,
                    Origin.Encoded _,
                    Origin.Restored _ -> new Recipe(model, modelHash, null, latent, settings(Map.of()), version);
        };
    }

    private Map<String, String> settings(Map<String, String> drawn) {
        Map<String, String> all = new TreeMap<>(drawn);
        if (sampling != null) {
            all.putAll(sampling.texts());
        }
        return Map.copyOf(all);
    }
}
