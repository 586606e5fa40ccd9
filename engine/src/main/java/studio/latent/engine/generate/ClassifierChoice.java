package studio.latent.engine.generate;

import java.util.Map;

/// Which classifier of noised images leads sampling towards what is wished for, and how strongly.
///
/// @param name of the classifier, or its folder; empty for none
/// @param hash content hash of its weights, so that a recipe means these and no others; empty where none is named
/// @param scale factor on the slope of its log-probability, in [0, 30]; 0 leaves sampling as it is, 1 is Bayes'
/// rule, more is truer to the wish and less varied
public record ClassifierChoice(String name, String hash, double scale) {
    /// No classifier.
    public static final ClassifierChoice NONE = new ClassifierChoice("", "", 0);

    private static final String NAME = "classifier";
    private static final String HASH = "classifierHash";
    private static final String SCALE = "classifierScale";

    public ClassifierChoice {
        if (!(scale >= 0 && scale <= 30)) {
            throw new IllegalArgumentException("classifierScale must be in [0, 30], got " + scale);
        }
        if (name.isBlank() != hash.isBlank()) {
            throw new IllegalArgumentException("classifier and classifierHash belong together");
        }
        if (name.isBlank() && scale != 0) {
            throw new IllegalArgumentException("classifierScale must be 0 without a classifier, got " + scale);
        }
    }

    /// The same classifier at another scale.
    public ClassifierChoice at(double other) {
        return new ClassifierChoice(name, hash, other);
    }

    /// Whether it leads anywhere.
    public boolean acts() {
        return scale > 0;
    }

    /// A point on the way to another choice: of one classifier the scale is mixed, of two the nearer is taken.
    ///
    /// @param t in [0, 1]
    ClassifierChoice toward(ClassifierChoice other, double t) {
        ClassifierChoice nearer = t < 0.5 ? this : other;
        boolean one = hash.equals(other.hash) || !acts() || !other.acts();
        ClassifierChoice named = hash.isBlank() ? other : this;
        return one && !named.hash.isBlank() ? named.at((1 - t) * scale + t * other.scale) : nearer;
    }

    /// A choice that changes nothing is not written.
    void writeTo(Map<String, String> texts) {
        if (acts()) {
            texts.put(NAME, name);
            texts.put(HASH, hash);
            texts.put(SCALE, Double.toString(scale));
        }
    }

    static boolean owns(String setting) {
        return setting.equals(NAME) || setting.equals(HASH) || setting.equals(SCALE);
    }

    /// **Errors** [IllegalArgumentException] for a text that is no value of its setting.
    static ClassifierChoice of(Map<String, String> texts) {
        return new ClassifierChoice(
                texts.getOrDefault(NAME, ""),
                texts.getOrDefault(HASH, ""),
                Double.parseDouble(texts.getOrDefault(SCALE, "0")));
    }
}
