package studio.latent.engine.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import studio.latent.engine.error.BadOption;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.image.Raster;

class EditSourceTest {
    private static final ImageShape MODEL = new ImageShape(1, 4, 4);

    private static Raster filled(int channels, int height, int width, int value) {
        ImageShape shape = new ImageShape(channels, height, width);
        byte[] samples = new byte[shape.size()];
        Arrays.fill(samples, (byte) value);
        return new Raster(shape, samples);
    }

    @Test
    void anImageOfAnotherSizeAndOtherChannelsIsFitted() throws Exception {
        EditSource source = EditSource.fitted(filled(3, 8, 12, 90), null, 0.5, MODEL);

        assertThat(source.image()).isEqualTo(filled(1, 4, 4, 90));
        assertThat(source.mask()).isNull();
        assertThat(source.repainted(4, 4)).isNull();
    }

    @Test
    void theMaskIsFittedAsTheImageAndSaysYesOrNo() throws Exception {
        Raster mask = filled(3, 8, 16, 0);
        // the right half of what the middle square of the image shows
        for (int i = 0; i < mask.samples().length; i++) {
            mask.samples()[i] = (byte) (i % 16 >= 8 ? 250 : 3);
        }

        Raster fitted = Objects.requireNonNull(
                EditSource.fitted(filled(3, 8, 16, 0), mask, 1, MODEL).mask());

        for (int i = 0; i < 16; i++) {
            assertThat(fitted.samples()[i] & 0xff).as("pixel %d", i).isEqualTo(i % 4 >= 2 ? 255 : 0);
        }
    }

    @Test
    void aPlaceIsPaintedAnewWhereAnyOfItsPixelsIs() {
        Raster mask = filled(1, 4, 4, 0);
        mask.samples()[6] = (byte) 255; // row 1, column 2

        EditSource source = new EditSource(filled(1, 4, 4, 7), mask, 1);

        assertThat(source.repainted(2, 2)).containsExactly(0, 1, 0, 0);
        byte[] kept = source.keeping(filled(1, 4, 4, 90)).samples();
        assertThat(kept).containsOnly(7, 90);
        assertThat(kept[6]).isEqualTo((byte) 90);
    }

    @Test
    void masksOfAnotherSizeOrWithoutWhiteAreRefused() {
        assertThatThrownBy(() -> EditSource.fitted(filled(1, 4, 4, 0), filled(1, 4, 5, 255), 1, MODEL))
                .isInstanceOf(BadOption.class)
                .hasMessageContaining("The mask has 5 × 4 pixels, the image 4 × 4");
        assertThatThrownBy(() -> EditSource.fitted(filled(1, 4, 4, 0), filled(1, 4, 4, 127), 1, MODEL))
                .isInstanceOf(BadOption.class)
                .hasMessageContaining("no white pixel");
    }

    @Test
    void aStrengthOutOfRangeIsRefused() {
        for (double strength : new double[] {0, -0.1, 1.01, Double.NaN}) {
            assertThatThrownBy(() -> EditSource.fitted(filled(1, 4, 4, 0), null, strength, MODEL))
                    .isInstanceOf(BadOption.class)
                    .hasMessageContaining("above 0 and at most 1, got " + strength);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new EditSource(filled(1, 4, 4, 0), null, strength))
                    .withMessageContaining("strength must be above 0");
        }
    }
}
