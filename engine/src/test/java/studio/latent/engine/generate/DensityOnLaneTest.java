package studio.latent.engine.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;
import studio.latent.engine.error.IncompatibleModel;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.image.Raster;
import studio.latent.engine.job.Cancellation;
import studio.latent.engine.model.ModelDefinition;
import studio.latent.engine.model.NoiseKind;
import studio.latent.engine.model.NoiseSchedule;
import studio.latent.engine.model.diffusion.Consistency;
import studio.latent.engine.model.diffusion.ConsistencySpec;
import studio.latent.engine.model.diffusion.LatentDiffusion;
import studio.latent.engine.model.diffusion.LatentDiffusionSpec;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.tensor.Lane;
import studio.latent.engine.tensor.OnLane;

class DensityOnLaneTest {
    private static final ImageShape SHAPE = new ImageShape(1, 2, 3);

    private static double density(Raster image, long seed, int steps) throws Exception {
        return OnLane.call(Lane.Kind.TRAIN, scope -> {
            try (DensityOnLane lane = DensityOnLane.load(new NormalDenoiser(SHAPE), Map.of(), ComputeDevice.CPU)) {
                return lane.logDensity(image, seed, steps, new Cancellation());
            }
        });
    }

    private static Raster image() {
        return new Raster(SHAPE, new byte[] {0, 40, 100, 127, (byte) 200, (byte) 255});
    }

    @Test
    void theDensityOfANormalModelIsTheNormalDensity() throws Exception {
        NoiseSchedule schedule = NoiseKind.COSINE.schedule();
        double variance = 1 + schedule.sigmaMin() * schedule.sigmaMin();
        double middle = 0;
        for (byte sample : image().samples()) {
            double x = (sample & 0xff) / 127.5 - 1;
            middle += -0.5 * x * x / variance - 0.5 * Math.log(2 * Math.PI * variance);
        }

        // the bytes are spread by up to half of 1/127.5, which moves each pixel's logarithm by at most that
        assertThat(density(image(), 3, 60)).isCloseTo(middle, within(6 * 0.5 / 127.5 + 2e-3));
    }

    @Test
    void aSeedGivesTheSameNumberAgain() throws Exception {
        assertThat(density(image(), 8, 10)).isEqualTo(density(image(), 8, 10));
        assertThat(density(image(), 8, 10)).isNotEqualTo(density(image(), 9, 10));
    }

    @Test
    void modelsWithoutAFlowOfPixelsAreRefusedWithTheReason() {
        ModelDefinition student = new Consistency(ConsistencySpec.defaults(new ImageShape(1, 28, 28)));
        ModelDefinition latent = new LatentDiffusion(LatentDiffusionSpec.defaults(new ImageShape(3, 64, 64)));

        assertThatThrownBy(() -> DensityOnLane.load(student, Map.of(), ComputeDevice.CPU))
                .isInstanceOfSatisfying(
                        IncompatibleModel.class,
                        refusal -> assertThat(refusal.remedy()).contains("teacher"))
                .hasMessageContaining("few-step student");
        assertThatThrownBy(() -> DensityOnLane.load(latent, Map.of(), ComputeDevice.CPU))
                .isInstanceOf(IncompatibleModel.class)
                .hasMessageContaining("latents to noise");
    }

    @Test
    void aCancelledLikelihoodStopsAtItsNextEvaluation() {
        Cancellation cancellation = new Cancellation();
        cancellation.request();

        assertThatThrownBy(() -> OnLane.call(Lane.Kind.BACKGROUND, scope -> {
                    try (DensityOnLane lane =
                            DensityOnLane.load(new NormalDenoiser(SHAPE), Map.of(), ComputeDevice.CPU)) {
                        return lane.logDensity(image(), 1, 900, cancellation);
                    }
                }))
                .isInstanceOf(Cancellation.CancelledException.class);
    }

    @Test
    void anImageOfAnotherShapeIsRefused() {
        ImageShape other = new ImageShape(1, 3, 3);

        assertThatThrownBy(() -> density(new Raster(other, new byte[9]), 1, 5))
                .isInstanceOf(IncompatibleModel.class)
                .hasMessageContaining("the model takes");
    }
}
