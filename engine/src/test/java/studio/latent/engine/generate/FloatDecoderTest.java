package studio.latent.engine.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import studio.latent.engine.error.IncompatibleModel;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.model.Latent;
import studio.latent.engine.model.vae.Vae;
import studio.latent.engine.model.vae.VaeSpec;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.tensor.HostTensor;
import studio.latent.engine.tensor.Lane;
import studio.latent.engine.tensor.OnLane;

class FloatDecoderTest {
    private static final ImageShape SHAPE = new ImageShape(1, 1, 2);

    private static Map<String, HostTensor> weights() {
        Map<String, HostTensor> weights = new HashMap<>();
        weights.put("decoder.out.weight", new HostTensor(new int[] {2, 2}, new float[] {0.001f, 0, 0, -0.002f}));
        weights.put("decoder.out.bias", new HostTensor(new int[] {2}, new float[] {0.5f, 0.25f}));
        return weights;
    }

    private static float[] decode(Map<String, HostTensor> weights, Latent... latents) throws Exception {
        Vae vae = new Vae(new VaeSpec(SHAPE, 2, VaeSpec.Network.LINEAR, 8, 8, 0, VaeSpec.Likelihood.GAUSSIAN, 1, 0, 0));
        return OnLane.call(Lane.Kind.BACKGROUND, scope -> {
            try (FloatDecoder decoder = FloatDecoder.load(vae, weights, ComputeDevice.CPU)) {
                assertThat(decoder.shape()).isEqualTo(SHAPE);
                return decoder.decode(List.of(latents));
            }
        });
    }

    @Test
    void imagesAreNotRoundedToBytes() throws Exception {
        float[] images = decode(weights(), new Latent(new float[2]), new Latent(new float[] {0.01f, 0.01f}));

        assertThat(images).containsExactly(new float[] {0.5f, 0.25f, 0.50001f, 0.24998f}, within(1e-7f));
    }

    @Test
    void weightsThatDoNotFitAndLatentsOfAnotherDimensionAreRefused() {
        Map<String, HostTensor> lacking = weights();
        lacking.remove("decoder.out.bias");

        assertThatThrownBy(() -> decode(lacking, new Latent(new float[2])))
                .isInstanceOf(IncompatibleModel.class)
                .hasMessageContaining("decoder.out.bias");
        assertThatThrownBy(() -> decode(weights(), new Latent(new float[3]))).hasMessageContaining("2 numbers, got 3");
    }
}
