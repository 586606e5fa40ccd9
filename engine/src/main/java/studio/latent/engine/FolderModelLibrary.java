package studio.latent.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;
import studio.latent.engine.direction.Direction;
import studio.latent.engine.direction.DirectionFile;
import studio.latent.engine.error.BadModelFile;
import studio.latent.engine.error.BadOption;
import studio.latent.engine.error.IncompatibleModel;
import studio.latent.engine.error.NotFound;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.io.AtomicFile;
import studio.latent.engine.io.DiffusersAutoencoder;
import studio.latent.engine.io.DiffusersLatents;
import studio.latent.engine.io.DiffusersUNet;
import studio.latent.engine.io.ExportFormat;
import studio.latent.engine.io.FileFault;
import studio.latent.engine.io.FiniteWeights;
import studio.latent.engine.io.ModelDocument;
import studio.latent.engine.io.ModelFolder;
import studio.latent.engine.io.Precision;
import studio.latent.engine.io.TorchArchive;
import studio.latent.engine.io.TorchArchiveWriter;
import studio.latent.engine.job.Job;
import studio.latent.engine.model.ExportedModule;
import studio.latent.engine.model.ModelCard;
import studio.latent.engine.model.ModelDefinition;
import studio.latent.engine.model.diffusion.Diffusion;
import studio.latent.engine.model.diffusion.LatentDiffusion;
import studio.latent.engine.model.vae.AutoencoderKl;
import studio.latent.engine.nn.ModuleText;
import studio.latent.engine.tensor.HostTensor;

/// Models as folders and zips: those that ship with the studio, then the user's own.
final class FolderModelLibrary implements ModelLibrary {
    /// The document inside an exported TorchScript file.
    private static final String EXTRA = "latent-studio.json";

    private final List<Path> folders;
    private final Path own;
    private final Lanes lanes;
    private final AtomicFile files = new AtomicFile();

    FolderModelLibrary(StudioOptions options, Lanes lanes) {
        this.own = options.models();
        this.lanes = lanes;
        List<Path> all = new ArrayList<>();
        if (options.samples() != null) {
            all.add(options.samples().resolve("models"));
        }
        all.add(own);
        this.folders = List.copyOf(all);
    }

    @Override
    public Path folder() {
        return own;
    }

    @Override
    public List<ModelCard> list() {
        List<ModelCard> cards = new ArrayList<>();
        for (Path location : locations()) {
            try {
                cards.add(ModelFolder.open(location).document().card());
            } catch (StudioException _) {
                // problems() names it
            }
        }
        return cards;
    }

