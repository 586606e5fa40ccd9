package studio.latent.app.data;

import studio.latent.engine.image.ImageShape;
import studio.latent.engine.image.Raster;

/// Small copies of images, so that a grid of thousands fits into memory.
final class Thumbnail {
    private Thumbnail() {}

    /// `image` with no side above `side`, by the mean over each block of pixels; itself when it is small enough.
    static Raster of(Raster image, int side) {
        int longest = Math.max(image.width(), image.height());
        if (longest <= side) {
            return image;
        }
        int width = Math.max(1, image.width() * side / longest);
        int height = Math.max(1, image.height() * side / longest);
        ImageShape shape = new ImageShape(image.channels(), height, width);
        byte[] samples = new byte[shape.size()];
        int n = 0;
        for (int channel = 0; channel < image.channels(); channel++) {
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    samples[n++] = (byte) mean(image, channel, y, x, shape);
                }
            }
        }
        return new Raster(shape, samples);
    }

    private static int mean(Raster image, int channel, int y, int x, ImageShape shape) {
        int top = y * image.height() / shape.height();
        int bottom = Math.max(top + 1, (y + 1) * image.height() / shape.height());
        int left = x * image.width() / shape.width();
        int right = Math.max(left + 1, (x + 1) * image.width() / shape.width());
        long sum = 0;
        for (int row = top; row < bottom; row++) {
            for (int column = left; column < right; column++) {
                sum += image.sample(channel, row, column);
            }
        }
        int count = (bottom - top) * (right - left);
        return (int) ((sum + count / 2) / count);
    }
}
