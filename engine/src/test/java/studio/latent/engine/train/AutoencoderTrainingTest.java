package studio.latent.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import studio.latent.engine.generate.ModelOnLane;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.job.JobContext;
import studio.latent.engine.model.AutoencoderShape;
import studio.latent.engine.model.vae.AutoencoderKl;
import studio.latent.engine.model.vae.AutoencoderKlSpec;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.tensor.HostTensor;
import studio.latent.engine.tensor.Lane;
import studio.latent.engine.tensor.OnLane;

/// The KL-regularised autoencoder in the one training loop.
class AutoencoderTrainingTest {
    private static final ImageShape SHAPE = new ImageShape(1, 12, 12);
    private static final FakeFeed FEED = new FakeFeed(SHAPE, 6);

    private static TrainingPlan plan(AutoencoderKlSpec.Reconstruction reconstruction) {
        AutoencoderKlSpec spec =
                new AutoencoderKlSpec(SHAPE, new AutoencoderShape(2, 8, 2, 2, 1, 4), reconstruction, 1e-4);
        return new TrainingPlan(
                "autoencoder-kl",
                new AutoencoderKl(spec),
                StepProgramTest.spec(Optimizer.ADAM, 3e-3, 1),
                "stripes",
                11,
                ComputeDevice.CPU);
    }

    @ParameterizedTest
    @EnumSource
    void itLearnsToPaintAFewImagesAgain(AutoencoderKlSpec.Reconstruction reconstruction) throws Exception {
        double[] losses = OnLane.call(Lane.Kind.TRAIN, _ -> {
            try (Trainer trainer = Trainer.fresh(plan(reconstruction), FEED)) {
                double[] of = new double[80];
                for (int i = 0; i < of.length; i++) {
                    of[i] = trainer.step().terms().getOrDefault("reconstructionLoss", Double.NaN);
                }
                return of;
            }
        });

        assertThat(losses[losses.length - 1]).isLessThan(0.5 * losses[0]);
    }

    @Test
    void itsLatentsHaveADeviationOfAboutOneWhileItLearns() throws Exception {
        TrainingPlan plan = plan(AutoencoderKlSpec.Reconstruction.L1);
        var weights = OnLane.call(Lane.Kind.TRAIN, _ -> {
            try (Trainer trainer = Trainer.fresh(plan, FEED)) {
                trainer.steps(150, JobContext.unattended());
                return trainer.modelWeights();
            }
        });

        HostTensor scale = Objects.requireNonNull(weights.get("scaling_factor"));
        assertThat(scale.values()[0]).isPositive().isNotEqualTo(1);
        ByteBuffer images = ByteBuffer.allocateDirect(6 * SHAPE.size()).order(ByteOrder.nativeOrder());
        FEED.plain(0, 6, images);
        float[][] latents = OnLane.call(Lane.Kind.BACKGROUND, _ -> {
            try (ModelOnLane model = ModelOnLane.load(plan.model(), weights, ComputeDevice.CPU)) {
                return model.encode(images, 6);
            }
        });
        double sum = 0;
        double squares = 0;
        int count = 0;
        for (float[] latent : latents) {
            for (float value : latent) {
                sum += value;
                squares += (double) value * value;
                count++;
            }
        }
        double mean = sum / count;
        assertThat(Math.sqrt(squares / count - mean * mean)).isCloseTo(1, within(0.2));
    }
}
