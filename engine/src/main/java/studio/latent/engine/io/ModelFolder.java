package studio.latent.engine.io;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import studio.latent.engine.error.BadModelFile;
import studio.latent.engine.error.NotFound;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.tensor.HostTensor;

/// A model on disk: a folder, or a zip of one, with `model.json`, `weights.safetensors` and, once data were encoded,
/// `latents.safetensors`; `directions.json` where directions were found. Other files in it are left alone.
///
/// A zip holds these files at its top or in one folder at its top; it is read in place, never unpacked.
public final class ModelFolder {
    public static final String DOCUMENT = "model.json";
    public static final String WEIGHTS = "weights.safetensors";
    public static final String LATENTS = "latents.safetensors";

    /// Directions of the latent space that come with the model.
    public static final String DIRECTIONS = "directions.json";

    private static final long MAX_DOCUMENT = 16_000_000;
    private static final long MAX_TENSORS = Integer.MAX_VALUE - 16L;

    private final Path location;
    private final ModelDocument document;

    private ModelFolder(Path location, ModelDocument document) {
        this.location = location;
        this.document = document;
    }

    /// Whether this looks like a model: a folder with a `model.json`, or a zip by its ending. Nothing is read.
    public static boolean isPlausible(Path location) {
        return Files.isDirectory(location)
                ? Files.exists(location.resolve(DOCUMENT))
                : Files.isRegularFile(location) && location.toString().endsWith(".zip");
    }

    /// Opens a model and reads its `model.json`, not its weights.
    ///
    /// **Errors** [BadModelFile] for a faulty or missing part, [NotFound],
    /// [studio.latent.engine.error.FileTrouble].
    public static ModelFolder open(Path location) throws StudioException {
        if (!Files.exists(location)) {
            throw new NotFound("There is no model at " + location + ".", "Check the path and its spelling.");
        }
        byte[] json = Files.isDirectory(location) ? documentOfFolder(location) : documentOfZip(location);
        String source = location + " (" + DOCUMENT + ")";
        return new ModelFolder(
                location, ModelDocument.parse(location, source, new String(json, StandardCharsets.UTF_8)));
    }

    public ModelDocument document() {
        return document;
    }

    /// The weights in the file's order, without comparing them with the document's hash.
    public SequencedMap<String, HostTensor> weights() throws StudioException {
        return tensors(WEIGHTS);
    }

    /// The weights, after comparing them with the document's hash.
    ///
    /// **Errors** [BadModelFile] when they are not those that the document was written for.
    public SequencedMap<String, HostTensor> verifiedWeights() throws StudioException {
        SequencedMap<String, HostTensor> weights = weights();
        String hash = ContentHash.of(weights);
        if (!hash.equals(document.card().hash())) {
            throw new BadModelFile(
                    "The weights in " + location + " are not those that its " + DOCUMENT + " describes.",
                    "Copy or download the whole model again.");
        }
        return weights;
    }

    /// What is known of the latent space, as [LatentTensors] names it; empty when the model has no such file.
    public SequencedMap<String, HostTensor> latents() throws StudioException {
        return has(LATENTS) ? tensors(LATENTS) : new LinkedHashMap<>();
    }

    /// The text of `directions.json`, unread; empty when the model has no such file.
    ///
    /// **Errors** [BadModelFile] for a file that is too long.
    public Optional<String> directions() throws StudioException {
        if (!has(DIRECTIONS)) {
            return Optional.empty();
        }
        if (Files.isDirectory(location)) {
            return Optional.of(new String(bytesOf(location.resolve(DIRECTIONS)), StandardCharsets.UTF_8));
        }
        try (ZipContents zip = ZipContents.open(location)) {
            return zip.read(top(zip) + DIRECTIONS, MAX_DOCUMENT)
                    .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
        }
    }

