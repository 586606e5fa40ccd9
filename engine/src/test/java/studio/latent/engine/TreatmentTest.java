package studio.latent.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.latent.engine.error.BadOption;
import studio.latent.engine.job.Outcome;
import studio.latent.engine.train.RunDocument;
import studio.latent.engine.train.RunParent;
import studio.latent.engine.train.TrainingRequest;
import studio.latent.engine.train.TrainingState;
import studio.latent.engine.train.doctor.Remedy;

/// A run of twelve steps with checkpoints at 4, 8 and 12, and findings written into its journal.
class TreatmentTest {
    @TempDir
    Path folder;

    private Studio studio = Studio.open(new StudioOptions(null, Path.of("unused"), "cpu", 1));

    @BeforeEach
    void open() throws Exception {
        studio.close();
        studio = Studio.open(new StudioOptions(null, folder.resolve("home"), "cpu", 1));
        StripedImages.write(folder.resolve("stripes"), 40);
    }

    @AfterEach
    void close() {
        studio.close();
    }

    private TrainingRun start(Map<String, String> more) throws Exception {
        Map<String, String> settings = new HashMap<>(Map.of(
                "latentDimension", "3",
                "width", "4",
                "hidden", "16",
                "batch", "8",
                "checkpointEvery", "4",
                "warmupSteps", "2",
                "metricsShare", "0"));
        settings.putAll(more);
        TrainingRun run =
                studio.training().start(request("vae", settings, 12)).await().orThrow();
        run.job().await();
        return run;
    }

    private TrainingRequest request(String type, Map<String, String> settings, int steps) {
        return new TrainingRequest(
                type,
                folder.resolve("stripes").toString(),
                "small",
                settings,
                OptionalInt.of(steps),
                5,
                "cpu",
                folder.resolve("ill"));
    }

    private void find(String ailment, int since) throws Exception {
        Files.writeString(
                folder.resolve("ill/journal.jsonl"),
                "{\"step\":11,\"event\":\"health\",\"vitals\":{},\"changes\":[{\"began\":\"" + ailment + "\",\"since\":"
                        + since + ",\"symptom\":\"not-a-number\",\"numbers\":[]}]}\n",
                StandardOpenOption.APPEND);
    }

    private RunDocument treated(TrainingRun run, Remedy remedy) throws Exception {
        TrainingRun fresh = studio.training().treat(run, remedy).await().orThrow();
        assertThat(fresh.folder()).isEqualTo(folder.resolve("ill-2"));
        fresh.job().await().orThrow();
        return RunDocument.read(fresh.folder());
    }

    @Test
    void aRunIsBegunAnewWithASmallerBatch() throws Exception {
        TrainingRun run = start(Map.of());
        TrainingRun fresh =
                studio.training().anew(run, Map.of("batch", "6")).await().orThrow();
        fresh.job().await().orThrow();

        RunDocument document = RunDocument.read(fresh.folder());
        assertThat(fresh.folder()).isEqualTo(folder.resolve("ill-2"));
        assertThat(document.settings())
                .containsEntry("batch", "6")
                .containsEntry("width", "4")
                .containsEntry("steps", "12");
        assertThat(document.parent()).isNull();
    }

    private static int parentStep(RunDocument document) {
        RunParent parent = document.parent();
        return parent == null ? 0 : parent.step();
    }

    @Test
    void aRunThatDivergesGoesOnFromBeforeWithHalfTheLearningRate() throws Exception {
        TrainingRun run = start(Map.of());
        find("DIVERGENCE", 9);

        RunDocument fresh = treated(run, Remedy.RESTORE_HEALTHY);

        assertThat(parentStep(fresh)).isEqualTo(8);
        assertThat(fresh.settings()).containsEntry("learningRate", "5.0E-4");
    }

    @Test
    void aDamagedCheckpointIsPassedOver() throws Exception {
        TrainingRun run = start(Map.of());
        find("DIVERGENCE", 9);
        Files.writeString(folder.resolve("ill/checkpoints/step-000000008.safetensors"), "no numbers");

        assertThat(parentStep(treated(run, Remedy.RESTORE_HEALTHY))).isEqualTo(4);
    }

    @Test
    void aRunThatBreaksDownAtOnceBeginsAnewMoreSlowly() throws Exception {
        TrainingRun run =
                start(Map.of("learningRate", "10", "optimizer", "sgd", "warmupSteps", "0", "checkpointEvery", "1000"));
        assertThat(run.job().await()).isInstanceOf(Outcome.Failed.class);

        TrainingRun fresh =
                studio.training().treat(run, Remedy.RESTORE_HEALTHY).await().orThrow();
        fresh.job().await();

        RunDocument document = RunDocument.read(fresh.folder());
        assertThat(parentStep(document)).isZero();
        assertThat(document.settings()).containsEntry("learningRate", "5.0");
    }

