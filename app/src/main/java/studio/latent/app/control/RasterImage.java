package studio.latent.app.control;

import java.nio.IntBuffer;
import java.util.Arrays;
import javafx.scene.image.Image;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.image.Raster;

/// A raster as JavaFX draws it, in one buffer that is written anew for each raster of the same size.
///
/// Enlargement by a whole factor happens here, pixel by pixel: JavaFX's software pipeline smooths an image whatever its
/// view asks for. To be used on the JavaFX thread.
public final class RasterImage {
    private @Nullable PixelBuffer<IntBuffer> buffer;
    private @Nullable WritableImage image;
    private int[] plain = new int[0];

    /// An image of its own for one raster; for thumbnails that stay.
    public static Image of(Raster raster) {
        return new RasterImage().show(raster, 1);
    }

    /// A thumbnail of its own whose longer side is the largest whole multiple of the raster's that fits into `side`,
    /// or the raster itself where that is larger.
    public static Image thumbnail(Raster raster, double side) {
        int longer = Math.max(raster.width(), raster.height());
        return new RasterImage().show(raster, Math.max(1, (int) (side / longer)));
    }

    /// Writes `raster` into the buffer, each pixel as a square of `factor` pixels. Returns the image that shows it: the
    /// same one as before while the size stays.
    public Image show(Raster raster, int factor) {
        int width = raster.width() * factor;
        int height = raster.height() * factor;
        PixelBuffer<IntBuffer> pixels = buffer;
        WritableImage shown = image;
        if (pixels == null || shown == null || pixels.getWidth() != width || pixels.getHeight() != height) {
            IntBuffer memory = IntBuffer.allocate(width * height);
            pixels = new PixelBuffer<>(width, height, memory, PixelFormat.getIntArgbPreInstance());
            shown = new WritableImage(pixels);
            buffer = pixels;
            image = shown;
        }
        write(raster, factor, pixels.getBuffer().array());
        pixels.updateBuffer(_ -> null);
        return shown;
    }

    private void write(Raster raster, int factor, int[] target) {
        if (factor == 1) {
            raster.toArgb(target);
            return;
        }
        int columns = raster.width();
        int width = columns * factor;
        if (plain.length < columns * raster.height()) {
            plain = new int[columns * raster.height()];
        }
        raster.toArgb(plain);
        for (int row = 0; row < raster.height(); row++) {
            int first = row * factor * width;
            for (int column = 0; column < columns; column++) {
                int from = first + column * factor;
                Arrays.fill(target, from, from + factor, plain[row * columns + column]);
            }
            for (int copy = 1; copy < factor; copy++) {
                System.arraycopy(target, first, target, first + copy * width, width);
            }
        }
    }
}
