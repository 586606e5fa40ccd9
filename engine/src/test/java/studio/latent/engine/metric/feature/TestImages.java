package studio.latent.engine.metric.feature;

import java.util.List;
import java.util.stream.IntStream;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.image.Raster;

/// Images by a formula that the golden scripts repeat: (3x² + 5y² + 7xy(c + 1) + 31c + 17·seed) / 3 mod 256.
final class TestImages {
    private TestImages() {}

    static Raster image(int channels, int height, int width, int seed) {
        byte[] samples = new byte[channels * height * width];
        int i = 0;
        for (int c = 0; c < channels; c++) {
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    samples[i++] = (byte) ((3 * x * x + 5 * y * y + 7 * x * y * (c + 1) + 31 * c + 17 * seed) / 3);
                }
            }
        }
        return new Raster(new ImageShape(channels, height, width), samples);
    }

    static FeatureImages images(Raster... images) {
        return FeatureImages.of(List.of(images));
    }

    static FeatureImages series(int count, int channels, int height, int width) {
        return FeatureImages.of(IntStream.range(0, count)
                .mapToObj(seed -> image(channels, height, width, seed))
                .toList());
    }
}
