package studio.latent.engine.data;

import java.util.List;

/// The name of something that an image can be asked to be: a class, or the value of an attribute, written
/// `attribute=value`.
///
/// @param text as models and recipes write it
public record ConditionName(String text) {
    private static final char SIGN = '=';

    /// An attribute's value.
    public static ConditionName of(String attribute, String value) {
        return new ConditionName(attribute + SIGN + value);
    }

    public boolean isClass() {
        return text.indexOf(SIGN) < 0;
    }

    /// The attribute's name; empty for a class.
    public String attribute() {
        return isClass() ? "" : text.substring(0, text.indexOf(SIGN));
    }

    /// The class itself, or the attribute's value.
    public String value() {
        return text.substring(text.indexOf(SIGN) + 1);
    }

    /// Whether a model with these conditions is told classes, each of them by itself; attributes belong together in
    /// sets that only the data know.
    public static boolean areClasses(List<String> conditions) {
        return !conditions.isEmpty() && conditions.stream().allMatch(name -> new ConditionName(name).isClass());
    }
}
