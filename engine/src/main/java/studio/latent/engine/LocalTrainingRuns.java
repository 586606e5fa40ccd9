package studio.latent.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.data.Dataset;
import studio.latent.engine.error.BadDataset;
import studio.latent.engine.error.BadOption;
import studio.latent.engine.error.FileTrouble;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.generate.ModelOnLane;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.io.AtomicFile;
import studio.latent.engine.job.Cancellation;
import studio.latent.engine.job.Job;
import studio.latent.engine.job.JobContext;
import studio.latent.engine.metric.feature.FeatureCache;
import studio.latent.engine.model.ModelCard;
import studio.latent.engine.model.ModelCatalog;
import studio.latent.engine.model.ModelSpec;
import studio.latent.engine.model.ModelType;
import studio.latent.engine.model.Preset;
import studio.latent.engine.model.Setting;
import studio.latent.engine.model.SpecForm;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.tensor.Lane;
import studio.latent.engine.train.Checkpoint;
import studio.latent.engine.train.Checkpoints;
import studio.latent.engine.train.DatasetFeed;
import studio.latent.engine.train.RunDocument;
import studio.latent.engine.train.RunFolder;
import studio.latent.engine.train.TrainedModel;
import studio.latent.engine.train.TrainingEvent;
import studio.latent.engine.train.TrainingPlan;
import studio.latent.engine.train.TrainingRequest;
import studio.latent.engine.train.TrainingSession;
import studio.latent.engine.train.TrainingSpec;
import studio.latent.engine.train.TrainingState;
import studio.latent.engine.train.doctor.Remedy;

/// Trainings on this machine's train lane, one after the other.
final class LocalTrainingRuns implements TrainingRuns {
    private static final int LARGEST_SIDE = 256;

    /// Opens the data of a run; `imageSize` 0 takes the images as they are stored.
    @FunctionalInterface
    interface DatasetOpener {
        Dataset open(String nameOrPath, int imageSize, JobContext context) throws StudioException;
    }

    private final Lanes lanes;
    private final FolderModelLibrary models;
    private final DatasetOpener datasets;
    private final LocalRunArchive archive;
    private final AtomicFile files = new AtomicFile();
    private final RunFeatures features;
    private final FeatureCache featureCache;
    private final List<LocalTrainingRun> runs = new CopyOnWriteArrayList<>();

    LocalTrainingRuns(StudioOptions options, Lanes lanes, FolderModelLibrary models, DatasetOpener datasets) {
        this.lanes = lanes;
        this.models = models;
        this.datasets = datasets;
        this.features = new RunFeatures(options);
        this.featureCache = new FeatureCache(options.cache().resolve("features"), files);
        this.archive = new LocalRunArchive(lanes);
    }

    @Override
    public List<String> types() {
        return ModelCatalog.TYPES.stream().map(ModelType::id).toList();
    }

    @Override
    public List<Preset> presets(String type) {
        return ModelCatalog.find(type).map(ModelType::presets).orElse(List.of());
    }

    @Override
    public List<Setting> settings(String type) {
        return ModelCatalog.find(type)
                .map(found -> RunTeacher.offered(found, settingsOf(found), models))
                .orElse(List.of());
    }

    private <S extends Record & ModelSpec> List<Setting> settingsOf(ModelType<S> type) {
        List<Setting> settings = new ArrayList<>();
        if (needsAutoencoder(type)) {
            settings.add(FrozenAutoencoder.setting(models.list()));
        }
        settings.addAll(new SpecForm<>(RunPlans.example(type)).settings());
        settings.addAll(new SpecForm<>(TrainingSpec.DEFAULTS).settings());
        return settings;
    }

    @Override
    public List<TrainingRun> runs() {
        return List.copyOf(runs).reversed().stream()
                .map(TrainingRun.class::cast)
                .toList();
    }

