package studio.latent.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.image.PngFile;
import studio.latent.engine.image.Raster;

/// Small grey images of upright stripes that tests train on: even numbers have thin ones, odd numbers thick ones.
final class StripedImages {
    static final ImageShape SHAPE = new ImageShape(1, 12, 12);

    private StripedImages() {}

    static Raster image(int number) {
        byte[] samples = new byte[SHAPE.size()];
        for (int k = 0; k < samples.length; k++) {
            samples[k] = (byte) ((k % 12 + number) % (2 + number % 2 * 3) == 0 ? 255 : number);
        }
        return new Raster(SHAPE, samples);
    }

    /// Writes the first images into the folders `thin` and `thick`, which a data set takes for its classes.
    static Path write(Path folder, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            Path label = Files.createDirectories(folder.resolve(i % 2 == 0 ? "thin" : "thick"));
            Files.write(label.resolve("image" + i + ".png"), PngFile.encode(image(i), Map.of()));
        }
        return folder;
    }
}
