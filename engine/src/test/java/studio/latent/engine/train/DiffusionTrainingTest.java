package studio.latent.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.job.JobContext;
import studio.latent.engine.model.NoiseKind;
import studio.latent.engine.model.Prediction;
import studio.latent.engine.model.SpecForm;
import studio.latent.engine.model.diffusion.Diffusion;
import studio.latent.engine.model.diffusion.DiffusionSpec;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.tensor.Devices;
import studio.latent.engine.tensor.HostTensor;
import studio.latent.engine.tensor.Lane;
import studio.latent.engine.tensor.OnLane;

/// Diffusion models in the one training loop.
class DiffusionTrainingTest {
    private static final ImageShape SHAPE = new ImageShape(1, 12, 12);
    private static final FakeFeed FEED = new FakeFeed(SHAPE, 6);
    private static final List<String> CLASSES = List.of("a", "b", "c");

    @TempDir
    Path folder;

    static Stream<Arguments> objectives() {
        return Stream.of(
                Arguments.of(NoiseKind.LINEAR, Prediction.EPSILON),
                Arguments.of(NoiseKind.SIGMOID, Prediction.X0),
                Arguments.of(NoiseKind.COSINE, Prediction.V),
                Arguments.of(NoiseKind.FLOW, Prediction.FLOW),
                Arguments.of(NoiseKind.EDM, Prediction.V));
    }

    private static TrainingPlan plan(Diffusion model, ComputeDevice device) {
        return new TrainingPlan(
                "diffusion", model, StepProgramTest.spec(Optimizer.ADAM, 3e-3, 1), "stripes", 11, device);
    }

    @ParameterizedTest
    @MethodSource("objectives")
    void everyObjectiveLearnsAFewImages(NoiseKind noise, Prediction prediction) throws Exception {
        assertThatItLearns(SmallDiffusion.of(SHAPE, CLASSES, noise, prediction));
    }

    @Test
    void aTransformerOfPixelsLearnsAFewImages() throws Exception {
        DiffusionSpec spec = new SpecForm<>(DiffusionSpec.defaults(SHAPE))
                .with(Map.of("network", "dit", "width", "32", "depth", "2", "patchSize", "4", "headChannels", "16"));

        assertThatItLearns(new Diffusion(spec.withConditions(CLASSES)));
    }

    private static void assertThatItLearns(Diffusion model) throws Exception {
        TrainingPlan plan = plan(model, ComputeDevice.CPU);

        double[] losses = OnLane.call(Lane.Kind.TRAIN, _ -> {
            try (Trainer trainer = Trainer.fresh(plan, FEED)) {
                double[] of = new double[200];
                for (int i = 0; i < of.length; i++) {
                    of[i] = trainer.step().terms().getOrDefault("total", Double.NaN);
                }
                return of;
            }
        });

        double early =
                Stream.of(0, 1, 2, 3, 4).mapToDouble(i -> losses[i]).average().orElseThrow();
        double late = Stream.of(0, 1, 2, 3, 4)
                .mapToDouble(i -> losses[losses.length - 1 - i])
                .average()
                .orElseThrow();
        assertThat(late).isLessThan(0.5 * early);
    }

    @Test
    void lossesAreToldByQuartersOfTheNoiseLevelsWhoseMeanIsTheWhole() throws Exception {
        TrainingPlan plan = plan(SmallDiffusion.of(SHAPE, CLASSES), ComputeDevice.CPU);

        Map<String, Double> terms = steps(plan, 1).terms();

        assertThat(terms.keySet())
                .startsWith(
                        "total",
                        "denoisingLoss",
                        "denoisingLossQuarter1",
                        "denoisingLossQuarter2",
                        "denoisingLossQuarter3",
                        "denoisingLossQuarter4");
        double mean = Stream.of(1, 2, 3, 4)
                .mapToDouble(i -> terms.getOrDefault("denoisingLossQuarter" + i, Double.NaN))
                .average()
                .orElseThrow();
        assertThat(terms.getOrDefault("denoisingLoss", Double.NaN)).isCloseTo(mean, within(1e-5));
    }

    /// A small model that is shown its last estimate.
    private static Diffusion selfConditioned(NoiseKind noise, Prediction prediction) throws Exception {
        DiffusionSpec plain =
                SmallDiffusion.of(SHAPE, CLASSES, noise, prediction).spec();
        return new Diffusion(new SpecForm<>(plain).with(Map.of("selfConditioning", "on")));
    }

    @ParameterizedTest
    @MethodSource("objectives")
    void aSelfConditionedModelLearnsAFewImages(NoiseKind noise, Prediction prediction) throws Exception {
        assertThatItLearns(selfConditioned(noise, prediction));
    }

