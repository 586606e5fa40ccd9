package studio.latent.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.job.JobContext;
import studio.latent.engine.model.AutoencoderShape;
import studio.latent.engine.model.Conditioning;
import studio.latent.engine.model.ExportedModule;
import studio.latent.engine.model.NoiseKind;
import studio.latent.engine.model.Prediction;
import studio.latent.engine.model.diffusion.DenoisingObjective;
import studio.latent.engine.model.diffusion.LatentDiffusion;
import studio.latent.engine.model.diffusion.LatentDiffusionSpec;
import studio.latent.engine.model.diffusion.TransformerSizes;
import studio.latent.engine.model.diffusion.UNetSizes;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.tensor.HostTensor;
import studio.latent.engine.tensor.Lane;
import studio.latent.engine.tensor.OnLane;
import studio.latent.engine.tensor.Script;

/// Latent diffusion in the one training loop: the autoencoder stays, what it says of the images is learned.
class LatentDiffusionTrainingTest {
    private static final ImageShape SHAPE = new ImageShape(1, 16, 16);
    private static final FakeFeed FEED = new FakeFeed(SHAPE, 6);
    private static final AutoencoderShape AUTOENCODER = new AutoencoderShape(2, 8, 2, 1, 1, 4);

    private static LatentDiffusion model() {
        return model(TransformerSizes.NONE);
    }

    private static LatentDiffusion model(TransformerSizes transformer) {
        return new LatentDiffusion(new LatentDiffusionSpec(
                SHAPE,
                List.of("a", "b"),
                AUTOENCODER,
                transformer,
                new UNetSizes(8, 2, 2, 1, 4, 8, 4),
                new DenoisingObjective(NoiseKind.COSINE, Prediction.V, 5, Conditioning.CLASS, 0.2)));
    }

    private static TrainingPlan plan() {
        return plan(model());
    }

    private static TrainingPlan plan(LatentDiffusion model) {
        return new TrainingPlan(
                        "latent-diffusion",
                        model,
                        StepProgramTest.spec(Optimizer.ADAM, 3e-3, 1),
                        "stripes",
                        11,
                        ComputeDevice.CPU)
                .beginningWith(autoencoder());
    }

    /// Weights of an autoencoder that nobody trained.
    private static SequencedMap<String, HostTensor> autoencoder() {
        SequencedMap<String, HostTensor> weights =
                ExportedModule.of(model()).parameters().initial(99);
        weights.keySet().removeIf(name -> !name.startsWith(LatentDiffusion.AUTOENCODER));
        weights.put("autoencoder.scaling_factor", new HostTensor(new int[] {1}, new float[] {3}));
        return weights;
    }

    static Stream<TransformerSizes> networks() {
        return Stream.of(TransformerSizes.NONE, new TransformerSizes(TransformerSizes.Network.DIT, 2, 2));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void itLearnsTheLatentsOfAFewImages(TransformerSizes transformer) throws Exception {
        double[] losses = OnLane.call(Lane.Kind.TRAIN, _ -> {
            try (Trainer trainer = Trainer.fresh(plan(model(transformer)), FEED)) {
                double[] of = new double[120];
                for (int i = 0; i < of.length; i++) {
                    of[i] = trainer.step().terms().getOrDefault("total", Double.NaN);
                }
                return of;
            }
        });

        double early = Arrays.stream(losses, 0, 5).average().orElseThrow();
        double late = Arrays.stream(losses, losses.length - 5, losses.length)
                .average()
                .orElseThrow();
        assertThat(late).isLessThan(0.6 * early);
    }

    @Test
    void theAutoencoderIsPartOfTheModelAndNeverChanges() throws Exception {
        SequencedMap<String, HostTensor> weights = OnLane.call(Lane.Kind.TRAIN, _ -> {
            try (Trainer trainer = Trainer.fresh(plan(), FEED)) {
                trainer.steps(5, JobContext.unattended());
                return trainer.modelWeights();
            }
        });

        assertThat(weights).containsAllEntriesOf(autoencoder());
        assertThat(ExportedModule.of(model()).parameters().mismatches(weights)).isEmpty();
        assertThat(weights.keySet()).contains("autoencoder.decoder.conv_out.weight", "conv_out.weight");
    }

    @Test
    void aResumedRunComputesTheSameBitsAsOneThatNeverStopped() throws Exception {
        Checkpoint straight = OnLane.call(Lane.Kind.TRAIN, _ -> {
            try (Trainer trainer = Trainer.fresh(plan(), FEED)) {
                trainer.steps(7, JobContext.unattended());
                return trainer.checkpoint();
            }
        });
        Checkpoint half = OnLane.call(Lane.Kind.TRAIN, _ -> {
            try (Trainer trainer = Trainer.fresh(plan(), FEED)) {
                trainer.steps(4, JobContext.unattended());
                return trainer.checkpoint();
            }
        });
        Checkpoint resumed = OnLane.call(Lane.Kind.TRAIN, _ -> {
            try (Trainer trainer = Trainer.resumed(plan().beginningWith(Map.of()), FEED, half)) {
                trainer.steps(7, JobContext.unattended());
                return trainer.checkpoint();
            }
        });

        assertThat(resumed).isEqualTo(straight);
    }

    @Test
    void latentsAreTheEncodersOwnTimesTheScalingFactor() throws Exception {
        float[] atThree = moments(3);
        float[] atSix = moments(6);

        assertThat(IntStream.range(0, atThree.length).allMatch(i -> Math.abs(2 * atThree[i] - atSix[i]) < 1e-5))
                .isTrue();
        assertThat(atThree).doesNotContain(Float.NaN).hasSize(2 * 2 * 8 * 8);
    }

    /// Means and deviations of one image.
    private static float[] moments(float scale) throws Exception {
        Map<String, HostTensor> weights = autoencoder();
        weights.put("autoencoder.scaling_factor", new HostTensor(new int[] {1}, new float[] {scale}));
        return OnLane.call(Lane.Kind.TRAIN, scope -> {
            TrainingPlan plan = plan().beginningWith(weights);
            StepProgram program = StepProgram.of(plan.model(), plan.spec(), plan.precision());
            StepState state = StepState.on(
                    scope,
                    plan.device(),
                    program.parameters(),
                    StepState.initial(program.parameters(), plan.spec(), 1, weights));
            var script = Script.compile(scope, plan.device(), Script.Mode.GRADIENT, program.text());
            var images = ByteBuffer.allocateDirect(SHAPE.size()).order(ByteOrder.nativeOrder());
            FEED.plain(1, 1, images);
            StepImages seen = new StepImages(plan, script, state);
            float[] first = seen.of(scope, images, 1).toHost().values();
            assertThat(seen.of(scope, images, 1).toHost().values()).isEqualTo(first);
            return first;
        });
    }

    @Test
    void weightsThatTheModelHasNotAreRefused() {
        Map<String, HostTensor> other =
                Map.of("autoencoder.conv", Objects.requireNonNull(autoencoder().get("autoencoder.scaling_factor")));

        assertThatThrownBy(() -> OnLane.call(Lane.Kind.TRAIN, _ -> {
                    try (Trainer trainer = Trainer.fresh(plan().beginningWith(other), FEED)) {
                        return trainer.stepsDone();
                    }
                }))
                .hasStackTraceContaining("given weights must be the model's own");
    }
}