    @Override
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        for (Path location : locations()) {
            try {
                ModelOpener.definition(ModelFolder.open(location).document());
            } catch (StudioException e) {
                problems.add(e.problem());
            }
        }
        return problems;
    }

    private List<Path> locations() {
        List<Path> found = new ArrayList<>();
        for (Path folder : folders) {
            if (!Files.isDirectory(folder)) {
                continue;
            }
            try (Stream<Path> entries = Files.list(folder)) {
                entries.filter(ModelFolder::isPlausible).sorted().forEach(found::add);
            } catch (IOException _) {
                // a folder that cannot be listed holds no models for this user
            }
        }
        return found;
    }

    @Override
    public Job<OpenModel> open(String nameOrPath) {
        lanes.warmUp();
        return Job.start(
                "Opening " + nameOrPath, Thread::startVirtualThread, _ -> ModelOpener.open(locate(nameOrPath)));
    }

    @Override
    public Job<List<ModelCard>> classifiersFor(OpenModel model) {
        return Job.start(
                "Looking for classifiers",
                Thread::startVirtualThread,
                _ -> ClassifierShelf.fitting(this, LocalOpenModel.of(model).definition()));
    }

    /// A model's place: by name in the library, else as a path.
    Path locate(String nameOrPath) throws NotFound {
        if (!nameOrPath.isBlank() && !nameOrPath.contains("/") && !nameOrPath.contains("\\")) {
            for (Path folder : folders) {
                for (String name : List.of(nameOrPath, nameOrPath + ".zip")) {
                    Path location = folder.resolve(name);
                    if (ModelFolder.isPlausible(location)) {
                        return location;
                    }
                }
            }
        }
        Path path = Path.of(nameOrPath);
        if (!nameOrPath.isBlank() && Files.exists(path)) {
            return modelIn(path);
        }
        List<String> names = list().stream().map(ModelCard::name).toList();
        throw new NotFound(
                "There is no model '" + nameOrPath + "'.",
                names.isEmpty()
                        ? "Name a model folder, or train one with 'studio train'."
                        : "Use one of " + String.join(", ", names) + ", or a model folder.");
    }

    /// The model of a training run's folder; any other path as it is.
    private static Path modelIn(Path path) {
        Path trained = path.resolve("model");
        boolean run = Files.isDirectory(path) && !ModelFolder.isPlausible(path) && ModelFolder.isPlausible(trained);
        return run ? trained : path;
    }

    @Override
    public Job<ModelCard> importFrom(Path path) {
        return Job.start("Importing " + path.getFileName(), Thread::startVirtualThread, _ -> {
            Parts parts = partsOf(path);
            Path target = own.resolve(parts.document().card().name());
            if (find(parts.document().card().name(), target).isPresent()) {
                throw new BadOption(
                        "There is already a model named '"
                                + parts.document().card().name() + "'.",
                        "Rename the folder or file that you import.");
            }
            return write(parts, target, Precision.FLOAT32).card();
        });
    }

    private Optional<Path> find(String name, Path target) {
        return locations().stream()
                .filter(location -> location.equals(target)
                        || location.getFileName().toString().equals(name))
                .findFirst();
    }

    /// @param directions those that come with the model
    private record Parts(
            ModelDocument document,
            SequencedMap<String, HostTensor> weights,
            Map<String, HostTensor> latents,
            List<Direction> directions) {}

    /// Writes a model folder, with its directions under the name that it has there.
    private ModelDocument write(Parts parts, Path target, Precision precision) throws StudioException {
        ModelDocument written =
                ModelFolder.write(files, target, parts.document(), parts.weights(), parts.latents(), precision);
        if (!parts.directions().isEmpty()) {
            DirectionFile.write(files, target.resolve(ModelFolder.DIRECTIONS), written.card(), parts.directions());
        }
        return written;
    }

    private static Parts partsOf(Path path) throws StudioException {
        if (path.toString().endsWith(".pt")) {
            return fromTorchScript(path);
        }
        Path model = modelIn(path);
        return !ModelFolder.isPlausible(model) && DiffusersFolder.isPlausible(model)
                ? fromDiffusers(model)
                : fromFolder(model);
    }

    private static Parts fromDiffusers(Path path) throws StudioException {
        DiffusersFolder read = DiffusersFolder.read(path);
        requireAll(path, read.definition(), read.weights());
        return new Parts(read.document(), read.weights(), Map.of(), List.of());
    }

    private static Parts fromFolder(Path path) throws StudioException {
        if (!Files.exists(path)) {
            throw new NotFound(path + " does not exist.", "Name a model folder, a zip of one or a .pt file.");
        }
        ModelFolder folder = ModelFolder.open(path);
        ModelDefinition definition = ModelOpener.definition(folder.document());
        SequencedMap<String, HostTensor> weights = folder.verifiedWeights();
        requireAll(path, definition, weights);
        Optional<String> directions = folder.directions();
        return new Parts(
                folder.document(),
                weights,
                folder.latents(),
                directions.isPresent()
                        ? DirectionFile.parse(
                                directions.orElseThrow(),
                                path + " (" + ModelFolder.DIRECTIONS + ")",
                                folder.document().card())
                        : List.of());
    }

    private static Parts fromTorchScript(Path file) throws StudioException {
        TorchArchive archive = TorchArchive.read(file);
        String text = archive.extraFile(EXTRA)
                .orElseThrow(() -> new BadModelFile(
                        "'" + file.getFileName() + "' is a TorchScript file, but not one that this studio exported.",
                        "Import a model folder, or a file made with 'studio export --format torchscript'."));
        ModelDocument document = ModelDocument.parse(file, "'" + file.getFileName() + "'", text);
        ModelDefinition definition = ModelOpener.definition(document);
        SequencedMap<String, HostTensor> weights = new LinkedHashMap<>();
        for (Map.Entry<String, String> attribute :
                ExportedModule.of(definition).attributes().entrySet()) {
            HostTensor tensor = archive.tensors().get(attribute.getKey());
            if (tensor != null) {
                weights.put(attribute.getValue(), tensor);
            }
        }
        requireAll(file, definition, weights);
        String name = file.getFileName().toString().replaceFirst("\\.pt$", "");
        return new Parts(document.at(file.resolveSibling(name)), weights, Map.of(), List.of());
    }

    private static void requireAll(Path path, ModelDefinition definition, Map<String, HostTensor> weights)
            throws BadModelFile {
        List<String> mismatches = ExportedModule.of(definition).parameters().mismatches(weights);
        if (!mismatches.isEmpty()) {
            throw new BadModelFile(
                    "The weights in '" + path.getFileName() + "' do not fit its model: " + mismatches.getFirst() + ".",
                    "Export or copy the whole model again.");
        }
        FiniteWeights.require("'" + path.getFileName() + "'", weights);
    }

    @Override
    public Job<Path> export(String nameOrPath, ExportFormat format, Precision precision, Path target) {
        return Job.start("Exporting " + nameOrPath, Thread::startVirtualThread, _ -> {
            Path location = locate(nameOrPath);
            if (precision == Precision.FLOAT16) {
                requireHalfFits(format, location, target);
            }
            Parts parts = fromFolder(location);
            return switch (format) {
                case SAFETENSORS -> {
                    write(parts, target, precision);
                    yield target;
                }
                case TORCHSCRIPT -> writeTorchScript(parts, target);
                case DIFFUSERS -> writeDiffusers(parts, target);
            };
        });
    }

    private static void requireHalfFits(ExportFormat format, Path location, Path target) throws StudioException {
        if (format != ExportFormat.SAFETENSORS) {
            throw new BadOption(
                    "Half precision is for model folders; a TorchScript file or a folder for diffusers has float32.",
                    "Export as safetensors, or leave the precision at float32.");
        }
        try {
            if (Files.exists(target) && Files.isSameFile(location, target)) {
                throw new BadOption(
                        "A model in half precision cannot take the place of the one that it is rounded from.",
                        "Choose another folder.");
            }
        } catch (IOException e) {
            throw FileFault.reading(target, e);
        }
    }

    private Path writeDiffusers(Parts parts, Path target) throws StudioException {
        switch (ModelOpener.definition(parts.document())) {
            case Diffusion diffusion -> new DiffusersUNet(diffusion.spec(), parts.weights()).write(files, target);
            case AutoencoderKl autoencoder ->
                new DiffusersAutoencoder(autoencoder.spec(), parts.weights()).write(files, target);
            case LatentDiffusion latent -> new DiffusersLatents(latent.spec(), parts.weights()).write(files, target);
            default ->
                throw new IncompatibleModel(
                        "The model '" + parts.document().card().name()
                                + "' is no diffusion model and no autoencoder of one, which alone diffusers loads.",
                        "Export it as safetensors or TorchScript.");
        }
        return target;
    }

    private Path writeTorchScript(Parts parts, Path target) throws StudioException {
        Path file = target.toString().endsWith(".pt")
                ? target
                : target.resolve(parts.document().card().name() + ".pt");
        ModuleText module = ExportedModule.of(ModelOpener.definition(parts.document()));
        SequencedMap<String, HostTensor> attributes = new LinkedHashMap<>();
        module.attributes()
                .forEach((attribute, weight) -> attributes.put(
                        attribute, Objects.requireNonNull(parts.weights().get(weight))));
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
        } catch (IOException e) {
            throw FileFault.writing(file, e);
        }
        files.write(
                file,
                TorchArchiveWriter.content(
                        module.text(),
                        attributes,
                        Map.of(EXTRA, parts.document().text())));
        return file;
    }
}
