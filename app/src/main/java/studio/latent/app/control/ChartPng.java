package studio.latent.app.control;

import java.util.Map;
import javafx.scene.Node;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import studio.latent.engine.image.PngFile;
import studio.latent.engine.image.Raster;

/// A chart as it stands in the window, as a PNG file.
final class ChartPng {
    private ChartPng() {}

    static byte[] write(Node chart) {
        return PngFile.encode(raster(chart.snapshot(null, null)), Map.of());
    }

    private static Raster raster(WritableImage image) {
        int width = (int) image.getWidth();
        int height = (int) image.getHeight();
        int[] pixels = new int[width * height];
        image.getPixelReader().getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), pixels, 0, width);
        return Raster.ofArgb(height, width, pixels);
    }
}
