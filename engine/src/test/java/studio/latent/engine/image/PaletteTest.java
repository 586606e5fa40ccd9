package studio.latent.engine.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PaletteTest {
    @Test
    void upTo256ColoursStayExact() {
        int[] pixels = new int[1024];
        Arrays.setAll(pixels, i -> ((i % 256) * 0x010203) & 0xffffff);

        Palette palette = Palette.of(pixels);

        assertThat(palette.rgb()).hasSize(256);
        assertThat(restored(palette)).isEqualTo(pixels);
    }

    @Test
    void oneColourNeedsOneEntry() {
        assertThat(Palette.of(new int[] {7, 7, 7}).rgb()).containsExactly(7);
    }

    @Test
    void manyColoursAreReplacedByNearOnes() {
        long seed = 11;
        Random random = new Random(seed);
        int[] pixels = new int[64 * 64];
        Arrays.setAll(pixels, i -> ((i % 64 * 4) << 16) | ((i / 64 * 4) << 8) | random.nextInt(4));

        Palette palette = Palette.of(pixels);

        assertThat(palette.rgb()).hasSize(256);
        int[] restored = restored(palette);
        double squares = 0;
        for (int i = 0; i < pixels.length; i++) {
            for (int shift = 0; shift <= 16; shift += 8) {
                double d = (pixels[i] >> shift & 0xff) - (restored[i] >> shift & 0xff);
                squares += d * d;
            }
        }
        // 256 equal squares of 16×16 levels have a root mean square error of 16/√12 in two of three channels.
        double equalSquares = 16 / Math.sqrt(12) * Math.sqrt(2.0 / 3);
        assertThat(Math.sqrt(squares / (3 * pixels.length)))
                .as("root mean square error, seed %d", seed)
                .isLessThan(1.1 * equalSquares);
    }

    private static int[] restored(Palette palette) {
        int[] pixels = new int[palette.indices().length];
        Arrays.setAll(pixels, i -> palette.rgb()[palette.indices()[i] & 0xff]);
        return pixels;
    }
}
