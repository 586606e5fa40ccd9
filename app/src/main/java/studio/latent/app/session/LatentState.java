package studio.latent.app.session;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.generate.Recipe;
import studio.latent.engine.generate.Rendering;
import studio.latent.engine.model.Capability;
import studio.latent.engine.model.Latent;
import studio.latent.engine.model.ModelCard;

/// What is on the canvas: a point of a model's latent space and how it was made.
///
/// @param model name of the model, as its card says
/// @param rendering how the model makes its image; null for a model that leaves no choice, and for a state that is to
/// be made as the one under the hand
public record LatentState(
        String model,
        Latent latent,
        Origin origin,
        @Nullable Rendering rendering) {
    public LatentState {
        if (model.isBlank()) {
            throw new IllegalArgumentException("model must not be blank");
        }
        if (latent.dimension() < 1) {
            throw new IllegalArgumentException("latent must have at least 1 value, got 0");
        }
    }

    /// A state whose image is made as that of the one under the hand, where the model denoises.
    public LatentState(String model, Latent latent, Origin origin) {
        this(model, latent, origin, null);
    }

    /// The same, made otherwise.
    public LatentState renderedBy(@Nullable Rendering other) {
        return new LatentState(model, latent, origin, other);
    }

    /// What to ask a bench for; models that decode in one step do not look at it.
    public Rendering renderingOrUsual() {
        return rendering == null ? Rendering.DEFAULTS : rendering;
    }

    /// How to make this state's image again: by its seed when it was drawn from one, else by its numbers.
    ///
    /// @param card of the model
    public Recipe recipe(ModelCard card, String version) {
        boolean inSteps = card.capabilities().contains(Capability.DENOISES);
        String modelHash = card.hash();
        return switch (origin) {
            case Origin.Seed(long seed, var prior, double temperature) ->
                new Recipe(
                        model,
                        modelHash,
                        seed,
                        null,
                        settings(
                                inSteps,
                                Map.of(
                                        "prior", prior.name().toLowerCase(Locale.ROOT),
                                        "temperature", Double.toString(temperature))),
                        version);
            case Origin.Axis _,
                    Origin.Named _,
                    Origin.Coordinate _,
                    Origin.Centre _,
                    Origin.Plane _,
                    Origin.Path _,
                    Origin.Arithmetic _,
                    Origin.Encoded _,
                    Origin.Restored _ ->
                new Recipe(model, modelHash, null, latent, settings(inSteps, Map.of()), version);
        };
    }

    private Map<String, String> settings(boolean inSteps, Map<String, String> drawn) {
        Map<String, String> all = new TreeMap<>(drawn);
        if (rendering != null) {
            all.putAll(inSteps ? rendering.texts() : rendering.sampling().decodingTexts());
        }
        return Map.copyOf(all);
    }
}
