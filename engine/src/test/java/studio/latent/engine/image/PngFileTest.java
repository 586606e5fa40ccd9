package studio.latent.engine.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PngFileTest {
    static Raster noise(ImageShape shape, long seed) {
        byte[] samples = new byte[shape.size()];
        new Random(seed).nextBytes(samples);
        return new Raster(shape, samples);
    }

    @ParameterizedTest
    @CsvSource({"1,1,1", "1,28,28", "3,7,13", "3,64,64"})
    void pixelsComeBackAsTheyWere(int channels, int height, int width) throws Exception {
        Raster raster = noise(new ImageShape(channels, height, width), 3);

        byte[] png = PngFile.encode(raster, Map.of("note", "größer"));

        assertThat(ImageFiles.decode("a.png", png, Background.BLACK)).isEqualTo(raster);
    }

    @Test
    void smoothImagesAreFilteredSoThatTheyShrink() throws Exception {
        byte[] samples = new byte[3 * 64 * 64];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (byte) (i % 64 + i / 64);
        }
        Raster gradient = new Raster(new ImageShape(3, 64, 64), samples);

        byte[] png = PngFile.encode(gradient, Map.of());

        assertThat(png.length).isLessThan(samples.length / 20);
        assertThat(ImageFiles.decode("a.png", png, Background.BLACK)).isEqualTo(gradient);
    }

    @Test
    void theSameImageAndTextsGiveTheSameBytesInAnyOrderOfKeys() {
        Raster raster = noise(new ImageShape(3, 9, 9), 1);

        byte[] first = PngFile.encode(raster, new LinkedHashMap<>(Map.of("b", "2", "a", "1")));
        byte[] second = PngFile.encode(raster, new TreeMap<>(Map.of("a", "1", "b", "2")));

        assertThat(first).containsExactly(second);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " key", "key ", "ключ", "a\nb"})
    void keywordsThatPngForbidsAreABug(String keyword) {
        Raster raster = noise(new ImageShape(1, 1, 1), 1);

        assertThatThrownBy(() -> PngFile.encode(raster, Map.of(keyword, "text")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("keyword");
    }
}