    /// Writes a model into a folder, which is made if it is not there. A full disk changes nothing.
    ///
    /// **Errors** [studio.latent.engine.error.DiskFull], [studio.latent.engine.error.FileTrouble].
    ///
    /// @param document its name, place, number of weights and hash are replaced by the true ones
    /// @param latents empty when nothing is known of the latent space
    /// @return the document as written
    public static ModelDocument write(
            AtomicFile files,
            Path folder,
            ModelDocument document,
            Map<String, HostTensor> weights,
            Map<String, HostTensor> latents,
            Precision precision)
            throws StudioException {
        SequencedMap<String, HostTensor> stored = new LinkedHashMap<>();
        weights.forEach((name, tensor) -> stored.put(name, precision.stored(tensor)));
        ModelDocument written = document.withWeights(stored).at(folder);
        SequencedMap<Path, AtomicFile.Content> contents = new LinkedHashMap<>();
        Map<String, String> metadata = Map.of("format", "pt");
        contents.put(folder.resolve(WEIGHTS), SafetensorsWriter.content(stored, metadata, precision));
        if (!latents.isEmpty()) {
            contents.put(folder.resolve(LATENTS), SafetensorsWriter.content(latents, metadata, Precision.FLOAT32));
        }
        contents.put(folder.resolve(DOCUMENT), AtomicFile.Content.of(written.text()));
        writeInto(files, folder, contents, latents.isEmpty());
        return written;
    }

    private static void writeInto(
            AtomicFile files, Path folder, Map<Path, AtomicFile.Content> contents, boolean withoutLatents)
            throws StudioException {
        List<Path> made = new ArrayList<>();
        boolean done = false;
        try {
            for (Path missing = folder.toAbsolutePath();
                    missing != null && !Files.exists(missing);
                    missing = missing.getParent()) {
                made.add(missing);
            }
            Files.createDirectories(folder);
            files.writeAll(contents, AtomicFile.Previous.REPLACED);
            if (withoutLatents) {
                Files.deleteIfExists(folder.resolve(LATENTS));
            }
            done = true;
        } catch (IOException e) {
            throw FileFault.writing(folder, e);
        } finally {
            if (!done) {
                removeEmpty(made);
            }
        }
    }

    private static void removeEmpty(List<Path> innermostFirst) {
        for (Path folder : innermostFirst) {
            try {
                Files.deleteIfExists(folder);
            } catch (IOException e) {
                // Someone else put a file there meanwhile; it stays.
                return;
            }
        }
    }

    private SequencedMap<String, HostTensor> tensors(String name) throws StudioException {
        if (Files.isDirectory(location)) {
            return Safetensors.read(location.resolve(name));
        }
        try (ZipContents zip = ZipContents.open(location)) {
            byte[] bytes = zip.read(top(zip) + name, MAX_TENSORS).orElseThrow(() -> incomplete(location, name));
            try (Safetensors open = Safetensors.open(location + " (" + name + ")", new BytesChannel(bytes))) {
                return open.tensors();
            }
        } catch (IOException e) {
            throw FileFault.reading(location, e);
        }
    }

    private boolean has(String name) throws StudioException {
        if (Files.isDirectory(location)) {
            return Files.exists(location.resolve(name));
        }
        try (ZipContents zip = ZipContents.open(location)) {
            return zip.has(top(zip) + name);
        }
    }

    private static byte[] documentOfFolder(Path folder) throws StudioException {
        Path file = folder.resolve(DOCUMENT);
        for (String needed : List.of(DOCUMENT, WEIGHTS)) {
            if (!Files.isRegularFile(folder.resolve(needed))) {
                throw incomplete(folder, needed);
            }
        }
        return bytesOf(file);
    }

    private static byte[] bytesOf(Path file) throws StudioException {
        try {
            if (Files.size(file) > MAX_DOCUMENT) {
                throw new BadModelFile(
                        file + " has " + Files.size(file) + " bytes, at most " + MAX_DOCUMENT + " are read.",
                        "Copy or download the model again.");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw FileFault.reading(file, e);
        }
    }

    private static byte[] documentOfZip(Path file) throws StudioException {
        try (ZipContents zip = ZipContents.open(file)) {
            String top = top(zip);
            if (!zip.has(top + WEIGHTS)) {
                throw incomplete(file, WEIGHTS);
            }
            return zip.read(top + DOCUMENT, MAX_DOCUMENT).orElseThrow(() -> incomplete(file, DOCUMENT));
        }
    }

    /// What the names of the model's files start with: nothing, or the name of the one folder at the top.
    private static String top(ZipContents zip) {
        if (zip.has(DOCUMENT)) {
            return "";
        }
        List<String> documents = zip.names().stream()
                .filter(name -> name.matches("[^/]+/" + DOCUMENT))
                .toList();
        return documents.size() == 1
                ? documents.getFirst().substring(0, documents.getFirst().length() - DOCUMENT.length())
                : "";
    }

    private static BadModelFile incomplete(Path location, String name) {
        return new BadModelFile(
                location + " is no complete model: it has no " + name + ".",
                "Choose a folder or zip that Latent Studio exported, or copy the model again.");
    }
}
