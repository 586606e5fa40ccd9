package studio.latent.app.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.image.Raster;

class ThumbnailTest {
    @Test
    void a_small_image_stays_as_it_is() {
        Raster image = new Raster(new ImageShape(1, 2, 2), new byte[] {1, 2, 3, 4});

        assertThat(Thumbnail.of(image, 2)).isSameAs(image);
    }

    @Test
    void a_large_image_becomes_the_means_of_its_blocks() {
        Raster image = new Raster(
                new ImageShape(1, 2, 4), new byte[] {0, 10, (byte) 200, (byte) 210, 20, 30, (byte) 220, (byte) 230});

        Raster small = Thumbnail.of(image, 2);

        assertThat(small.shape()).isEqualTo(new ImageShape(1, 1, 2));
        assertThat(small.sample(0, 0, 0)).isEqualTo(15);
        assertThat(small.sample(0, 0, 1)).isEqualTo(215);
    }

    @Test
    void a_very_narrow_image_keeps_one_column() {
        Raster image = new Raster(new ImageShape(3, 400, 1), new byte[1200]);

        assertThat(Thumbnail.of(image, 100).shape()).isEqualTo(new ImageShape(3, 100, 1));
    }
}
