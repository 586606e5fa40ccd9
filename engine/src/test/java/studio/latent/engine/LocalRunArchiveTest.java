package studio.latent.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import studio.latent.engine.error.BadOption;
import studio.latent.engine.error.NotFound;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.error.TrainingDiverged;
import studio.latent.engine.error.TrainingFailed;
import studio.latent.engine.image.ImageFiles;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.image.PngFile;
import studio.latent.engine.image.Raster;
import studio.latent.engine.job.Outcome;
import studio.latent.engine.model.Latent;
import studio.latent.engine.model.ModelCard;
import studio.latent.engine.train.KeptCheckpoint;
import studio.latent.engine.train.RunDocument;
import studio.latent.engine.train.RunParent;
import studio.latent.engine.train.TrainingEvent;
import studio.latent.engine.train.TrainingRequest;
import studio.latent.engine.train.TrainingState;

/// A small run, looked back at and branched from.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LocalRunArchiveTest {
    private static final Map<String, String> SMALL = Map.of(
            "latentDimension", "3",
            "width", "4",
            "hidden", "16",
            "batch", "8",
            "checkpointEvery", "4",
            "gridEvery", "4",
            "warmupSteps", "2",
            "metricsShare", "0");

    private Path folder = Path.of("unused");
    private Studio studio = Studio.open(new StudioOptions(null, Path.of("unused"), "cpu", 1));
    private String trainedHash = "";

    @BeforeAll
    void train(@TempDir Path shared) throws Exception {
        folder = shared;
        studio.close();
        studio = Studio.open(new StudioOptions(null, folder.resolve("home"), "cpu", 1));
        Path data = Files.createDirectories(folder.resolve("data"));
        for (int i = 0; i < 20; i++) {
            Files.write(data.resolve(i + ".png"), PngFile.encode(image(i), Map.of()));
        }
        trainedHash = studio.training()
                .start(new TrainingRequest(
                        "vae", data.toString(), "small", SMALL, OptionalInt.of(12), 5, "cpu", base()))
                .await()
                .orThrow()
                .job()
                .await()
                .orThrow()
                .hash();
    }

    @AfterAll
    void close() {
        studio.close();
    }

    private static Raster image(int number) {
        byte[] samples = new byte[144];
        for (int k = 0; k < samples.length; k++) {
            samples[k] = (byte) (k % 12 < number % 12 ? 220 : 10 * number);
        }
        return new Raster(new ImageShape(1, 12, 12), samples);
    }

    private Path base() {
        return folder.resolve("runs/base");
    }

    private ModelCard branch(String name, int step, Map<String, String> changes) throws Exception {
        return studio.training()
                .branch(new BranchRequest(
                        base(), step, changes, folder.resolve("branches").resolve(name)))
                .await()
                .orThrow()
                .job()
                .await()
                .orThrow();
    }

    @Test
    void everyKeptCheckpointIsListedWithItsSize() throws Exception {
        List<KeptCheckpoint> kept =
                studio.training().archive().checkpoints(base()).await().orThrow();

        assertThat(kept).extracting(KeptCheckpoint::step).containsExactly(4, 8, 12);
        assertThat(kept).allSatisfy(each -> assertThat(each.bytes()).isEqualTo(Files.size(each.file())));
    }

    @Test
    void theGridOfACheckpointIsTheOneThatTheRunMadeAtThatStep() throws Exception {
        for (int step : new int[] {4, 8, 12}) {
            Raster grid = studio.training().archive().grid(base(), step).await().orThrow();

            assertThat(grid).isEqualTo(ImageFiles.read(base().resolve("grids/grid-%09d.png".formatted(step))));
        }
    }

    @Test
    void theModelOfACheckpointCanBeAskedForImagesAndTheLastIsTheTrainedOne() throws Exception {
        Latent latent = new Latent(new float[] {0.5f, -1, 1});
        OpenModel early = studio.training().archive().model(base(), 4).await().orThrow();
        OpenModel last = studio.training().archive().model(base(), 12).await().orThrow();
        OpenModel whole =
                studio.models().open(base().resolve("model").toString()).await().orThrow();

        Raster now =
                studio.bench().decode(last, List.of(latent)).await().orThrow().getFirst();

        assertThat(early.card().name()).isEqualTo("base (step 4)");
        assertThat(now)
                .isEqualTo(studio.bench()
                        .decode(whole, List.of(latent))
                        .await()
                        .orThrow()
                        .getFirst());
        assertThat(now)
                .isNotEqualTo(studio.bench()
                        .decode(early, List.of(latent))
                        .await()
                        .orThrow()
                        .getFirst());
        assertThatThrownBy(() ->
                        studio.training().archive().model(base(), 5).await().orThrow())
                .isInstanceOf(NotFound.class);
    }

    @Test
    void aRunThatIsOverIsFoundAndReplaysItsJournal() throws Exception {
        Files.createDirectories(folder.resolve("runs/no-run"));

        List<StoredRun> stored =
                studio.training().archive().list(folder.resolve("runs")).await().orThrow();
        TrainingRun opened = studio.training().archive().open(base()).await().orThrow();
        List<TrainingEvent> events = new ArrayList<>();
        opened.subscribe(events::add);

        assertThat(stored).extracting(StoredRun::name).containsExactly("base");
        assertThat(stored.getFirst().state()).isEqualTo(TrainingState.COMPLETED);
        assertThat(opened.step()).isEqualTo(12);
        assertThat(opened.steps()).isEqualTo(12);
        assertThat(events).anyMatch(TrainingEvent.Losses.class::isInstance);
        assertThat(events).anyMatch(TrainingEvent.Grid.class::isInstance);
        assertThat(opened.job().await().orThrow().hash()).isEqualTo(trainedHash);
    }

    @Test
    void aRunWithoutAModelCountsAsStopped() throws Exception {
        Path killed = Files.createDirectories(folder.resolve("killed/run"));
        Files.copy(base().resolve("run.json"), killed.resolve("run.json"));
        Files.writeString(killed.resolve("journal.jsonl"), "{\"step\":7,\"event\":\"note\",\"text\":\"x\"}\n{\"st");

        TrainingRun opened = studio.training().archive().open(killed).await().orThrow();

        assertThat(opened.state()).isEqualTo(TrainingState.STOPPED);
        assertThat(opened.step()).isEqualTo(7);
        assertThat(opened.job().await()).isInstanceOf(Outcome.Cancelled.class);
    }

    @Test
    void aRunThatDivergedSaysSoWithItsReasonWhenItIsOpenedAgainAndNoLongerOnceItHasGoneOn() throws Exception {
        Map<String, String> tooFast = new HashMap<>(SMALL);
        tooFast.putAll(Map.of("learningRate", "10", "optimizer", "sgd", "warmupSteps", "0", "checkpointEvery", "1000"));
        Path ill = folder.resolve("ill/run");
        TrainingRun run = studio.training()
                .start(new TrainingRequest(
                        "vae", folder.resolve("data").toString(), "small", tooFast, OptionalInt.of(12), 5, "cpu", ill))
                .await()
                .orThrow();
        Outcome<ModelCard> live = run.job().await();

        StoredRun stored = studio.training()
                .archive()
                .list(folder.resolve("ill"))
                .await()
                .orThrow()
                .getFirst();
        TrainingRun opened = studio.training().archive().open(ill).await().orThrow();

        StudioException reason = (StudioException) ((Outcome.Failed<ModelCard>) live).cause();
        assertThat(reason).isInstanceOf(TrainingDiverged.class);
        assertThat(stored.state()).isEqualTo(TrainingState.FAILED);
        assertThat(opened.state()).isEqualTo(TrainingState.FAILED);
        assertThatThrownBy(() -> opened.job().await().orThrow())
                .isInstanceOf(TrainingFailed.class)
                .hasMessage(reason.getMessage());

        Files.writeString(
                ill.resolve("run.json"),
                Files.readString(ill.resolve("run.json")).replaceAll("(\"learningRate\": *\")10\"", "$10.001\""));
        studio.training().resume(ill).await().orThrow().job().await().orThrow();

        assertThat(studio.training().archive().open(ill).await().orThrow().state())
                .isEqualTo(TrainingState.COMPLETED);
        assertThat(ill.resolve("failure.json")).doesNotExist();
    }

    @Test
    void aBranchInWhichNothingIsChangedComputesWhatItsParentDid() throws Exception {
        ModelCard branched = branch("same", 4, Map.of());

        assertThat(branched.hash()).isEqualTo(trainedHash);
        assertThat(RunDocument.read(folder.resolve("branches/same")).parent())
                .isEqualTo(new RunParent(base().toString(), 4));
        assertThat(Files.readAllBytes(folder.resolve("branches/same/checkpoints/step-000000012.safetensors")))
                .isEqualTo(Files.readAllBytes(base().resolve("checkpoints/step-000000012.safetensors")));
    }

    @Test
    void aBranchMayHaveAnotherLearningRateAndMoreSteps() throws Exception {
        ModelCard branched = branch("other", 8, Map.of("learningRate", "0.01", "steps", "16"));

        assertThat(branched.hash()).isNotEqualTo(trainedHash);
        assertThat(studio.training()
                        .archive()
                        .checkpoints(folder.resolve("branches/other"))
                        .await()
                        .orThrow())
                .extracting(KeptCheckpoint::step)
                .containsExactly(8, 12, 16);
    }

    @Test
    void aBranchThatCouldNotGoOnIsRefusedBeforeAnythingIsWritten() {
        assertThatThrownBy(() -> branch("no", 4, Map.of("width", "8")))
                .isInstanceOf(BadOption.class)
                .hasMessageContaining("cannot change 'width'");
        assertThatThrownBy(() -> branch("no", 8, Map.of("steps", "8")))
                .isInstanceOf(BadOption.class)
                .hasMessageContaining("nothing left to do");
        assertThatThrownBy(() -> branch("no", 5, Map.of())).isInstanceOf(NotFound.class);
        assertThat(folder.resolve("branches/no")).doesNotExist();
    }
}
