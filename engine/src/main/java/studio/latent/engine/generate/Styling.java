package studio.latent.engine.generate;

import java.util.Map;

/// How a model that decodes in one step turns a latent into an image.
///
/// @param truncation factor ψ on how far the latent, or what a mapping network made of it, lies from its mean, in
/// [0, 2]; 1 leaves it where it is
/// @param noise factor on the noise of each layer, where a model has such, in [0, 4]; 1 is as it was trained
public record Styling(double truncation, double noise) {
    /// As the model was trained.
    public static final Styling USUAL = new Styling(1, 1);

    private static final String TRUNCATION = "truncation";
    private static final String NOISE = "layerNoise";

    public Styling {
        if (!(truncation >= 0 && truncation <= 2)) {
            throw new IllegalArgumentException("truncation must be in [0, 2], got " + truncation);
        }
        if (!(noise >= 0 && noise <= 4)) {
            throw new IllegalArgumentException("layerNoise must be in [0, 4], got " + noise);
        }
    }

    public Styling truncatedTo(double value) {
        return new Styling(value, noise);
    }

    public Styling withNoise(double value) {
        return new Styling(truncation, value);
    }

    /// A point on the way to another styling; `t` is in [0, 1].
    Styling toward(Styling other, double t) {
        return new Styling((1 - t) * truncation + t * other.truncation, (1 - t) * noise + t * other.noise);
    }

    /// What differs from the usual goes into a recipe.
    void writeTo(Map<String, String> texts) {
        if (truncation != USUAL.truncation) {
            texts.put(TRUNCATION, Double.toString(truncation));
        }
        if (noise != USUAL.noise) {
            texts.put(NOISE, Double.toString(noise));
        }
    }

    static boolean owns(String name) {
        return name.equals(TRUNCATION) || name.equals(NOISE);
    }

    /// **Errors** [IllegalArgumentException] for a text that is no value of its setting.
    static Styling of(Map<String, String> texts) {
        return new Styling(
                Double.parseDouble(texts.getOrDefault(TRUNCATION, "1")),
                Double.parseDouble(texts.getOrDefault(NOISE, "1")));
    }
}
