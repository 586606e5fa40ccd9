package studio.latent.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.latent.engine.error.TrainingDiverged;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.io.AtomicFile;
import studio.latent.engine.io.Disk;
import studio.latent.engine.job.JobContext;
import studio.latent.engine.model.SpecForm;
import studio.latent.engine.model.vae.Vae;
import studio.latent.engine.model.vae.VaeSpec;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.tensor.HostTensor;
import studio.latent.engine.tensor.Lane;
import studio.latent.engine.tensor.OnLane;
import studio.latent.engine.train.doctor.Ailment;
import studio.latent.engine.train.doctor.Diagnosis;
import studio.latent.engine.train.doctor.Finding;
import studio.latent.engine.train.doctor.Symptom;

/// Real runs that are made to fail, and one that is not.
class RunDoctorTest {
    private static final ImageShape SHAPE = new ImageShape(1, 12, 12);
    private static final LiveWeights NOBODY_LOOKS = new LiveWeights() {
        @Override
        public boolean isWanted() {
            return false;
        }

        @Override
        public void publish(int step, Map<String, HostTensor> weights) {
            // nobody looks
        }
    };

    @TempDir
    Path folder;

    private final List<TrainingEvent> events = new ArrayList<>();

    private @Nullable Throwable train(double beta, Map<String, String> settings) throws Exception {
        return train(new SplitFeed(SHAPE, 100, 16, false), beta, settings);
    }

    private @Nullable Throwable train(BatchFeed feed, double beta, Map<String, String> settings) throws Exception {
        VaeSpec model = new VaeSpec(
                SHAPE, 3, VaeSpec.Network.CONVOLUTIONAL, 8, 16, 0, VaeSpec.Likelihood.BERNOULLI, beta, 0, 0);
        TrainingSpec spec = new SpecForm<>(new SpecForm<>(TrainingSpec.DEFAULTS)
                        .with(Map.of("batch", "32", "checkpointEvery", "100", "gridEvery", "1000")))
                .with(settings);
        return train(feed, new TrainingPlan("vae", new Vae(model), spec, "stripes", 11, ComputeDevice.CPU));
    }

    private @Nullable Throwable play(Map<String, String> game, Map<String, String> settings) throws Exception {
        TrainingSpec spec = new SpecForm<>(new SpecForm<>(TrainingSpec.DEFAULTS)
                        .with(Map.of(
                                "batch", "16",
                                "warmupSteps", "0",
                                "learningRateSchedule", "constant",
                                "checkpointEvery", "1000",
                                "gridEvery", "1000")))
                .with(settings);
        return train(
                new FakeFeed(SHAPE, 64),
                new TrainingPlan("gan", SmallGan.with(SHAPE, List.of(), game), spec, "stripes", 11, ComputeDevice.CPU));
    }

    private @Nullable Throwable train(BatchFeed feed, TrainingPlan plan) throws Exception {
        TrainingSession session = new TrainingSession(
                plan, feed, new RunFolder(folder, Disk.local()), new RunControl(), NOBODY_LOOKS, events::add);
        return catchThrowable(() -> OnLane.call(Lane.Kind.TRAIN, _ -> session.run(JobContext.unattended(), false)));
    }

    private List<Finding> findings() {
        return changes()
                .flatMap(change -> switch (change) {
                    case Diagnosis.Began(Finding finding) -> Stream.of(finding);
                    case Diagnosis.Ended _ -> Stream.<Finding>of();
                })
                .toList();
    }

    private Stream<Diagnosis> changes() {
        return events.stream()
                .filter(TrainingEvent.Health.class::isInstance)
                .map(TrainingEvent.Health.class::cast)
                .flatMap(health -> health.changes().stream());
    }

    @Test
    void aHealthyRunIsLeftInPeaceAndItsVitalsAreTold() throws Exception {
        assertThat(train(1, Map.of("steps", "800", "learningRate", "0.002"))).isNull();

        assertThat(changes()).isEmpty();
        TrainingEvent.Health last = (TrainingEvent.Health) events.stream()
                .filter(TrainingEvent.Health.class::isInstance)
                .toList()
                .getLast();
        assertThat(last.vitals().get("activeUnits")).isBetween(1.0, 3.0);
        assertThat(last.vitals().get("gradientNorm")).isPositive();
        assertThat(last.vitals().get("heldOutLoss"))
                .as("stripes of the same kind are explained as well as those that are trained on")
                .isCloseTo(last.vitals().get("trainLoss"), Percentage.withPercentage(10));
        assertThat(Files.readString(folder.resolve("journal.jsonl"))).contains("\"heldOutLoss\"");
    }

    @Test
    void stepsThatAreFarTooLongEndInAFindingThatIsKept() throws Exception {
        Throwable end = train(1, Map.of("steps", "800", "learningRate", "10", "optimizer", "sgd", "warmupSteps", "0"));

        assertThat(end).isInstanceOf(TrainingDiverged.class);
        assertThat(findings()).extracting(Finding::ailment).contains(Ailment.NOT_A_NUMBER);
        assertThat(Files.readString(folder.resolve("journal.jsonl"))).contains("\"began\":\"NOT_A_NUMBER\"");
    }

