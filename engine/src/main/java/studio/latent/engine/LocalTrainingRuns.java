package studio.latent.engine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.data.Dataset;
import studio.latent.engine.error.BadDataset;
import studio.latent.engine.error.BadOption;
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
    private final Lanes lanes;
    private final FolderModelLibrary models;
    private final DatasetOpener datasets;
    private final DirectionShelf shelf;
    private final LocalRunArchive archive;
    private final AtomicFile files = new AtomicFile();
    private final RunFeatures features;
    private final FeatureCache featureCache;
    private final List<LocalTrainingRun> runs = new CopyOnWriteArrayList<>();

    LocalTrainingRuns(StudioOptions options, Lanes lanes, FolderModelLibrary models, DatasetOpener datasets) {
        this.lanes = lanes;
        this.models = models;
        this.datasets = datasets;
        this.shelf = new DirectionShelf(options.directions());
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
        if (PretrainedModel.isPossible(type)) {
            settings.add(PretrainedModel.setting(type, models.list()));
        }
        if (RunOrigins.needAutoencoder(type)) {
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
            RunPreparation.Ready run = new RunPreparation(
                            models, datasets, shelf, files, lanes.train().threads())
                    .ready(request, context);
            return launch(request.folder(), run.type(), run.document(), run.plan(), run.dataset(), false);
        });
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
            TrainingPlan plan = RunPlans.plan(type, document, ComputeDevice.named(document.device()));
            return launch(folder, type, document, RunOrigins.present(plan, folder), dataset, true);
        });
    }

    @Override
    public Job<TrainingRun> branch(BranchRequest request) {
        return Job.start("Branching", Thread::startVirtualThread, context -> {
            RunDocument document = BranchPlan.document(request, lanes.train().threads());
            ModelType<?> type = RunPlans.typeNamed(document.type());
            TrainingPlan plan = RunPlans.plan(type, document, ComputeDevice.named(document.device()));
            BranchPlan.requireStepsLeft(request, plan.spec().steps());
            RunPreparation.requireUnused(request.folder());
            Checkpoint start = BranchPlan.start(
                    request, Checkpoints.ofRun(request.parent(), files).at(request.step()), plan.spec());
            Dataset dataset = openAgain(document, context);
            RunPreparation.makeFolder(request.folder());
            RunOrigins.keep(files, request.parent(), request.folder());
            document.write(files, request.folder());
            Checkpoints.ofRun(request.folder(), files).save(start);
            return launch(request.folder(), type, document, RunOrigins.present(plan, request.folder()), dataset, true);
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

    @Override
    public Job<TrainingRun> anew(TrainingRun run, Map<String, String> changes) {
        return Job.start("Preparing", Thread::startVirtualThread, _ -> new Treatment(this, run).startAnew(changes));
    }

    private LocalTrainingRun launch(
            Path folder, ModelType<?> type, RunDocument document, TrainingPlan plan, Dataset dataset, boolean resume)
            throws StudioException {
        LocalTrainingRun run = new LocalTrainingRun(folder, plan, type.family(), Treatment.possible(document));
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