    @Test
    void anEmptyLatentIsGivenALowerBetaFromBeforeItWasEmpty() throws Exception {
        TrainingRun run = start(Map.of("beta", "100"));
        find("POSTERIOR_COLLAPSE", 6);

        RunDocument fresh = treated(run, Remedy.LOWER_BETA);

        assertThat(parentStep(fresh)).isEqualTo(4);
        assertThat(fresh.settings()).containsEntry("beta", "1.0");
    }

    @Test
    void aSlowStartOfBetaBeginsAtTheStart() throws Exception {
        TrainingRun run = start(Map.of());
        find("POSTERIOR_COLLAPSE", 6);

        RunDocument fresh = treated(run, Remedy.KL_WARMUP);

        assertThat(fresh.parent()).isNull();
        assertThat(fresh.settings()).containsEntry("klWarmupSteps", "2");
    }

    @Test
    void aRunOfTheArchiveIsTreatedToo() throws Exception {
        start(Map.of());
        find("POSTERIOR_COLLAPSE", 9);
        TrainingRun stored =
                studio.training().archive().open(folder.resolve("ill")).await().orThrow();

        RunDocument fresh = treated(stored, Remedy.FREE_BITS);

        assertThat(parentStep(fresh)).isEqualTo(8);
        assertThat(fresh.settings()).containsEntry("freeBits", "0.1");
    }

    @Test
    void aRemedyThatChangesNothingIsRefusedBeforeTheRunIsStopped() throws Exception {
        TrainingRun run = studio.training()
                .start(request("vae", Map.of("horizontalFlip", "true", "metricsShare", "0"), 1_000_000))
                .await()
                .orThrow();
        try {
            for (Remedy remedy : new Remedy[] {Remedy.FLIP_IMAGES, Remedy.WEAKEN_DISCRIMINATOR}) {
                assertThat(run.remedies()).doesNotContain(remedy);
                assertThatThrownBy(() ->
                                studio.training().treat(run, remedy).await().orThrow())
                        .isInstanceOf(BadOption.class);
            }

            assertThat(run.remedies()).contains(Remedy.STOP, Remedy.HALVE_LEARNING_RATE, Remedy.LOWER_BETA);
            assertThat(run.job().isDone()).isFalse();
            assertThat(run.state()).isNotEqualTo(TrainingState.STOPPED);
        } finally {
            run.stop();
            run.job().await();
        }
    }

    @Test
    void aDiscriminatorThatHasWonIsSlowedFromBeforeItHad() throws Exception {
        StripedImages.write(folder.resolve("stripes"), 60);
        TrainingRun run = studio.training()
                .start(request(
                        "gan",
                        Map.of(
                                "width", "4",
                                "latentDimension", "3",
                                "augmentation", "always",
                                "batch", "8",
                                "checkpointEvery", "4",
                                "metricsShare", "0"),
                        12))
                .await()
                .orThrow();
        run.job().await().orThrow();
        find("DISCRIMINATOR_TOO_STRONG", 9);
        assertThat(run.remedies())
                .contains(Remedy.WEAKEN_DISCRIMINATOR, Remedy.RESTORE_HEALTHY)
                .doesNotContain(Remedy.DROPOUT, Remedy.LOWER_BETA);

        RunDocument slowed = treated(run, Remedy.WEAKEN_DISCRIMINATOR);
        TrainingRun back =
                studio.training().treat(run, Remedy.RESTORE_HEALTHY).await().orThrow();
        back.job().await().orThrow();

        assertThat(parentStep(slowed)).isEqualTo(8);
        assertThat(slowed.settings()).containsEntry("discriminatorRate", "0.5");
        assertThat(parentStep(RunDocument.read(back.folder())))
                .as("not the newest, 12")
                .isEqualTo(8);
    }

    @Test
    void whatBeginsNoTrainingIsRefused() throws Exception {
        TrainingRun run = start(Map.of());

        for (Remedy remedy : new Remedy[] {Remedy.STOP, Remedy.MORE_DATA}) {
            assertThatThrownBy(
                            () -> studio.training().treat(run, remedy).await().orThrow())
                    .isInstanceOf(BadOption.class)
                    .hasMessageContaining("begins no new training");
        }
    }
}