    @Override
    public Job<TrainingRun> start(TrainingRequest request) {
        return Job.start("Preparing", Thread::startVirtualThread, context -> {
            ModelType<?> type = RunPlans.typeNamed(request.type());
            SequencedMap<String, String> settings = RunPlans.settings(type, request);
            settings.putIfAbsent("heldOut", Integer.toString(TrainingSpec.DEFAULTS.heldOut()));
            RunTeacher teacher = RunTeacher.find(type, settings, models);
            if (teacher != null) {
                settings = teacher.settings(settings);
            }
            requireUnused(request.folder());
            Dataset dataset = datasets.open(request.dataset(), RunPlans.imageSize(settings), context);
            requireTrainable(dataset);
            if (teacher != null) {
                teacher.requireSize(dataset);
            }
            ComputeDevice device = ComputeDevice.named(request.device());
            RunDocument asked = new RunDocument(
                    type.id(),
                    request.dataset(),
                    dataset.shape().channels(),
                    dataset.shape().height(),
                    dataset.shape().width(),
                    request.seed(),
                    device.id(),
                    lanes.train().threads(),
                    settings,
                    null,
                    null,
                    null);
            return begin(request.folder(), type, asked, dataset, device, teacher);
        });
    }

    /// Begins a run that was asked for: with the autoencoder that it needs and what the data say of their images.
    private LocalTrainingRun begin(
            Path folder,
            ModelType<?> type,
            RunDocument asked,
            Dataset dataset,
            ComputeDevice device,
            @Nullable RunTeacher teacher)
            throws StudioException {
        Optional<FrozenAutoencoder> autoencoder = needsAutoencoder(type)
                ? Optional.of(FrozenAutoencoder.find(
                        models, asked.settings().getOrDefault(FrozenAutoencoder.SETTING, ""), dataset.shape()))
                : Optional.empty();
        RunDocument grounded = autoencoder
                .map(FrozenAutoencoder::inDocument)
                .or(() -> teacher == null ? Optional.empty() : teacher.autoencoder())
                .map(asked::withAutoencoder)
                .orElse(asked);
        RunDocument document = RunPlans.withConditions(
                grounded, dataset, RunPlans.plan(type, grounded, device).model().spec());
        TrainingPlan plan = RunPlans.plan(type, document, device)
                .beginningWith(autoencoder.map(FrozenAutoencoder::given).orElse(Map.of()));
        RunPlans.requireEnough(dataset, plan.model().spec());
        if (teacher != null) {
            teacher.requireConditions(document, dataset);
        }
        makeFolder(folder);
        document.write(files, folder);
        if (autoencoder.isPresent()) {
            autoencoder.get().keep(files, folder);
        }
        if (teacher != null) {
            teacher.keep(files, folder);
        }
        return launch(folder, type, document, RunTeacher.present(plan, folder), dataset, false);
    }

    /// Whether an autoencoder must be named; a student has its teacher's.
    private static boolean needsAutoencoder(ModelType<?> type) {
        return RunPlans.example(type).autoencoder() != null && !RunTeacher.isWanted(type);
    }

    @Override
    public Job<TrainingRun> resume(Path folder) {
        return Job.start("Preparing", Thread::startVirtualThread, context -> {
            RunDocument document = RunDocument.read(folder);
            if (runs.stream()
                    .anyMatch(run -> run.folder().equals(folder) && !run.job().isDone())) {
                throw new BadOption("The run in " + folder + " is already going.", "Wait for its end or stop it.");
            }
            Dataset dataset = openAgain(document, context);
            ModelType<?> type = RunPlans.typeNamed(document.type());
            TrainingPlan plan = RunPlans.plan(type, document, ComputeDevice.named(document.device()))
                    .beginningWith(FrozenAutoencoder.keptIn(folder)
                            .map(FrozenAutoencoder::given)
                            .orElse(Map.of()));
            return launch(folder, type, document, RunTeacher.present(plan, folder), dataset, true);
        });
    }

