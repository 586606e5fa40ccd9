package studio.latent.engine.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.Test;

class GifAnimationTest {
    private static final ImageShape GREY = new ImageShape(1, 16, 16);

    @Test
    void greyFramesComeBackExactly() throws Exception {
        Raster ramp = ramp(0);
        Raster shifted = ramp(77);

        List<BufferedImage> frames = decode(new GifAnimation(20).encode(List.of(ramp, shifted)));

        assertThat(frames).hasSize(2);
        assertThat(greyOf(frames.get(0))).isEqualTo(ramp.samples());
        assertThat(greyOf(frames.get(1))).isEqualTo(shifted.samples());
    }

    @Test
    void repeatsForEver() {
        byte[] file = new GifAnimation(10).encode(List.of(ramp(0), ramp(1)));

        String text = new String(file, StandardCharsets.ISO_8859_1);
        assertThat(text).startsWith("GIF89a").contains("NETSCAPE2.0\3\1\0\0\0");
        // Graphic control extension: 0x21 0xF9, length 4, flags, delay of 10 hundredths in little endian.
        assertThat(text).contains("!\u00f9\4\0\n\0");
    }

    @Test
    void fewColoursComeBackExactly() throws Exception {
        byte[] samples = new byte[3 * 4];
        samples[0] = (byte) 200;
        samples[4 + 1] = (byte) 100;
        samples[8 + 2] = (byte) 50;
        Raster raster = new Raster(new ImageShape(3, 2, 2), samples);

        BufferedImage frame =
                decode(new GifAnimation(10).encode(List.of(raster))).getFirst();

        assertThat(frame.getRGB(0, 0)).isEqualTo(0xffc80000);
        assertThat(frame.getRGB(1, 0)).isEqualTo(0xff006400);
        assertThat(frame.getRGB(0, 1)).isEqualTo(0xff000032);
    }

    @Test
    void refusesASpeedThatViewersDoNotPlay() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GifAnimation(0))
                .withMessageContaining("framesPerSecond must be in [1, 50], got 0");
    }

    private static Raster ramp(int offset) {
        byte[] samples = new byte[GREY.size()];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (byte) (i + offset);
        }
        return new Raster(GREY, samples);
    }

    private static byte[] greyOf(BufferedImage image) {
        byte[] samples = new byte[image.getWidth() * image.getHeight()];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (byte) image.getRGB(i % image.getWidth(), i / image.getWidth());
        }
        return samples;
    }

    private static List<BufferedImage> decode(byte[] file) throws Exception {
        ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
        try (ImageInputStream stream = ImageIO.createImageInputStream(new ByteArrayInputStream(file))) {
            reader.setInput(stream);
            List<BufferedImage> frames = new ArrayList<>();
            for (int i = 0; i < reader.getNumImages(true); i++) {
                frames.add(reader.read(i));
            }
            return frames;
        } finally {
            reader.dispose();
        }
    }
}