    @Test
    void aTransformerCanBeShownItsEstimateToo() throws Exception {
        DiffusionSpec spec = new SpecForm<>(DiffusionSpec.defaults(SHAPE))
                .with(Map.of(
                        "network",
                        "dit",
                        "width",
                        "32",
                        "depth",
                        "2",
                        "patchSize",
                        "4",
                        "headChannels",
                        "16",
                        "selfConditioning",
                        "on"));

        assertThatItLearns(new Diffusion(spec.withConditions(CLASSES)));
    }

    @Test
    void aSelfConditionedModelThatIsBlindForItsEstimateHasTheLossOfAPlainOne() throws Exception {
        TrainingPlan plain = plan(SmallDiffusion.of(SHAPE, CLASSES), ComputeDevice.CPU);
        TrainingPlan shown = plan(selfConditioned(NoiseKind.COSINE, Prediction.V), ComputeDevice.CPU);
        Map<String, HostTensor> weights = new HashMap<>(OnLane.call(Lane.Kind.TRAIN, _ -> {
            try (Trainer trainer = Trainer.fresh(plain, FEED)) {
                return trainer.modelWeights();
            }
        }));
        weights.compute("conv_in.weight", (_, known) -> withSecondChannel(known, 0));
        double blind = steps(shown.beginningWith(weights), 1).terms().getOrDefault("total", Double.NaN);
        weights.compute("conv_in.weight", (_, known) -> withSecondChannel(firstChannel(known), 0.3f));
        double seeing = steps(shown.beginningWith(weights), 1).terms().getOrDefault("total", Double.NaN);

        double expected = steps(plain, 1).terms().getOrDefault("total", Double.NaN);
        assertThat(blind).isCloseTo(expected, within(1e-5 * expected));
        assertThat(Math.abs(seeing - expected)).isGreaterThan(1e-3 * expected);
    }

    /// **Shapes** `[c, 1, 3, 3]` → `[c, 2, 3, 3]`, the new channel's weights all alike.
    private static HostTensor withSecondChannel(HostTensor weight, float value) {
        int filters = weight.shape()[0];
        HostTensor both = HostTensor.zeros(filters, 2, 3, 3);
        for (int i = 0; i < filters; i++) {
            System.arraycopy(weight.values(), i * 9, both.values(), i * 18, 9);
            Arrays.fill(both.values(), i * 18 + 9, i * 18 + 18, value);
        }
        return both;
    }

    private static HostTensor firstChannel(HostTensor weight) {
        int filters = weight.shape()[0];
        HostTensor first = HostTensor.zeros(filters, 1, 3, 3);
        for (int i = 0; i < filters; i++) {
            System.arraycopy(weight.values(), i * 18, first.values(), i * 9, 9);
        }
        return first;
    }

    @Test
    void aResumedSelfConditionedRunComputesTheSameBitsAsOneThatNeverStopped() throws Exception {
        TrainingPlan plan = plan(selfConditioned(NoiseKind.COSINE, Prediction.V), ComputeDevice.CPU);
        StraightAndResumed runs = StraightAndResumed.of(plan, FEED, 5, 3, folder);

        assertThat(runs.resumed()).isEqualTo(runs.straight());
    }

    @Test
    void aModelThatIsToldNothingTrainsOnImagesAlone() throws Exception {
        TrainingPlan plan = plan(SmallDiffusion.of(SHAPE, List.of()), ComputeDevice.CPU);

        assertThat(steps(plan, 2).terms()).containsKey("denoisingLoss");
    }

    @Test
    void aResumedRunComputesTheSameBitsAsOneThatNeverStopped() throws Exception {
        TrainingPlan plan = plan(SmallDiffusion.of(SHAPE, CLASSES), ComputeDevice.CPU);
        StraightAndResumed runs = StraightAndResumed.of(plan, FEED, 9, 5, folder);

        assertThat(runs.resumed()).isEqualTo(runs.straight());
    }

    @ParameterizedTest
    @MethodSource("studio.latent.engine.tensor.Devices#all")
    void everyDeviceTakesTheStepsOfTheCpu(ComputeDevice device) throws Exception {
        Diffusion model = SmallDiffusion.of(SHAPE, CLASSES);
        Map<String, Double> onCpu = steps(plan(model, ComputeDevice.CPU), 3).terms();

        Map<String, Double> onDevice = steps(plan(model, device), 3).terms();

        onCpu.forEach((term, loss) -> assertThat(onDevice.getOrDefault(term, Double.NaN))
                .as(term)
                .isCloseTo(loss, within(Devices.tolerance(device, 0) * Math.abs(loss))));
    }

    private static Trainer.StepResult steps(TrainingPlan plan, int count) throws Exception {
        return OnLane.call(Lane.Kind.TRAIN, _ -> {
            try (Trainer trainer = Trainer.fresh(plan, FEED)) {
                return trainer.steps(count, JobContext.unattended());
            }
        });
    }
}
