package studio.latent.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import studio.latent.engine.BranchRequest;
import studio.latent.engine.TrainingRun;
import studio.latent.engine.TrainingRuns;
import studio.latent.engine.data.DatasetCard;
import studio.latent.engine.error.BadOption;
import studio.latent.engine.error.NotFound;
import studio.latent.engine.job.Job;
import studio.latent.engine.model.Preset;
import studio.latent.engine.model.Setting;
import studio.latent.engine.train.TrainingRequest;
import studio.latent.engine.train.doctor.Remedy;

/// The trainings of [FakeStudio]: one type with a setting of each kind; runs go on only when a test says so.
public final class FakeTraining implements TrainingRuns {
    private static final List<Setting> SETTINGS = List.of(
            new Setting("latentDimension", "model", Setting.Kind.INTEGER, "16", 2, 512, "", List.of()),
            new Setting(
                    "decoder", "model", Setting.Kind.CHOICE, "GAUSSIAN", 0, 0, "", List.of("GAUSSIAN", "BERNOULLI")),
            new Setting("beta", "objective", Setting.Kind.REAL, "1.0", 0, 100, "", List.of()),
            new Setting("freeBits", "objective", Setting.Kind.REAL, "0.0", 0, 10, "nats", List.of()),
            new Setting("learningRate", "optimizer", Setting.Kind.REAL, "0.001", 1e-7, 1, "", List.of()),
            new Setting("warmUp", "optimizer", Setting.Kind.INTEGER, "100", 0, 1e6, "steps", List.of()),
            new Setting("batch", "run", Setting.Kind.INTEGER, "64", 1, 4096, "images", List.of()),
            new Setting("horizontalFlip", "run", Setting.Kind.FLAG, "false", 0, 0, "", List.of()));

    private final FakeStudio studio;
    private final FakeRunArchive archive;
    private final List<BranchRequest> branches = new CopyOnWriteArrayList<>();
    private final List<Map<String, String>> anew = new CopyOnWriteArrayList<>();
    private final List<TrainingRun> runs = new CopyOnWriteArrayList<>();

    FakeTraining(FakeStudio studio) {
        this.studio = studio;
        archive = new FakeRunArchive(studio);
    }

    @Override
    public List<String> types() {
        return List.of("conv-vae", "linear-vae");
    }

    @Override
    public List<Preset> presets(String type) {
        return List.of(
                new Preset("small", "Fits two processor cores: minutes.", Map.of("batch", "32")),
                new Preset("large", "For a graphics card: an hour.", Map.of("batch", "256", "latentDimension", "64")));
    }

    @Override
    public List<Setting> settings(String type) {
        return SETTINGS;
    }

    /// The newest run, to advance it by hand.
    public FakeTrainingRun newest() {
        return (FakeTrainingRun) runs.getFirst();
    }

    @Override
    public Job<TrainingRun> start(TrainingRequest request) {
        return studio.job("Starting a training", _ -> {
            check(request);
            DatasetCard data = ((FakeDatasets) studio.datasets()).find(request.dataset());
            return begun(
                    new FakeTrainingRun(request.folder(), request.steps().orElse(100), data.shape(), studio::execute));
        });
    }

    private TrainingRun begun(FakeTrainingRun run) {
        runs.addFirst(run);
        return run;
    }

    private void check(TrainingRequest request) throws BadOption {
        if (!types().contains(request.type())) {
            throw new BadOption("There is no model type " + request.type() + ".", "Choose one of " + types() + ".");
        }
        Map<String, Setting> known = SETTINGS.stream().collect(Collectors.toMap(Setting::name, setting -> setting));
        for (Map.Entry<String, String> entry : request.settings().entrySet()) {
            Setting setting = known.get(entry.getKey());
            if (setting == null) {
                throw new BadOption(
                        "There is no setting " + entry.getKey() + ".", "Choose one of " + known.keySet() + ".");
            }
            if (!fits(setting, entry.getValue())) {
                throw new BadOption(
                        setting.name() + " must be in [" + setting.min() + ", " + setting.max() + "], got "
                                + entry.getValue() + ".",
                        "Give a value in that range.");
            }
        }
    }

    private static boolean fits(Setting setting, String text) {
        return switch (setting.kind()) {
            case CHOICE -> setting.choices().contains(text);
            case FLAG -> "true".equals(text) || "false".equals(text);
            case INTEGER, REAL -> {
                try {
                    double value = Double.parseDouble(text);
                    yield value >= setting.min() && value <= setting.max();
                } catch (NumberFormatException _) {
                    yield false;
                }
            }
        };
    }

    @Override
    public Job<TrainingRun> resume(Path folder) {
        return studio.job("Resuming a training", _ -> {
            if (!Files.isDirectory(folder)) {
                throw new NotFound("There is no run in " + folder + ".", "Choose the folder of a run.");
            }
            FakeTrainingRun run = new FakeTrainingRun(
                    folder,
                    100,
                    ((FakeDatasets) studio.datasets()).find("grey-data").shape(),
                    studio::execute);
            run.advance(40);
            return begun(run);
        });
    }

    @Override
    public Job<TrainingRun> branch(BranchRequest request) {
        return studio.job("Branching", _ -> {
            branches.add(request);
            FakeTrainingRun run = new FakeTrainingRun(
                    request.folder(),
                    100,
                    ((FakeDatasets) studio.datasets()).find("grey-data").shape(),
                    studio::execute);
            run.advance(request.step());
            return begun(run);
        });
    }

    /// What was asked for by [#branch], in order.
    public List<BranchRequest> branches() {
        return branches;
    }

    @Override
    public FakeRunArchive archive() {
        return archive;
    }

    @Override
    public Job<TrainingRun> treat(TrainingRun run, Remedy remedy) {
        return studio.job("Treating a training", _ -> {
            run.stop();
            return begun(new FakeTrainingRun(
                    run.folder().resolveSibling(run.folder().getFileName() + "-" + remedy.name()),
                    run.steps(),
                    ((FakeDatasets) studio.datasets()).find("grey-data").shape(),
                    studio::execute));
        });
    }

    @Override
    public Job<TrainingRun> anew(TrainingRun run, Map<String, String> changes) {
        return studio.job("Starting a training anew", _ -> {
            anew.add(changes);
            return begun(new FakeTrainingRun(
                    run.folder().resolveSibling(run.folder().getFileName() + "-2"),
                    run.steps(),
                    ((FakeDatasets) studio.datasets()).find("grey-data").shape(),
                    studio::execute));
        });
    }

    /// The changes that were asked for by [#anew], in order.
    public List<Map<String, String>> anew() {
        return anew;
    }

    @Override
    public List<TrainingRun> runs() {
        return List.copyOf(runs);
    }
}
