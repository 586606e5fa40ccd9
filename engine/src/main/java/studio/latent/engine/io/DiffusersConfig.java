package studio.latent.engine.io;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.error.BadModelFile;
import studio.latent.engine.error.IncompatibleModel;
import studio.latent.engine.error.NotFound;
import studio.latent.engine.error.StudioException;

/// The `config.json` of a network as Hugging Face diffusers saves it, beside its weights.
///
/// @param className diffusers' name of the network
record DiffusersConfig(JsonObject json, String className) {
    static final String FILE = "config.json";
    static final String WEIGHTS = "diffusion_pytorch_model.safetensors";
    private static final Gson WITH_NULLS = new GsonBuilder()
            .setPrettyPrinting()
            .serializeNulls()
            .disableHtmlEscaping()
            .create();
    private static final String SIZE = "sample_size";
    private static final String CLASS_NAME = "_class_name";
    private static final long LARGEST = 1 << 20;

    /// Whether a folder looks like a network of diffusers, without reading more than a few names.
    static boolean isPlausible(Path folder) {
        return Files.isRegularFile(folder.resolve(FILE)) && Files.isRegularFile(folder.resolve(WEIGHTS));
    }

    /// Reads the configuration of a folder's network.
    ///
    /// **Errors** [NotFound] for a folder without one, [BadModelFile] for damaged files.
    static DiffusersConfig read(Path folder) throws StudioException {
        if (!isPlausible(folder)) {
            throw new NotFound(
                    folder + " has no " + FILE + " and " + WEIGHTS + ".",
                    "Name the folder 'unet' or 'vae' of a pipeline.");
        }
        JsonObject json = json(folder.resolve(FILE));
        return new DiffusersConfig(json, text(json, CLASS_NAME, ""));
    }

    /// The start of a configuration to write.
    static DiffusersConfig of(String className) {
        JsonObject json = new JsonObject();
        json.addProperty(CLASS_NAME, className);
        return new DiffusersConfig(json, className);
    }

    static JsonObject json(Path file) throws StudioException {
        try {
            if (Files.size(file) > LARGEST) {
                throw new BadModelFile(file + " is too large for a configuration.", "Download the model again.");
            }
            return StrictJson.object(file.toString(), Files.readAllBytes(file));
        } catch (IOException e) {
            throw FileFault.reading(file, e);
        }
    }

    static String text(JsonObject config, String name, String usual) {
        JsonElement value = config.get(name);
        return value == null || !value.isJsonPrimitive() ? usual : value.getAsString();
    }

    /// **Errors** [IncompatibleModel] for a network of another class.
    void requireClass(String wanted) throws IncompatibleModel {
        requireSame(CLASS_NAME, new JsonPrimitive(wanted));
    }

    /// Settings that the studio's network has no choice in. Those that a file leaves out have diffusers' default,
    /// which is their value here.
    ///
    /// **Errors** [IncompatibleModel] for another value.
    void requireFixed(SequencedMap<String, JsonElement> fixed) throws IncompatibleModel {
        fill(fixed);
        for (String name : fixed.keySet()) {
            requireSame(name, fixed.get(name));
        }
    }

    /// Adds what is not there.
    void fill(SequencedMap<String, JsonElement> values) {
        values.forEach((name, value) -> {
            if (!json.has(name)) {
                json.add(name, value);
            }
        });
    }

    void requireSame(String name, JsonElement wanted) throws IncompatibleModel {
        JsonElement found = json.get(name);
        boolean numbers = found != null
                && wanted.isJsonPrimitive()
                && wanted.getAsJsonPrimitive().isNumber()
                && found.isJsonPrimitive()
                && found.getAsJsonPrimitive().isNumber();
        boolean same = numbers ? found.getAsDouble() == wanted.getAsDouble() : wanted.equals(found);
        if (!same) {
            throw new IncompatibleModel(
                    "The network's " + name + " is " + found + ", the studio's networks have " + wanted + ".",
                    "Use a " + className + " of that kind.");
        }
    }

    /// The file's text. A null is written too: diffusers takes its default for what a file leaves out.
    static String text(JsonObject json) {
        return WITH_NULLS.toJson(json) + "\n";
    }

    boolean isNull(String name) {
        JsonElement value = json.get(name);
        return value == null || value.isJsonNull();
    }

    /// **Errors** [RuntimeException] for what is no whole number.
    int number(String name) {
        return whole(name, json.get(name));
    }

    /// **Errors** [RuntimeException] for what is no list of whole numbers.
    List<Integer> numbers(String name) {
        return json.getAsJsonArray(name).asList().stream()
                .map(value -> whole(name, value))
                .toList();
    }

    private static int whole(String name, @Nullable JsonElement value) {
        try {
            return new BigDecimal(value == null ? "" : value.getAsString()).intValueExact();
        } catch (ArithmeticException
                | NumberFormatException
                | UnsupportedOperationException
                | IllegalStateException e) {
            throw new IllegalArgumentException(name + " must be a whole number, got " + value, e);
        }
    }

    /// Height and width of the images: `sample_size`, one number or two.
    ///
    /// **Errors** [IncompatibleModel] where the configuration leaves it open.
    List<Integer> sides() throws IncompatibleModel {
        if (isNull(SIZE)) {
            throw new IncompatibleModel(
                    "The network's " + SIZE + " is not said in its " + FILE + ".",
                    "Write the side of its images into " + FILE + " as \"" + SIZE + "\": 32, for example.");
        }
        List<Integer> sides = json.get(SIZE).isJsonArray() ? numbers(SIZE) : List.of(number(SIZE), number(SIZE));
        if (sides.size() != 2) {
            throw new IllegalArgumentException(SIZE + " must be one number or two, got " + sides.size());
        }
        return sides;
    }

    /// Height and width as `sample_size`: one number for squares, as diffusers itself writes it.
    static JsonElement sides(int height, int width) {
        if (height == width) {
            return new JsonPrimitive(height);
        }
        JsonArray sides = new JsonArray();
        sides.add(height);
        sides.add(width);
        return sides;
    }

    /// What is made of the values that a file holds.
    @FunctionalInterface
    interface Made<T> {
        T get() throws IncompatibleModel;
    }

    /// What `made` makes of the values that a file holds.
    ///
    /// **Errors** [IncompatibleModel] for values that do not fit together or are none.
    ///
    /// @param wanted what the file should be of, with its article
    static <T> T usable(String wanted, Made<T> made) throws IncompatibleModel {
        try {
            return made.get();
        } catch (IllegalArgumentException
                | IllegalStateException
                | NullPointerException
                | ClassCastException
                | UnsupportedOperationException e) {
            throw new IncompatibleModel(
                    "The network of " + FILE + " cannot be used: " + e.getMessage() + ".",
                    "Use " + wanted + " with sides that its levels can halve.",
                    e);
        }
    }
}
