package studio.latent.engine.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RasterTest {
    @Test
    void colour_pixels_come_back_as_they_went() {
        Raster raster = new Raster(new ImageShape(3, 1, 2), new byte[] {1, -1, 2, 127, 3, -128});
        int[] pixels = new int[2];

        raster.toArgb(pixels);

        assertThat(pixels).containsExactly(0xff010203, 0xffff7f80);
        assertThat(Raster.ofArgb(1, 2, pixels)).isEqualTo(raster);
    }

    @Test
    void too_few_pixels_are_refused() {
        assertThatThrownBy(() -> Raster.ofArgb(2, 2, new int[3])).hasMessageContaining("must hold 4 values, got 3");
    }
}
