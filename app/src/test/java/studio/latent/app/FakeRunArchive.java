package studio.latent.app;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import studio.latent.engine.OpenModel;
import studio.latent.engine.RunArchive;
import studio.latent.engine.StoredRun;
import studio.latent.engine.TrainingRun;
import studio.latent.engine.error.NotFound;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.image.Raster;
import studio.latent.engine.job.Job;
import studio.latent.engine.model.Latent;
import studio.latent.engine.model.LatentGeometry;
import studio.latent.engine.model.PriorKind;
import studio.latent.engine.train.KeptCheckpoint;
import studio.latent.engine.train.TrainingState;

/// The folders of earlier runs: what a test puts here is what is found.
public final class FakeRunArchive implements RunArchive {
    private static final ImageShape SHAPE = new ImageShape(1, 8, 8);

    private final FakeStudio studio;
    private final List<StoredRun> stored = new CopyOnWriteArrayList<>();
    private final Map<Path, List<KeptCheckpoint>> checkpoints = new ConcurrentHashMap<>();
    private final List<Integer> drawn = new CopyOnWriteArrayList<>();

    FakeRunArchive(FakeStudio studio) {
        this.studio = studio;
    }

    /// Puts a run of 100 steps that stopped after `step` there.
    public void store(Path folder, int step) {
        stored.add(
                new StoredRun(folder, "conv-vae", "grey-data", step, 100, TrainingState.STOPPED, Instant.EPOCH, null));
    }

    /// Puts a run of 100 steps that diverged after `step` there.
    public void storeFailed(Path folder, int step) {
        stored.add(
                new StoredRun(folder, "conv-vae", "grey-data", step, 100, TrainingState.FAILED, Instant.EPOCH, null));
    }

    /// Says which checkpoints `run` keeps.
    public void keep(Path run, int... steps) {
        List<KeptCheckpoint> kept = new ArrayList<>();
        for (int step : steps) {
            kept.add(new KeptCheckpoint(step, run.resolve("step-" + step), 1_000_000));
        }
        checkpoints.put(run, kept);
    }

    /// The steps whose grids were asked for, in order.
    public List<Integer> drawn() {
        return drawn;
    }

    @Override
    public Job<List<StoredRun>> list(Path folder) {
        return studio.job("Looking for runs", _ -> List.copyOf(stored));
    }

    @Override
    public Job<TrainingRun> open(Path run) {
        return studio.job("Opening a run", _ -> {
            StoredRun found = stored.stream()
                    .filter(each -> each.folder().equals(run))
                    .findFirst()
                    .orElseThrow(() -> new NotFound("There is no run in " + run + ".", "Choose another folder."));
            FakeTrainingRun replayed = new FakeTrainingRun(run, found.steps(), SHAPE, studio::execute);
            replayed.advance(found.step());
            if (found.state() == TrainingState.FAILED) {
                replayed.diverge();
            } else {
                replayed.stop();
            }
            return replayed;
        });
    }

    @Override
    public Job<List<KeptCheckpoint>> checkpoints(Path run) {
        return studio.job("Looking for checkpoints", _ -> checkpoints.getOrDefault(run, List.of()));
    }

    @Override
    public Job<OpenModel> model(Path run, int step) {
        return studio.job("Opening a checkpoint", _ -> {
            requireKept(run, step);
            return new FakeOpenModel(
                    FakeModels.card(
                            run.getFileName() + " (step " + step + ")", SHAPE, 4, List.of(PriorKind.NORMAL), ""),
                    LatentGeometry.standard(4));
        });
    }

    @Override
    public Job<Raster> grid(Path run, int step) {
        return studio.job("Drawing a checkpoint", _ -> {
            requireKept(run, step);
            drawn.add(step);
            return FakeBench.paint(SHAPE, new Latent(new float[] {1, -1, 0.5f, 0}), step);
        });
    }

    private void requireKept(Path run, int step) throws NotFound {
        if (checkpoints.getOrDefault(run, List.of()).stream().noneMatch(kept -> kept.step() == step)) {
            throw new NotFound("There is no checkpoint of step " + step + ".", "Choose one of those kept.");
        }
    }
}
