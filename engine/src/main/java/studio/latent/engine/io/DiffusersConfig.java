package studio.latent.engine.io;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SequencedMap;
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

    int number(String name) {
        return json.get(name).getAsInt();
    }

    List<Integer> numbers(String name) {
        return json.getAsJsonArray(name).asList().stream()
                .map(JsonElement::getAsInt)
                .toList();
    }

    /// Height and width of the images: `sample_size`, one number or two.
    List<Integer> sides() {
        JsonElement size = json.get("sample_size");
        return size.isJsonArray() ? numbers("sample_size") : List.of(size.getAsInt(), size.getAsInt());
    }
}
