package studio.latent.engine.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ImageGridTest {
    private static Raster dot(int value) {
        return new Raster(new ImageShape(1, 1, 1), new byte[] {(byte) value});
    }

    @Test
    void imagesStandRowByRowWithGapsBetweenThem() {
        Raster grid = ImageGrid.tile(List.of(dot(1), dot(2), dot(3)), 2, 1);

        assertThat(grid.shape()).isEqualTo(new ImageShape(1, 3, 3));
        assertThat(grid.samples()).containsExactly(1, 0, 2, 0, 0, 0, 3, 0, 0);
    }

    @Test
    void columnsThatNoImageFillsAreLeftOut() {
        assertThat(ImageGrid.tile(List.of(dot(1), dot(2)), 8, 0).samples()).containsExactly(1, 2);
    }

    @Test
    void coloursKeepTheirPlanes() {
        Raster a = new Raster(new ImageShape(3, 1, 1), new byte[] {1, 2, 3});
        Raster b = new Raster(new ImageShape(3, 1, 1), new byte[] {4, 5, 6});

        assertThat(ImageGrid.tile(List.of(a, b), 2, 0).samples()).containsExactly(1, 4, 2, 5, 3, 6);
    }

    @Test
    void imagesOfSeveralShapesAreABug() {
        Raster colour = new Raster(new ImageShape(3, 1, 1), new byte[3]);

        assertThatThrownBy(() -> ImageGrid.tile(List.of(dot(1), colour), 2, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("one shape");
    }

    @Test
    void aGridLargerThanTheLargestImageIsRefusedBeforeMemoryIsTaken() {
        assertThatThrownBy(() -> ImageGrid.shape(new ImageShape(3, 64, 64), 10_000, 100, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("4096");
    }
}
