package studio.latent.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import studio.latent.engine.error.FileTrouble;
import studio.latent.engine.error.IncompatibleModel;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.generate.ModelOnLane;
import studio.latent.engine.image.Raster;
import studio.latent.engine.io.AtomicFile;
import studio.latent.engine.io.ModelFolder;
import studio.latent.engine.job.Job;
import studio.latent.engine.model.ModelCard;
import studio.latent.engine.model.ModelDefinition;
import studio.latent.engine.model.ModelType;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.tensor.HostTensor;
import studio.latent.engine.train.Checkpoints;
import studio.latent.engine.train.HeldGrid;
import studio.latent.engine.train.KeptCheckpoint;
import studio.latent.engine.train.RunDocument;
import studio.latent.engine.train.RunFailure;
import studio.latent.engine.train.RunHistory;
import studio.latent.engine.train.TrainingPlan;
import studio.latent.engine.train.TrainingState;

/// Run folders of this machine.
final class LocalRunArchive implements RunArchive {
    private final Lanes lanes;
    private final AtomicFile files = new AtomicFile();

    LocalRunArchive(Lanes lanes) {
        this.lanes = lanes;
    }

    @Override
    public Job<List<StoredRun>> list(Path folder) {
        return Job.start("Looking for runs", Thread::startVirtualThread, context -> {
            List<StoredRun> runs = new ArrayList<>();
            for (Path run : subfolders(folder)) {
                context.checkCancelled();
                try {
                    runs.add(stored(run));
                } catch (StudioException _) {
                    // a folder that is no run, or one that this version cannot read, is none of the list's
                }
            }
            runs.sort(Comparator.comparing(StoredRun::changed).reversed());
            return runs;
        });
    }

    private static List<Path> subfolders(Path folder) throws FileTrouble {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> Files.isRegularFile(entry.resolve(RunDocument.FILE)))
                    .toList();
        } catch (IOException e) {
            throw new FileTrouble(folder + " cannot be read: " + e.getMessage() + ".", "Check its permissions.", e);
        }
    }

    private static StoredRun stored(Path run) throws StudioException {
        RunDocument document = RunDocument.read(run);
        int steps = plan(document).spec().steps();
        int last = RunHistory.lastStep(run);
        boolean whole = last >= steps && ModelFolder.isPlausible(run.resolve("model"));
        TrainingState unfinished = RunFailure.read(run).isPresent() ? TrainingState.FAILED : TrainingState.STOPPED;
        return new StoredRun(
                run,
                document.type(),
                document.dataset(),
                last,
                steps,
                whole ? TrainingState.COMPLETED : unfinished,
                changed(run),
                document.parent());
    }

    private static TrainingPlan plan(RunDocument document) throws StudioException {
        ModelType<?> type = RunPlans.typeNamed(document.type());
        return RunPlans.plan(type, document, ComputeDevice.CPU);
    }

    private static Instant changed(Path run) throws FileTrouble {
        Path journal = run.resolve("journal.jsonl");
        Path told = Files.exists(journal) ? journal : run.resolve(RunDocument.FILE);
        try {
            return Files.getLastModifiedTime(told).toInstant();
        } catch (IOException e) {
            throw new FileTrouble(told + " cannot be read: " + e.getMessage() + ".", "Check its permissions.", e);
        }
    }

    @Override
    public Job<TrainingRun> open(Path run) {
        return Job.start("Opening " + run.getFileName(), Thread::startVirtualThread, _ -> {
            StoredRun stored = stored(run);
            return new ArchivedRun(
                    stored, RunHistory.read(run), Treatment.possible(RunDocument.read(run)), end(stored));
        });
    }

    /// How the run ended: by a failure, with the model in its folder, or with none.
    private static Job<ModelCard> end(StoredRun run) {
        Optional<RunFailure> failure =
                run.state() == TrainingState.FAILED ? RunFailure.read(run.folder()) : Optional.empty();
        if (failure.isPresent()) {
            return Job.failed("Model", failure.orElseThrow().exception());
        }
        Path model = run.folder().resolve("model");
        if (ModelFolder.isPlausible(model)) {
            try {
                return Job.completed("Model", ModelFolder.open(model).document().card());
            } catch (StudioException e) {
                return Job.failed("Model", e);
            }
        }
        return Job.start("Model", Runnable::run, context -> {
            context.cancellation().request();
            context.checkCancelled();
            throw new IllegalStateException("a cancelled job went on");
        });
    }

    @Override
    public Job<List<KeptCheckpoint>> checkpoints(Path run) {
        return Job.start(
                "Looking for checkpoints",
                Thread::startVirtualThread,
                _ -> Checkpoints.ofRun(run, files).kept());
    }

    @Override
    public Job<OpenModel> model(Path run, int step) {
        return Job.start("Opening step " + step, Thread::startVirtualThread, _ -> {
            LocalOpenModel model = opened(run, step);
            requireImages(model.definition());
            return model;
        });
    }

    private LocalOpenModel opened(Path run, int step) throws StudioException {
        RunDocument document = RunDocument.read(run);
        ModelType<?> type = RunPlans.typeNamed(document.type());
        TrainingPlan plan = RunPlans.plan(type, document, ComputeDevice.CPU);
        Map<String, HostTensor> weights = Checkpoints.ofRun(run, files).modelWeights(step);
        return LocalOpenModel.ofRun(run, plan, type.family(), weights, "step " + step, "A checkpoint of a training.");
    }

    @Override
    public Job<Raster> grid(Path run, int step) {
        return lanes.background("Drawing step " + step, (context, models) -> {
            context.checkCancelled();
            LocalOpenModel model = opened(run, step);
            requireImages(model.definition());
            context.checkCancelled();
            ModelOnLane loaded = models.get(model.weights());
            return new HeldGrid(RunDocument.read(run).seed(), model.card().latentDimension()).decode(loaded);
        });
    }

    /// **Errors** [IncompatibleModel] for a model that there is nothing to see of.
    static void requireImages(ModelDefinition model) throws IncompatibleModel {
        if (!ModelOnLane.makesImages(model)) {
            throw new IncompatibleModel(
                    "The model of this run makes no images from latents.", "Look at its curves instead.");
        }
    }
}
