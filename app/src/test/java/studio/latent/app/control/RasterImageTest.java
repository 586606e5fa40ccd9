package studio.latent.app.control;

import static org.assertj.core.api.Assertions.assertThat;

import javafx.scene.image.Image;
import org.junit.jupiter.api.Test;

class RasterImageTest extends ControlTest {
    @Test
    void one_buffer_is_written_anew_while_the_size_stays() {
        RasterImage image = new RasterImage();
        Image first = callFx(() -> image.show(plain(3, 2, 1, 2, 3), 1));
        Image second = callFx(() -> image.show(plain(3, 2, 4, 5, 6), 1));
        assertThat(second).isSameAs(first);
        assertThat(rgbAt(second, 2, 1)).isEqualTo(0x040506);
        assertThat(callFx(() -> image.show(plain(2, 2, 4, 5, 6), 1))).isNotSameAs(first);
    }

    @Test
    void each_pixel_becomes_a_square_of_the_factor() {
        Image large = callFx(() -> new RasterImage().show(checker(), 5));
        assertThat(large.getWidth()).isEqualTo(10);
        for (int y = 0; y < 10; y++) {
            for (int x = 0; x < 10; x++) {
                assertThat(rgbAt(large, x, y)).isEqualTo(x / 5 == y / 5 ? 0xffffff : 0x000000);
            }
        }
    }

    @Test
    void a_thumbnail_is_the_largest_whole_multiple_that_fits() {
        assertThat(callFx(() -> RasterImage.thumbnail(plain(28, 28, 0, 0, 0), 64))
                        .getWidth())
                .isEqualTo(56);
        assertThat(callFx(() -> RasterImage.thumbnail(plain(100, 50, 0, 0, 0), 64))
                        .getWidth())
                .isEqualTo(100);
    }
}
