package studio.latent.engine.io;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import studio.latent.engine.error.BadModelFile;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.model.Capability;
import studio.latent.engine.model.Family;
import studio.latent.engine.model.ModelCard;
import studio.latent.engine.model.PriorKind;
import studio.latent.engine.tensor.HostTensor;

/// What `model.json` says: everything about a model but its numbers.
///
/// @param spec the network's spec record as JSON; the model's type says which record it is
/// @param training how it was trained: setting name → text
public record ModelDocument(ModelCard card, JsonObject spec, Map<String, String> training) {
    /// What the file's `"format"` says.
    public static final String FORMAT = "latent-studio/model";

    /// What the file's `"formatVersion"` says; a higher one was written by a newer studio.
    public static final int VERSION = 1;

    private static final int MAX_DIMENSION = 1_000_000;

    public ModelDocument {
        spec = spec.deepCopy();
        training = Map.copyOf(training);
    }

    /// The same for other weights: with their number and their hash.
    public ModelDocument withWeights(Map<String, HostTensor> weights) {
        long parameters = weights.values().stream().mapToLong(HostTensor::size).sum();
        return new ModelDocument(
                card(card.name(), card.location(), parameters, ContentHash.of(weights)), spec, training);
    }

    /// The same at another place: a model is called what its folder is called.
    public ModelDocument at(Path location) {
        return new ModelDocument(card(nameOf(location), location, card.parameters(), card.hash()), spec, training);
    }

    /// The text of `model.json`.
    public String text() {
        return RecordJson.text(RecordJson.encodeFile(FORMAT, Form.of(this)));
    }

    /// Reads the text of a `model.json`.
    ///
    /// **Errors** [BadModelFile] when it is anything else, or was written by a newer studio.
    ///
    /// @param location the folder or file that the text came from; its name becomes the model's
    /// @param source what messages call the text
    public static ModelDocument parse(Path location, String source, String text) throws BadModelFile {
        JsonObject json = StrictJson.object(source, text);
        RecordJson.requireFormat(FORMAT, json, source);
        JsonElement version = json.get("formatVersion");
        boolean numbered = version != null
                && version.isJsonPrimitive()
                && version.getAsJsonPrimitive().isNumber();
        if (numbered && version.getAsDouble() > VERSION) {
            throw new BadModelFile(
                    source + " was written by a newer studio (format version " + version + ", this one reads " + VERSION
                            + ").",
                    "Update Latent Studio.");
        }
        json.remove(RecordJson.FORMAT);
        return RecordJson.decode(Form.class, json, source).document(location);
    }

    /// The name of a model at this place: its folder's, or its file's without the ending. The folder `model` of a
    /// training is called what the training's folder is called.
    static String nameOf(Path location) {
        Path place = location.toAbsolutePath().normalize();
        Path run = place.getParent();
        Path name = place.getFileName();
        if (run != null && place.endsWith("model") && Files.exists(run.resolve("run.json"))) {
            name = run.getFileName();
        }
        return name == null ? "model" : name.toString().replaceFirst("\\.(zip|pt)$", "");
    }

    private ModelCard card(String name, Path location, long parameters, String hash) {
        return new ModelCard(
                name,
                location,
                card.family(),
                card.type(),
                card.imageShape(),
                card.latentDimension(),
                card.capabilities(),
                card.priors(),
                parameters,
                hash,
                card.dataset(),
                card.licence(),
                card.description(),
                card.metrics());
    }

    /// The file's members in their order.
    private record Form(
            int formatVersion,
            String name,
            Family family,
            String type,
            JsonObject spec,
            ImageShape image,
            int latentDimension,
            Set<Capability> capabilities,
            List<PriorKind> priors,
            long parameters,
            String hash,
            String dataset,
            String licence,
            String description,
            Map<String, Double> metrics,
            Map<String, String> training) {
        Form {
            require(formatVersion == VERSION, "formatVersion must be " + VERSION + ", got " + formatVersion);
            require(!name.isBlank(), "name must not be blank");
            require(!type.isBlank(), "type must not be blank");
            require(
                    latentDimension >= 1 && latentDimension <= MAX_DIMENSION,
                    "latentDimension must be in [1, " + MAX_DIMENSION + "], got " + latentDimension);
            require(!priors.isEmpty(), "priors must not be empty");
            require(parameters >= 0, "parameters must not be negative, got " + parameters);
            require(hash.matches("[0-9a-f]{64}"), "hash must be 64 hex digits, got " + hash.length() + " characters");
        }

        static Form of(ModelDocument document) {
            ModelCard card = document.card;
            return new Form(
                    VERSION,
                    card.name(),
                    card.family(),
                    card.type(),
                    document.spec,
                    card.imageShape(),
                    card.latentDimension(),
                    card.capabilities(),
                    card.priors(),
                    card.parameters(),
                    card.hash(),
                    card.dataset(),
                    card.licence(),
                    card.description(),
                    card.metrics(),
                    document.training);
        }

        ModelDocument document(Path location) {
            ModelCard card = new ModelCard(
                    nameOf(location),
                    location,
                    family,
                    type,
                    image,
                    latentDimension,
                    capabilities,
                    priors,
                    parameters,
                    hash,
                    dataset,
                    licence,
                    description,
                    metrics);
            return new ModelDocument(card, spec, training);
        }

        private static void require(boolean holds, String message) {
            if (!holds) {
                throw new IllegalArgumentException(message);
            }
        }
    }
}
