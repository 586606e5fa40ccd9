package studio.latent.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SequencedMap;
import java.util.stream.Stream;
import studio.latent.engine.data.Dataset;
import studio.latent.engine.error.BadDataset;
import studio.latent.engine.error.BadOption;
import studio.latent.engine.error.FileTrouble;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.io.AtomicFile;
import studio.latent.engine.job.JobContext;
import studio.latent.engine.model.ModelType;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.train.RunDocument;
import studio.latent.engine.train.TrainingPlan;
import studio.latent.engine.train.TrainingRequest;
import studio.latent.engine.train.TrainingSpec;

/// Makes a run ready that is asked for: its settings, its data, what it begins with, its folder.
///
/// @param shelf has the directions of models
/// @param threads that the run computes with on the CPU
record RunPreparation(
        FolderModelLibrary models, DatasetOpener datasets, DirectionShelf shelf, AtomicFile files, int threads) {
    private static final int LARGEST_SIDE = 256;

    /// A run whose folder is made and holds all that it needs to go on.
    record Ready(ModelType<?> type, RunDocument document, TrainingPlan plan, Dataset dataset) {}

    /// **Errors** for settings, data and models that do not fit each other; no folder is made then.
    Ready ready(TrainingRequest request, JobContext context) throws StudioException {
        ModelType<?> type = RunPlans.typeNamed(request.type());
        RunOrigins origins = RunOrigins.find(type, request.settings(), models);
        SequencedMap<String, String> settings = settings(type, request, origins);
        requireUnused(request.folder());
        Dataset dataset = data(request.dataset(), settings, origins, context);
        requireTrainable(dataset);
        ComputeDevice device = ComputeDevice.named(request.device());
        RunDocument asked = new RunDocument(
                type.id(),
                request.dataset(),
                dataset.shape().channels(),
                dataset.shape().height(),
                dataset.shape().width(),
                request.seed(),
                device.id(),
                threads,
                settings,
                null,
                null,
                null,
                null);
        RunOrigins all = origins.withAutoencoder(type, asked, dataset, models);
        RunDocument grounded = all.grounded(asked);
        RunDocument document = RunPlans.withConditions(
                grounded, dataset, RunPlans.plan(type, grounded, device).model().spec());
        all.requireConditions(document, dataset);
        TrainingPlan plan = all.begin(RunPlans.plan(type, document, device));
        RunPlans.requireEnough(dataset, plan.model().spec());
        plan.model().spec().requireTrainable();
        makeFolder(request.folder());
        document.write(files, request.folder());
        all.keep(files, request.folder(), shelf);
        return new Ready(type, document, RunTeacher.present(plan, request.folder()), dataset);
    }

    /// The preset's, over them those of the models that the run is made with, over them the request's own.
    private SequencedMap<String, String> settings(ModelType<?> type, TrainingRequest request, RunOrigins origins)
            throws StudioException {
        SequencedMap<String, String> settings = RunPlans.settings(type, request, origins.settings());
        settings.putIfAbsent("heldOut", Integer.toString(TrainingSpec.DEFAULTS.heldOut()));
        return settings;
    }

    /// The images; of another size than those of the model that the run begins with, they are cropped and resized.
    private Dataset data(String name, SequencedMap<String, String> settings, RunOrigins origins, JobContext context)
            throws StudioException {
        int size = RunPlans.imageSize(settings);
        Dataset dataset = datasets.open(name, size, context);
        int needed = size == 0 ? origins.sideFor(dataset.shape()) : 0;
        if (needed > 0) {
            settings.put("imageSize", Integer.toString(needed));
            dataset = datasets.open(name, needed, context);
        }
        origins.requireSize(dataset);
        return dataset;
    }

    private static void requireTrainable(Dataset dataset) throws BadDataset {
        ImageShape shape = dataset.shape();
        int longer = Math.max(shape.height(), shape.width());
        int shorter = Math.min(shape.height(), shape.width());
        if (longer > LARGEST_SIDE || shorter < 8) {
            throw new BadDataset(
                    "The images of '" + dataset.name() + "' are " + shape.width() + "×" + shape.height()
                            + " pixels; a model takes 8 to " + LARGEST_SIDE + ".",
                    "Set imageSize, for example imageSize=64, to crop and resize them.");
        }
    }

    /// **Errors** [BadOption] for a folder that holds something.
    static void requireUnused(Path folder) throws StudioException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> entries = Files.list(folder)) {
            if (entries.findAny().isPresent()) {
                throw new BadOption(
                        "The folder " + folder + " is not empty.",
                        "Choose a new folder, or resume the run in it with --resume.");
            }
        } catch (IOException e) {
            throw new FileTrouble(folder + " cannot be used: " + e.getMessage() + ".", "Choose another folder.", e);
        }
    }

    static void makeFolder(Path folder) throws FileTrouble {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new FileTrouble(
                    "The folder " + folder + " cannot be made: " + e.getMessage() + ".", "Choose another folder.", e);
        }
    }
}
