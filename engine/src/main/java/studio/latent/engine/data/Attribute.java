package studio.latent.engine.data;

import java.util.List;

/// A named property of each image, such as `glasses`, with its values as words and codes.
///
/// @param values the words, in order of first appearance
/// @param codes per image the position of its word in `values`, [#UNKNOWN] where none is given; read only
public record Attribute(String name, List<String> values, int[] codes) {
    public static final int UNKNOWN = -1;

    public Attribute {
        values = List.copyOf(values);
        for (int code : codes) {
            if (code < UNKNOWN || code >= values.size()) {
                throw new IllegalArgumentException(
                        "codes of " + name + " must be in [-1, " + values.size() + "), got " + code);
            }
        }
    }
}
