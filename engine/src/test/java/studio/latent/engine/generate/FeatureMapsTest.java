package studio.latent.engine.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.image.Raster;
import studio.latent.engine.model.SampleShape;

class FeatureMapsTest {
    private static FeatureMaps maps(int channels, int height, int width, float... values) {
        return new FeatureMaps(new FeatureLayer("l", new SampleShape(channels, height, width)), values);
    }

    @Test
    void eachMapIsSpreadOverItsOwnRange() {
        FeatureMaps maps = maps(3, 1, 3, -4, 0, 4, 1, 1.1f, 1.2f, 5, 5, 5);

        assertThat(maps.map(0).samples()).containsExactly(0, 128, 255);
        assertThat(maps.map(1).samples()).containsExactly(0, 128, 255);
        assertThat(maps.map(2).samples()).as("no range").containsExactly(0, 0, 0);
        assertThat(maps.low(1)).isEqualTo(1f);
        assertThat(maps.high(0)).isEqualTo(4f);
    }

    @Test
    void anAtlasIsRowsOfMapsOnePixelApart() {
        Raster atlas = maps(3, 1, 2, 0, 1, 3, 2, 0, 9).atlas(2);

        assertThat(atlas.shape()).isEqualTo(new ImageShape(1, 3, 5));
        assertThat(atlas.samples()).containsExactly(0, 255, 48, 255, 0, 48, 48, 48, 48, 48, 0, 255, 48, 48, 48);
    }

    @Test
    void anAtlasFillsItsPlace() {
        assertThat(FeatureMaps.columns(new SampleShape(64, 8, 8), 1)).isEqualTo(8);
        assertThat(FeatureMaps.columns(new SampleShape(64, 8, 8), 4)).isEqualTo(16);
        assertThat(FeatureMaps.columns(new SampleShape(64, 8, 8), 0.01)).isEqualTo(1);
        assertThat(FeatureMaps.columns(new SampleShape(1, 8, 8), 4)).isEqualTo(1);
    }

    @Test
    void noSideOfAnAtlasIsTooLong() {
        SampleShape large = new SampleShape(64, 256, 256);
        int columns = FeatureMaps.columns(large, 100);
        assertThat(columns * 257 - 1).isLessThanOrEqualTo(ImageShape.MAX_SIDE);

        FeatureMaps many = maps(40, 1, 4096, new float[40 * 4096]);
        assertThat(FeatureMaps.columns(many.layer().shape(), 1)).isEqualTo(1);
        assertThat(many.atlas(1).height()).isEqualTo(79);
    }

    @Test
    void anotherNumberOfValuesIsABug() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> maps(2, 2, 2, new float[7]))
                .withMessageContaining("values must hold 8 numbers, got 7");
    }
}
