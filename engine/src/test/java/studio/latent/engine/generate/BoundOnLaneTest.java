package studio.latent.engine.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import studio.latent.engine.error.IncompatibleModel;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.image.Raster;
import studio.latent.engine.model.vae.Vae;
import studio.latent.engine.model.vae.VaeSpec;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.tensor.HostTensor;
import studio.latent.engine.tensor.Lane;
import studio.latent.engine.tensor.Noise;
import studio.latent.engine.tensor.OnLane;

/// Linear VAEs, whose bound can be written down.
class BoundOnLaneTest {
    private static final ImageShape SHAPE = new ImageShape(1, 2, 2);
    private static final Raster IMAGE = new Raster(SHAPE, new byte[] {0, 51, (byte) 204, (byte) 255});

    private static Vae vae(VaeSpec.Likelihood likelihood, double beta) {
        return new Vae(new VaeSpec(SHAPE, 2, VaeSpec.Network.LINEAR, 8, 8, 0, likelihood, beta, 0, 0));
    }

    private static Map<String, HostTensor> weights(float logDeviation) {
        Map<String, HostTensor> weights = new HashMap<>();
        weights.put("encoder.mean.weight", filled(0.5f, 2, 4));
        weights.put("encoder.mean.bias", filled(0, 2));
        weights.put("encoder.log_variance.weight", filled(0, 2, 4));
        weights.put("encoder.log_variance.bias", filled(-2, 2));
        weights.put("decoder.out.weight", filled(0.25f, 4, 2));
        weights.put("decoder.out.bias", filled(-0.1f, 4));
        weights.put("decoder.log_deviation", filled(logDeviation, 1));
        return weights;
    }

    private static HostTensor filled(float value, int... shape) {
        float[] values = new float[HostTensor.sizeOf(shape)];
        java.util.Arrays.fill(values, value);
        return new HostTensor(shape, values);
    }

    private static double bound(Vae vae, Map<String, HostTensor> weights, Raster image, long seed) throws Exception {
        return OnLane.call(Lane.Kind.BACKGROUND, scope -> {
            try (BoundOnLane lane = BoundOnLane.load(vae, weights, ComputeDevice.CPU)) {
                return lane.bound(image, seed);
            }
        });
    }

    /// Output of the decoder at the latent that `seed` draws for the image, and KL: of both likelihoods the same.
    private static double[] outputAndDivergence(long seed) {
        double mean = 0.5 * (0 + 0.2 + 0.8 + 1); // of both latents
        float[] noise = Noise.normals(seed, Noise.Stream.POSTERIOR, 0, 2);
        double deviation = Math.exp(-1);
        double sum = 2 * mean + deviation * (noise[0] + noise[1]);
        double divergence = 2 * 0.5 * (mean * mean + Math.exp(-2) + 2 - 1);
        return new double[] {0.25 * sum - 0.1, divergence};
    }

    @Test
    void aNormalDecodersBoundIsItsDensityLessTheDivergence() throws Exception {
        double[] known = outputAndDivergence(7);
        double expected = -known[1];
        for (double x : new double[] {0, 0.2, 0.8, 1}) {
            double scaled = (x - known[0]) / Math.exp(-0.5);
            expected -= 0.5 * scaled * scaled - 0.5 + 0.5 * Math.log(2 * Math.PI);
        }

        assertThat(bound(vae(VaeSpec.Likelihood.GAUSSIAN, 1), weights(-0.5f), IMAGE, 7))
                .isEqualTo(expected, within(1e-5));
    }

    @Test
    void aBernoulliDecodersBoundIsTheCrossEntropyLessTheDivergenceWhateverItsPriceInTraining() throws Exception {
        double[] known = outputAndDivergence(3);
        double white = 1 / (1 + Math.exp(-known[0]));
        double expected = -known[1];
        for (double x : new double[] {0, 0.2, 0.8, 1}) {
            expected += x * Math.log(white) + (1 - x) * Math.log(1 - white);
        }

        assertThat(bound(vae(VaeSpec.Likelihood.BERNOULLI, 4), weights(0), IMAGE, 3))
                .isEqualTo(expected, within(1e-5));
    }

    @Test
    void weightsWithoutTheEncodersDeviationAndImagesOfAnotherShapeAreRefused() {
        Map<String, HostTensor> lacking = weights(0);
        lacking.remove("encoder.log_variance.bias");
        Raster wide = new Raster(new ImageShape(1, 2, 3), new byte[6]);

        assertThatThrownBy(() -> bound(vae(VaeSpec.Likelihood.GAUSSIAN, 1), lacking, IMAGE, 1))
                .isInstanceOf(IncompatibleModel.class)
                .hasMessageContaining("encoder.log_variance.bias");
        assertThatThrownBy(() -> bound(vae(VaeSpec.Likelihood.GAUSSIAN, 1), weights(0), wide, 1))
                .isInstanceOf(IncompatibleModel.class);
    }
}
