package studio.latent.engine.metric.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import studio.latent.engine.error.IncompatibleModel;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.image.Raster;
import studio.latent.engine.job.JobContext;
import studio.latent.engine.metric.FeatureMatrix;

class RawPixelsTest {
    private static final ImageShape SHAPE = new ImageShape(1, 1, 3);

    @Test
    void featuresAreTheSamplesBetweenZeroAndOne() throws Exception {
        Raster image = new Raster(SHAPE, new byte[] {0, 51, (byte) 255});

        try (RawPixels network = new RawPixels(SHAPE)) {
            FeatureMatrix features = network.features(TestImages.images(image, image), JobContext.unattended());

            assertThat(features.count()).isEqualTo(2);
            assertThat(features.row(1)).containsExactly(0, 0.2f, 1);
            assertThat(network.dimension()).isEqualTo(3);
            assertThat(network.isStandard()).isFalse();
        }
    }

    @Test
    void imagesThatWereNotRoundedKeepTheirFractions() throws Exception {
        float[] values = {0, 0.1f, 1, 0.33333f, 0.5f, 0.7f};

        try (RawPixels network = new RawPixels(SHAPE)) {
            FeatureMatrix features = network.features(FeatureImages.ofFloats(SHAPE, values), JobContext.unattended());

            assertThat(features.count()).isEqualTo(2);
            assertThat(features.toArray()).containsExactly(values, within(1e-7f));
        }
    }

    @Test
    void anImageOfAnotherShapeIsNamed() {
        try (RawPixels network = new RawPixels(SHAPE)) {
            assertThatThrownBy(() -> network.features(
                            TestImages.images(new Raster(SHAPE, new byte[3]), TestImages.image(3, 2, 2, 1)),
                            JobContext.unattended()))
                    .isInstanceOf(IncompatibleModel.class)
                    .hasMessageContaining("image 2 is 2×2 with 3 channels instead of 3×1 with 1 channels");
        }
    }
}