    @Override
    public Job<TrainingRun> branch(BranchRequest request) {
        return Job.start("Branching", Thread::startVirtualThread, context -> {
            RunDocument document = BranchPlan.document(request, lanes.train().threads());
            ModelType<?> type = RunPlans.typeNamed(document.type());
            TrainingPlan plan = RunPlans.plan(type, document, ComputeDevice.named(document.device()));
            BranchPlan.requireStepsLeft(request, plan.spec().steps());
            requireUnused(request.folder());
            Checkpoint start = BranchPlan.start(
                    request, Checkpoints.ofRun(request.parent(), files).at(request.step()), plan.spec());
            Dataset dataset = openAgain(document, context);
            makeFolder(request.folder());
            RunTeacher.keep(files, request.parent(), request.folder());
            Optional<FrozenAutoencoder> autoencoder = FrozenAutoencoder.keptIn(request.parent());
            if (autoencoder.isPresent()) {
                autoencoder.get().keep(files, request.folder());
            }
            document.write(files, request.folder());
            Checkpoints.ofRun(request.folder(), files).save(start);
            return launch(request.folder(), type, document, RunTeacher.present(plan, request.folder()), dataset, true);
        });
    }

    @Override
    public RunArchive archive() {
        return archive;
    }

    /// The data of a run that was started before.
    ///
    /// **Errors** [BadDataset] when its images are of another size by now.
    private Dataset openAgain(RunDocument document, JobContext context) throws StudioException {
        Dataset dataset = datasets.open(document.dataset(), RunPlans.imageSize(document.settings()), context);
        ImageShape shape = new ImageShape(document.channels(), document.height(), document.width());
        if (!dataset.shape().equals(shape)) {
            throw new BadDataset(
                    "The data set '" + document.dataset() + "' has images of " + dataset.shape()
                            + ", the run was started with " + shape + ".",
                    "Put the run's own data back, or start a new training.");
        }
        return dataset;
    }

    @Override
    public Job<TrainingRun> treat(TrainingRun run, Remedy remedy) {
        return Job.start("Preparing", Thread::startVirtualThread, _ -> new Treatment(this, run).apply(remedy));
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

    private static void requireUnused(Path folder) throws StudioException {
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

    private static void makeFolder(Path folder) throws FileTrouble {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new FileTrouble(
                    "The folder " + folder + " cannot be made: " + e.getMessage() + ".", "Choose another folder.", e);
        }
    }

    private LocalTrainingRun launch(
            Path folder, ModelType<?> type, RunDocument document, TrainingPlan plan, Dataset dataset, boolean resume)
            throws BadDataset {
        LocalTrainingRun run = new LocalTrainingRun(folder, plan, type.family());
        DatasetFeed feed = new DatasetFeed(
                dataset,
                plan.seed(),
                plan.spec().horizontalFlip(),
                plan.spec().heldOut(),
                RunPlans.conditionsAgain(document, dataset, plan.model().spec()));
        TrainingSession session =
                new TrainingSession(plan, feed, RunFolder.local(folder), run.control(), run, run::accept);
        run.begin(Job.start("Training " + folder.getFileName(), lanes.train().at(Lane.Urgency.SOON), context -> {
            try (LiveMetrics _ = measuring(run, plan, dataset)) {
                TrainedModel trained = session.run(context, resume);
                ModelCard card = new RunModel(folder, type.family(), document, plan).keep(files, trained);
                run.accept(new TrainingEvent.StateChanged(
                        run.step(), trained.finished() ? TrainingState.COMPLETED : TrainingState.STOPPED));
                return card;
            } catch (Cancellation.CancelledException e) {
                run.accept(new TrainingEvent.StateChanged(run.step(), TrainingState.STOPPED));
                throw e;
            } catch (StudioException | RuntimeException | Error e) {
                run.accept(new TrainingEvent.StateChanged(run.step(), TrainingState.FAILED));
                throw e;
            }
        }));
        runs.add(run);
        return run;
    }

    /// Measures the run from now on, where its settings allow that.
    private @Nullable LiveMetrics measuring(LocalTrainingRun run, TrainingPlan plan, Dataset dataset) {
        if (plan.spec().metricsShare() == 0 || !ModelOnLane.makesImages(plan.model())) {
            return null;
        }
        RunMeasure measure = new RunMeasure(plan, dataset, features, featureCache);
        LiveMetrics metrics = new LiveMetrics(
                lanes,
                measure,
                new LiveMetrics.TimeShare(plan.spec().metricsShare() / 100.0),
                event -> run.control().report(event));
        run.measureWith(metrics);
        metrics.start();
        return metrics;
    }
}
