package studio.latent.engine.generate;

import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.model.DecoderShift;
import studio.latent.engine.model.Latent;

/// How a model that decodes in one step turns a latent into an image.
///
/// @param truncation factor ψ on how far the latent, or what a mapping network made of it, lies from its mean, in
/// [0, 2]; 1 leaves it where it is
/// @param noise factor on the noise of each layer, where a model has such, in [0, 4]; 1 is as it was trained
/// @param noiseSeed what the noise of the layers is drawn from; null for the noise that the model keeps
/// @param mix styles of another latent; null for none
/// @param shift how far styles, after truncation and mixing, and what layers make are moved; null for not at all
public record Styling(
        double truncation,
        double noise,
        @Nullable Long noiseSeed,
        @Nullable StyleMix mix,
        @Nullable DecoderShift shift) {
    /// As the model was trained.
    public static final Styling USUAL = new Styling(1, 1);

    private static final String TRUNCATION = "truncation";
    private static final String NOISE = "layerNoise";
    private static final String NOISE_SEED = "layerNoiseSeed";
    private static final String STYLE_LATENT = "styleLatent";
    private static final String STYLE_LAYERS = "styleLayers";
    private static final String STYLE_SHIFT = "styleShift";
    private static final String MAP_SHIFT = "mapShift";

    public Styling {
        if (!(truncation >= 0 && truncation <= 2)) {
            throw new IllegalArgumentException("truncation must be in [0, 2], got " + truncation);
        }
        if (!(noise >= 0 && noise <= 4)) {
            throw new IllegalArgumentException("layerNoise must be in [0, 4], got " + noise);
        }
    }

    /// The model's own noise, and no other latent.
    public Styling(double truncation, double noise) {
        this(truncation, noise, null, null, null);
    }

    /// Styles where they are.
    public Styling(double truncation, double noise, @Nullable Long noiseSeed, @Nullable StyleMix mix) {
        this(truncation, noise, noiseSeed, mix, null);
    }

    public Styling truncatedTo(double value) {
        return new Styling(value, noise, noiseSeed, mix, shift);
    }

    public Styling withNoise(double value) {
        return new Styling(truncation, value, noiseSeed, mix, shift);
    }

    /// The same with noise of a seed; null for the noise that the model keeps.
    public Styling withNoiseOf(@Nullable Long seed) {
        return new Styling(truncation, noise, seed, mix, shift);
    }

    /// The same with styles of another latent; null for none.
    public Styling mixedWith(@Nullable StyleMix other) {
        return new Styling(truncation, noise, noiseSeed, other, shift);
    }

    /// The same moved so far from what is made of the latent; null, and one that moves nothing, for not at all.
    public Styling shiftedBy(@Nullable DecoderShift other) {
        return new Styling(truncation, noise, noiseSeed, mix, other == null || other.isNone() ? null : other);
    }

    /// Whether only a model with styles can follow it.
    public boolean needsStyles() {
        return noiseSeed != null || mix != null || (shift != null && shift.movesStyles());
    }

    /// Whether what layers make is moved.
    boolean movesMaps() {
        return shift != null && !shift.maps().isEmpty();
    }

    /// A point on the way to another styling: what cannot be mixed is that of the nearer. `t` is in [0, 1].
    Styling toward(Styling other, double t) {
        Styling nearer = t < 0.5 ? this : other;
        return new Styling(
                (1 - t) * truncation + t * other.truncation,
                (1 - t) * noise + t * other.noise,
                nearer.noiseSeed,
                mix != null && other.mix != null ? between(mix, other.mix, t) : nearer.mix,
                DecoderShift.between(shift, other.shift, t));
    }

    /// A mapping network does not look at a latent's length, so the straight way serves.
    private static StyleMix between(StyleMix a, StyleMix b, double t) {
        StyleMix nearer = t < 0.5 ? a : b;
        float[] from = a.other().values();
        float[] to = b.other().values();
        if (from.length != to.length) {
            return nearer;
        }
        float[] mixed = new float[from.length];
        for (int i = 0; i < mixed.length; i++) {
            mixed[i] = (float) ((1 - t) * from[i] + t * to[i]);
        }
        return new StyleMix(new Latent(mixed), nearer.layers());
    }

    /// What differs from the usual goes into a recipe.
    void writeTo(Map<String, String> texts) {
        if (truncation != USUAL.truncation) {
            texts.put(TRUNCATION, Double.toString(truncation));
        }
        if (noise != USUAL.noise) {
            texts.put(NOISE, Double.toString(noise));
        }
        if (noiseSeed != null) {
            texts.put(NOISE_SEED, Long.toString(noiseSeed));
        }
        if (mix != null) {
            texts.put(STYLE_LATENT, LatentText.of(mix.other()));
            texts.put(STYLE_LAYERS, mix.layersText());
        }
        if (shift != null && shift.movesStyles()) {
            texts.put(STYLE_SHIFT, LatentText.of(new Latent(shift.styles())));
        }
        if (shift != null && !shift.maps().isEmpty()) {
            texts.put(MAP_SHIFT, MapShiftText.of(shift.maps()));
        }
    }

    static boolean owns(String name) {
        return switch (name) {
            case TRUNCATION, NOISE, NOISE_SEED, STYLE_LATENT, STYLE_LAYERS, STYLE_SHIFT, MAP_SHIFT -> true;
            default -> false;
        };
    }

    /// **Errors** [IllegalArgumentException] for a text that is no value of its setting.
    static Styling of(Map<String, String> texts) {
        String seed = texts.get(NOISE_SEED);
        return new Styling(
                Double.parseDouble(texts.getOrDefault(TRUNCATION, "1")),
                Double.parseDouble(texts.getOrDefault(NOISE, "1")),
                seed == null ? null : Long.valueOf(seed),
                mix(texts),
                shift(texts));
    }

    private static @Nullable DecoderShift shift(Map<String, String> texts) {
        String styles = texts.get(STYLE_SHIFT);
        String maps = texts.get(MAP_SHIFT);
        if (styles == null && maps == null) {
            return null;
        }
        return new DecoderShift(
                styles == null ? new float[0] : latent(STYLE_SHIFT, styles).values(),
                maps == null ? Collections.emptySortedMap() : MapShiftText.maps(maps));
    }

    private static @Nullable StyleMix mix(Map<String, String> texts) {
        String latent = texts.get(STYLE_LATENT);
        if (texts.containsKey(STYLE_LAYERS) != (latent != null)) {
            throw new IllegalArgumentException(STYLE_LATENT + " and " + STYLE_LAYERS + " must come together");
        }
        if (latent == null) {
            return null;
        }
        return new StyleMix(latent(STYLE_LATENT, latent), StyleMix.layers(texts.getOrDefault(STYLE_LAYERS, "")));
    }

    private static Latent latent(String name, String text) {
        try {
            return LatentText.latent(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + " " + e.getMessage(), e);
        }
    }
}
