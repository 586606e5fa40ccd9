package studio.latent.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import studio.latent.engine.error.BadDataset;
import studio.latent.engine.error.BadImage;
import studio.latent.engine.error.BadModelFile;
import studio.latent.engine.error.BadOption;
import studio.latent.engine.error.NotFound;
import studio.latent.engine.generate.Recipe;
import studio.latent.engine.generate.Rendering;
import studio.latent.engine.generate.SampleRequest;
import studio.latent.engine.generate.SampledImage;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.image.PngFile;
import studio.latent.engine.image.Raster;
import studio.latent.engine.io.ExportFormat;
import studio.latent.engine.io.Precision;
import studio.latent.engine.job.Outcome;
import studio.latent.engine.model.Latent;
import studio.latent.engine.model.ModelCard;
import studio.latent.engine.model.PriorKind;
import studio.latent.engine.train.TrainingEvent;
import studio.latent.engine.train.TrainingRequest;
import studio.latent.engine.train.TrainingState;

/// The whole way through the engine with a small model: data, training, pictures, files, and what goes wrong.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LocalStudioTest {
    private static final Map<String, String> SMALL = Map.of(
            "latentDimension", "3",
            "width", "4",
            "hidden", "16",
            "batch", "8",
            "checkpointEvery", "4",
            "gridEvery", "6",
            "warmupSteps", "2",
            "metricsShare", "0");

    private StripedStudio striped;
    private Studio studio;
    private Path folder;

    @BeforeAll
    void makeDataAndTrain(@TempDir Path shared) throws Exception {
        folder = shared;
        striped = StripedStudio.in(shared, 40);
        studio = striped.studio();
        run("base", 12);
        striped.adopt("base");
    }

    @AfterAll
    void close() {
        striped.close();
    }

    private TrainingRequest request(String name, int steps, Map<String, String> settings) {
        return striped.request("vae", "small", name, steps, settings);
    }

    private TrainingRun start(String name, int steps) throws Exception {
        return striped.start(request(name, steps, SMALL));
    }

    private ModelCard run(String name, int steps) throws Exception {
        return start(name, steps).job().await().orThrow();
    }

    private OpenModel model() throws Exception {
        return striped.model("base");
    }

    // ---- training

    @Test
    void aRunLeavesItsJournalCheckpointsPicturesEventsAndModel() throws Exception {
        Path base = folder.resolve("base");

        assertThat(base.resolve("run.json")).isRegularFile();
        assertThat(base.resolve("checkpoints/step-000000012.safetensors")).isRegularFile();
        assertThat(base.resolve("checkpoints/step-000000008.safetensors")).isRegularFile();
        assertThat(base.resolve("checkpoints/step-000000004.safetensors")).isRegularFile();
        assertThat(base.resolve("grids/grid-000000006.png")).isRegularFile();
        assertThat(base.resolve("grids/reconstructions-000000012.png")).isRegularFile();
        assertThat(base.resolve("tensorboard")).isNotEmptyDirectory();
        List<String> events = Files.readAllLines(base.resolve("journal.jsonl")).stream()
                .map(line -> JsonParser.parseString(line)
                        .getAsJsonObject()
                        .get("event")
                        .getAsString())
                .toList();
        assertThat(events).contains("losses", "grid", "reconstructions", "checkpoint", "state", "speed");
        assertThat(model().geometry().fitted()).isTrue();
        assertThat(model().card().priors()).containsExactly(PriorKind.NORMAL, PriorKind.MIXTURE);
    }

    @Test
    void aRunThatWasStoppedAndResumedEndsWithTheSameWeights() throws Exception {
        TrainingRun run = start("stopped", 12);
        CountDownLatch under = new CountDownLatch(1);
        run.subscribe(event -> {
            if (event.step() >= 1) {
                run.stop();
                under.countDown();
            }
        });
        assertThat(under.await(60, TimeUnit.SECONDS)).isTrue();
        run.job().await().orThrow();

        ModelCard resumed = striped.resume("stopped");

        assertThat(resumed.hash()).isEqualTo(model().card().hash());
    }

    @Test
    void aPausedRunHoldsStillAndGoesOn() throws Exception {
        TrainingRun run = start("paused", 12);
        CountDownLatch paused = new CountDownLatch(1);
        CountDownLatch told = new CountDownLatch(1);
        List<TrainingState> states = new CopyOnWriteArrayList<>();
        run.pause();
        run.subscribe(event -> {
            if (event instanceof TrainingEvent.StateChanged changed) {
                states.add(changed.state());
                if (changed.state() == TrainingState.PAUSED) {
                    paused.countDown();
                }
                if (changed.state() == TrainingState.COMPLETED) {
                    told.countDown();
                }
            }
        });

        assertThat(paused.await(60, TimeUnit.SECONDS)).isTrue();
        run.learningRate(0.5);
        assertThat(run.job().isDone()).isFalse();
        run.unpause();
        run.job().await().orThrow();

        // Events are sent on a thread of their own: the last may come after the job's end.
        assertThat(told.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(states)
                .containsSubsequence(
                        TrainingState.RUNNING, TrainingState.PAUSED, TrainingState.RUNNING, TrainingState.FINISHING);
        assertThat(run.state()).isEqualTo(TrainingState.COMPLETED);
    }

    @Test
    void theModelInTrainingCanBeAskedForImages() throws Exception {
        TrainingRun run = start("live", 12);
        run.job().await().orThrow();

        OpenModel live = run.liveModel().await().orThrow();
        List<Raster> images = studio.bench()
                .decode(live, List.of(new Latent(new float[3])))
                .await()
                .orThrow();

        assertThat(images).hasSize(1);
    }

    @Test
    void aDamagedCheckpointGivesWayToTheOneBefore() throws Exception {
        run("damaged", 12);
        Path newest = folder.resolve("damaged/checkpoints/step-000000012.safetensors");
        Files.write(newest, Arrays.copyOf(Files.readAllBytes(newest), 500));

        TrainingRun again =
                studio.training().resume(folder.resolve("damaged")).await().orThrow();
        List<String> remarks = new ArrayList<>();
        again.subscribe(event -> {
            if (event instanceof TrainingEvent.Note note) {
                remarks.add(note.text());
            }
        });
        ModelCard card = again.job().await().orThrow();

        assertThat(card.hash()).isEqualTo(model().card().hash());
        assertThat(remarks).anySatisfy(text -> assertThat(text).contains("step-000000012", "skipped"));
    }

    @Test
    void wrongRequestsAreRefusedBeforeAnythingIsWritten() {
        Map<String, String> unknown = new LinkedHashMap<>(SMALL);
        unknown.put("latentDimensoin", "3");
        Map<String, String> outside = new LinkedHashMap<>(SMALL);
        outside.put("beta", "-1");

        assertThatThrownBy(() -> studio.training()
                        .start(request("no1", 3, unknown))
                        .await()
                        .orThrow())
                .isInstanceOf(BadOption.class)
                .hasMessageContaining("latentDimension");
        assertThatThrownBy(() -> studio.training()
                        .start(request("no2", 3, outside))
                        .await()
                        .orThrow())
                .isInstanceOf(BadOption.class)
                .hasMessageContaining("beta");
        assertThatThrownBy(() -> studio.training()
                        .start(request("base", 3, SMALL))
                        .await()
                        .orThrow())
                .isInstanceOf(BadOption.class)
                .hasMessageContaining("not empty");
        assertThatThrownBy(() -> studio.training()
                        .start(new TrainingRequest(
                                "vae", "nowhere", "", SMALL, OptionalInt.of(3), 1, "cpu", folder.resolve("no3")))
                        .await()
                        .orThrow())
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> studio.training()
                        .start(new TrainingRequest(
                                "vae",
                                striped.data().toString(),
                                "no-such",
                                SMALL,
                                OptionalInt.of(3),
                                1,
                                "cpu",
                                folder.resolve("no4")))
                        .await()
                        .orThrow())
                .isInstanceOf(BadOption.class)
                .hasMessageContaining("small");
        assertThatThrownBy(() ->
                        studio.training().resume(folder.resolve("no5")).await().orThrow())
                .isInstanceOf(NotFound.class);
        assertThat(folder.resolve("no1")).doesNotExist();
        assertThat(folder.resolve("no2")).doesNotExist();
        assertThat(folder.resolve("no3")).doesNotExist();
        assertThat(folder.resolve("no4")).doesNotExist();
    }

    @Test
    void imagesTooLargeForAModelAreResizedWhenAskedFor() throws Exception {
        Path large = Files.createDirectories(folder.resolve("large"));
        for (int i = 0; i < 4; i++) {
            Raster image = new Raster(new ImageShape(1, 300, 300), new byte[90_000]);
            Files.write(large.resolve(i + ".png"), PngFile.encode(image, Map.of()));
        }
        Map<String, String> resized = new LinkedHashMap<>(SMALL);
        resized.put("imageSize", "16");
        resized.put("batch", "2");

        assertThatThrownBy(() -> studio.training()
                        .start(new TrainingRequest(
                                "vae", large.toString(), "", SMALL, OptionalInt.of(2), 1, "cpu", folder.resolve("l1")))
                        .await()
                        .orThrow())
                .isInstanceOf(BadDataset.class)
                .hasMessageContaining("imageSize=64");
        ModelCard card = studio.training()
                .start(new TrainingRequest(
                        "vae", large.toString(), "", resized, OptionalInt.of(2), 1, "cpu", folder.resolve("l2")))
                .await()
                .orThrow()
                .job()
                .await()
                .orThrow();

        assertThat(card.imageShape()).isEqualTo(new ImageShape(1, 16, 16));
    }

    // ---- pictures

    @Test
    void aPictureDependsOnItsSeedAndNotOnItsBatch() throws Exception {
        OpenModel model = model();
        List<SampledImage> together = studio.bench()
                .sample(model, new SampleRequest(3, 5, PriorKind.MIXTURE, 1, 5))
                .await()
                .orThrow();
        List<SampledImage> alone = studio.bench()
                .sample(model, new SampleRequest(5, 1, PriorKind.MIXTURE, 1, 1))
                .await()
                .orThrow();
        List<Raster> byHand = studio.bench()
                .decode(model, List.of(together.get(2).latent()))
                .await()
                .orThrow();

        assertThat(together.get(2)).isEqualTo(alone.getFirst());
        assertThat(byHand.getFirst()).isEqualTo(together.get(2).image());
    }

    @Test
    void aSavedPictureVerifiesAndAnEditedOneDoesNot() throws Exception {
        OpenModel model = model();
        Latent latent = studio.bench().latentOf(model, 7, PriorKind.NORMAL, 0.5);
        Raster image =
                studio.bench().decode(model, List.of(latent)).await().orThrow().getFirst();
        Recipe recipe = new Recipe(
                "base", model.card().hash(), 7L, null, Map.of("prior", "normal", "temperature", "0.5"), "test");
        Path file =
                studio.save(image, recipe, folder.resolve("seven.png")).await().orThrow();
        byte[] samples = image.samples().clone();
        samples[3] ^= 1;
        Path edited = studio.save(new Raster(image.shape(), samples), recipe, folder.resolve("edited.png"))
                .await()
                .orThrow();
        Path plain = Files.write(folder.resolve("plain.png"), PngFile.encode(image, Map.of()));

        assertThat(studio.verify(file).await().orThrow().identical()).isTrue();
        Studio.Verification verification = studio.verify(edited).await().orThrow();
        assertThat(verification.identical()).isFalse();
        assertThat(verification.differing()).isEqualTo(1);
        assertThatThrownBy(() -> studio.verify(plain).await().orThrow())
                .isInstanceOf(BadImage.class)
                .hasMessageContaining("carries no recipe");
    }

    @Test
    void onlyTheNewestWaitingRequestIsRendered() throws Exception {
        OpenModel model = model();
        studio.bench().decode(model, List.of(new Latent(new float[3]))).await().orThrow();
        Bench.LiveRenderer renderer = studio.bench().renderer();
        List<Integer> seen = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch last = new CountDownLatch(1);
        CountDownLatch held = new CountDownLatch(1);
        renderer.request(model, new Latent(new float[] {0, 0, 0}), Rendering.DEFAULTS, outcome -> {
            seen.add(0);
            await(held);
        });
        while (seen.isEmpty()) {
            Thread.onSpinWait();
        }
        for (int i = 1; i <= 50; i++) {
            int number = i;
            renderer.request(model, new Latent(new float[] {i, 0, 0}), Rendering.DEFAULTS, outcome -> {
                assertThat(outcome).isInstanceOf(Outcome.Completed.class);
                seen.add(number);
                last.countDown();
            });
        }
        held.countDown();

        assertThat(last.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(seen).containsExactly(0, 50);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    // ---- files

    @Test
    void aModelComesBackFromTorchScriptWithTheSameWeights() throws Exception {
        Path file = studio.models()
                .export("base", ExportFormat.TORCHSCRIPT, Precision.FLOAT32, folder.resolve("out/round-trip.pt"))
                .await()
                .orThrow();

        ModelCard card = studio.models().importFrom(file).await().orThrow();

        assertThat(card.name()).isEqualTo("round-trip");
        assertThat(decodeOne("round-trip")).isEqualTo(decodeOne("base"));
        assertThatThrownBy(() -> studio.models().importFrom(file).await().orThrow())
                .isInstanceOf(BadOption.class)
                .hasMessageContaining("already a model named 'round-trip'");
    }

    private Raster decodeOne(String name) throws Exception {
        OpenModel opened = studio.models().open(name).await().orThrow();
        return studio.bench()
                .decode(opened, List.of(new Latent(new float[] {1, -1, 0.5f})))
                .await()
                .orThrow()
                .getFirst();
    }

    @Test
    void damagedAndMissingModelsAreNamed() throws Exception {
        Path copy = Files.createDirectories(folder.resolve("copy"));
        for (String name : List.of("model.json", "weights.safetensors", "latents.safetensors")) {
            Files.copy(folder.resolve("base/model").resolve(name), copy.resolve(name));
        }
        byte[] weights = Files.readAllBytes(copy.resolve("weights.safetensors"));
        weights[weights.length - 5] ^= 1;
        Files.write(copy.resolve("weights.safetensors"), weights);

        assertThatThrownBy(() -> studio.models().open(copy.toString()).await().orThrow())
                .isInstanceOf(BadModelFile.class);
        assertThatThrownBy(() -> studio.models().open("nobody").await().orThrow())
                .isInstanceOf(NotFound.class)
                .hasMessageContaining("model");
    }

    @Test
    void aDataSetThatWasImportedIsKnownByItsName() throws Exception {
        studio.datasets().importFrom(striped.data()).await().orThrow();

        assertThat(studio.datasets().names()).contains("stripes");
        assertThat(studio.datasets().describe("stripes").await().orThrow().classes())
                .containsExactly("thick", "thin");
        assertThat(studio.datasets()
                        .images("stripes", List.of(0, 39, 40))
                        .await()
                        .orThrow())
                .hasSize(2);
    }
}
