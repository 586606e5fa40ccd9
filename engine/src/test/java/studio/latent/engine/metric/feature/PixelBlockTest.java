package studio.latent.engine.metric.feature;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.tensor.Lane;
import studio.latent.engine.tensor.OnLane;

class PixelBlockTest {
    @Test
    void bytesStayBytesAndFloatsCountTo255() throws Exception {
        FeatureImages bytes = TestImages.series(3, 1, 2, 2);
        FeatureImages floats =
                FeatureImages.ofFloats(new ImageShape(1, 1, 2), new float[] {0, 1, 0.2f, 0.6f, 0.5f, 0.1f});

        OnLane.call(Lane.Kind.BACKGROUND, scope -> {
            PixelBlock block = new PixelBlock(ComputeDevice.CPU);
            assertThat(block.of(scope, bytes, 1, 2).toBytes())
                    .startsWith(TestImages.image(1, 2, 2, 1).samples())
                    .endsWith(TestImages.image(1, 2, 2, 2).samples());
            assertThat(block.of(scope, floats, 1, 2).toHost().values()).containsExactly(51, 153, 127.5f, 25.5f);
            return true;
        });
    }
}
