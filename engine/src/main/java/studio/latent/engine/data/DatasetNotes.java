package studio.latent.engine.data;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.error.BadDataset;

/// What the maker of a data set says about it in `dataset.json`, beside the images.
///
/// @param classes names of the labels in order; empty leaves them to the reader
record DatasetNotes(String licence, String description, List<String> classes) {
    static final String FILE_NAME = "dataset.json";
    static final int MAX_BYTES = 1 << 20;
    static final DatasetNotes NONE = new DatasetNotes("", "", List.of());
    private static final Set<String> KEYS = Set.of("format", "type", "licence", "description", "classes");

    DatasetNotes {
        classes = List.copyOf(classes);
    }

    /// **Errors** [BadDataset] for text that is no such JSON, for another format and for keys that nobody knows
    static DatasetNotes parse(byte[] utf8) throws BadDataset {
        try {
            JsonObject root = JsonParser.parseString(new String(utf8, StandardCharsets.UTF_8))
                    .getAsJsonObject();
            for (String key : root.keySet()) {
                if (!KEYS.contains(key)) {
                    throw bad("it has an unknown entry '" + key + "'", null);
                }
            }
            if (!text(root, "format").equals("1") || !text(root, "type").equals("dataset")) {
                throw bad("its format must be 1 and its type \"dataset\"", null);
            }
            List<String> classes = root.has("classes")
                    ? root.getAsJsonArray("classes").asList().stream()
                            .map(JsonElement::getAsString)
                            .toList()
                    : List.of();
            return new DatasetNotes(text(root, "licence"), text(root, "description"), classes);
        } catch (JsonParseException | IllegalStateException | UnsupportedOperationException | ClassCastException e) {
            throw bad("it is no JSON of the expected form", e);
        }
    }

    private static String text(JsonObject root, String key) {
        return root.has(key) ? root.get(key).getAsString() : "";
    }

    private static BadDataset bad(String reason, @Nullable Exception cause) {
        return new BadDataset(
                "The data set's " + FILE_NAME + " cannot be used: " + reason + ".",
                "Correct the file, or remove it: a data set needs none.",
                cause);
    }
}