    @Test
    void aStateThatIsSpoiltNeverTakesThePlaceOfASoundCheckpoint() throws Exception {
        Throwable end = train(
                1,
                Map.of(
                        "steps", "800",
                        "learningRate", "10",
                        "optimizer", "sgd",
                        "warmupSteps", "0",
                        "checkpointEvery", "1"));

        assertThat(end).isInstanceOf(TrainingDiverged.class);
        assertThat(findings()).extracting(Finding::ailment).contains(Ailment.NOT_A_NUMBER);
        Checkpoints checkpoints = Checkpoints.ofRun(folder, new AtomicFile());
        for (KeptCheckpoint kept : checkpoints.kept()) {
            assertThat(checkpoints.at(kept.step()).isFinite())
                    .as("step %d", kept.step())
                    .isTrue();
        }
    }

    @Test
    void aNetworkThatLearnsThirtyTwoImagesByHeartIsFoundOut() throws Exception {
        assertThat(train(
                        new SplitFeed(SHAPE, 32, 16, true),
                        0.1,
                        Map.of("steps", "800", "learningRate", "0.003", "learningRateSchedule", "constant")))
                .isNull();

        Finding finding = findings().stream()
                .filter(found -> found.ailment() == Ailment.OVER_FITTING)
                .findFirst()
                .orElseThrow();
        assertThat(finding.since()).isLessThan(finding.step());
    }

    @Test
    void aBreakDownBeganWhenTheLossLeftAllBounds() {
        RunDoctor doctor = new RunDoctor(TrainingSpec.DEFAULTS);
        double[] losses = {500, 480, 5000, 460, 1e6, 1e9, 1e22};
        for (int i = 0; i < losses.length; i++) {
            assertThat(doctor.step(new Trainer.StepResult(i + 1, 0, Map.of("total", losses[i]), Map.of()), 1))
                    .isEmpty();
        }

        TrainingEvent.Health health = (TrainingEvent.Health) doctor.diverged(8);

        assertThat(health.changes())
                .containsExactly(
                        new Diagnosis.Began(new Finding(Ailment.NOT_A_NUMBER, new Symptom.NotANumber(), 5, 8)));
    }

    @Test
    void aGameWhoseStepsAreAbsurdlyLongIsFoundToDivergeWhileItsNumbersAreFinite() throws Exception {
        Throwable end = play(
                Map.of("objective", "hinge", "r1", "0", "minibatchDeviation", "false", "generatorNorm", "none"),
                Map.of("steps", "200", "learningRate", "0.3", "optimizer", "adam"));

        assertThat(end).isNull();
        assertThat(findings()).extracting(Finding::ailment).containsExactly(Ailment.DIVERGENCE);
        assertThat(findings().getFirst().symptom()).isInstanceOf(Symptom.PlayersLossGrew.class);
        assertThat(Files.readString(folder.resolve("journal.jsonl"))).contains("\"players-loss-grew\"");
    }

    @Test
    void aGameThatBreaksDownBeganToWhenItsLossesLeftAllBounds() throws Exception {
        Throwable end = play(
                Map.of("objective", "least-squares", "r1", "0", "minibatchDeviation", "false"),
                Map.of("steps", "200", "learningRate", "0.5", "optimizer", "sgd"));

        assertThat(end).isInstanceOf(TrainingDiverged.class);
        assertThat(findings()).extracting(Finding::ailment).containsExactly(Ailment.NOT_A_NUMBER);
        assertThat(findings().getFirst().since())
                .isLessThan(findings().getFirst().step());
    }

    @Test
    void gamesWithACriticAreLeftInPeace() throws Exception {
        assertThat(play(
                        Map.of("objective", "wasserstein-penalty", "r1", "0", "penaltyEvery", "1"),
                        Map.of("steps", "60", "learningRate", "0.0002")))
                .isNull();

        assertThat(changes()).isEmpty();
    }

    @Test
    void aStepOfWhichNothingIsKnownToTheDoctorIsNoTrouble() {
        RunDoctor doctor = new RunDoctor(TrainingSpec.DEFAULTS);

        assertThat(doctor.step(new Trainer.StepResult(1, 32, Map.of("somethingElse", 0.25), Map.of()), 1))
                .isEmpty();
    }

    @Test
    void aRunThatGoesOnIsExaminedAnew() throws Exception {
        train(1, Map.of("steps", "800", "learningRate", "10", "optimizer", "sgd", "warmupSteps", "0"));
        events.clear();

        TrainingEvent over = RunDoctor.anew(RunHistory.read(folder), 0).orElseThrow();

        assertThat(((TrainingEvent.Health) over).changes())
                .containsExactly(new Diagnosis.Ended(Ailment.NOT_A_NUMBER, 0));
    }

    @Test
    void aLatentThatIsTooDearCollapses() throws Exception {
        assertThat(train(1000, Map.of("steps", "800"))).isNull();

        assertThat(findings()).extracting(Finding::ailment).containsExactly(Ailment.POSTERIOR_COLLAPSE);
        assertThat(findings().getFirst().since()).isLessThan(100);
    }

    @Test
    void aLearningRateThatKillsTheNetworkIsNotLeftInPeace() throws Exception {
        train(1, Map.of("steps", "600", "learningRate", "0.2", "warmupSteps", "0", "learningRateSchedule", "constant"));

        assertThat(findings()).isNotEmpty();
    }
}
