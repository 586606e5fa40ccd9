package studio.latent.engine.image;

import java.util.Arrays;

/// Fits images to a shape: channels first, then cut or padded, then resized; equal to Pillow to the bit.
public final class ImageResize {
    private ImageResize() {}

    /// The image in exactly the target shape.
    ///
    /// **Shapes** `raster: [any]` → `target`
    public static Raster fit(Raster raster, ImageShape target, FitRule rule, Interpolation interpolation) {
        Raster image = toChannels(raster, target.channels());
        if (image.shape().equals(target)) {
            return image;
        }
        return switch (rule) {
            case STRETCH -> resize(image, target.height(), target.width(), interpolation);
            case CROP_CENTRE -> cropCentre(image, target, interpolation);
            case PAD -> pad(image, target, interpolation);
        };
    }

    /// The image as a model of images of this shape takes it: channels turned, cut around its centre, scaled with
    /// anti-aliasing; itself where it has the shape.
    public static Raster forModel(Raster raster, ImageShape shape) {
        return fit(raster, shape, FitRule.CROP_CENTRE, Interpolation.BICUBIC_ANTIALIASED);
    }

    /// The image with other sides; horizontal pass, then vertical, each rounded to bytes.
    ///
    /// **Shapes** `raster: [C, H, W]` → `[C, height, width]`
    public static Raster resize(Raster raster, int height, int width, Interpolation interpolation) {
        ImageShape shape = new ImageShape(raster.channels(), height, width);
        if (shape.equals(raster.shape())) {
            return raster;
        }
        if (interpolation == Interpolation.NEAREST) {
            return nearest(raster, shape);
        }
        Raster wide = raster.width() == width ? raster : resizeRows(raster, width, interpolation);
        return wide.height() == height ? wide : resizeColumns(wide, height, interpolation);
    }

    /// Grey (Rec. 601 luma, 16-bit fixed point) or RGB (grey repeated).
    ///
    /// **Source** ITU-R BT.601: L = 0.299 R + 0.587 G + 0.114 B
    public static Raster toChannels(Raster raster, int channels) {
        if (raster.channels() == channels) {
            return raster;
        }
        ImageShape shape = new ImageShape(channels, raster.height(), raster.width());
        byte[] from = raster.samples();
        byte[] to = new byte[shape.size()];
        int plane = shape.height() * shape.width();
        if (channels == 3) {
            for (int c = 0; c < 3; c++) {
                System.arraycopy(from, 0, to, c * plane, plane);
            }
        } else {
            for (int i = 0; i < plane; i++) {
                int r = from[i] & 0xff;
                int g = from[plane + i] & 0xff;
                int b = from[2 * plane + i] & 0xff;
                to[i] = (byte) ((r * 19595 + g * 38470 + b * 7471 + 0x8000) >> 16);
            }
        }
        return new Raster(shape, to);
    }

    /// The part of the image that starts at row `top` and column `left`.
    public static Raster crop(Raster raster, int top, int left, int height, int width) {
        if (top < 0 || left < 0 || top + height > raster.height() || left + width > raster.width()) {
            throw new IllegalArgumentException("the cut must lie within " + raster + ", got " + width + "×" + height
                    + " at row " + top + ", column " + left);
        }
        ImageShape shape = new ImageShape(raster.channels(), height, width);
        byte[] to = new byte[shape.size()];
        for (int c = 0; c < raster.channels(); c++) {
            for (int y = 0; y < height; y++) {
                int from = (c * raster.height() + top + y) * raster.width() + left;
                System.arraycopy(raster.samples(), from, to, (c * height + y) * width, width);
            }
        }
        return new Raster(shape, to);
    }

    private static Raster cropCentre(Raster image, ImageShape target, Interpolation interpolation) {
        double scale = Math.min((double) image.height() / target.height(), (double) image.width() / target.width());
        int height = Math.clamp(Math.round(target.height() * scale), 1, image.height());
        int width = Math.clamp(Math.round(target.width() * scale), 1, image.width());
        Raster cut = crop(image, (image.height() - height) / 2, (image.width() - width) / 2, height, width);
        return resize(cut, target.height(), target.width(), interpolation);
    }

    private static Raster pad(Raster image, ImageShape target, Interpolation interpolation) {
        double scale = Math.min((double) target.height() / image.height(), (double) target.width() / image.width());
        int height = Math.clamp(Math.round(image.height() * scale), 1, target.height());
        int width = Math.clamp(Math.round(image.width() * scale), 1, target.width());
        Raster inner = resize(image, height, width, interpolation);
        byte[] to = new byte[target.size()];
        paste(inner, to, target, (target.height() - height) / 2, (target.width() - width) / 2);
        return new Raster(target, to);
    }

    /// Writes an image into the samples of a larger one.
    static void paste(Raster image, byte[] to, ImageShape shape, int top, int left) {
        for (int c = 0; c < shape.channels(); c++) {
            for (int y = 0; y < image.height(); y++) {
                int at = (c * shape.height() + top + y) * shape.width() + left;
                System.arraycopy(image.samples(), (c * image.height() + y) * image.width(), to, at, image.width());
            }
        }
    }

    private static Raster nearest(Raster raster, ImageShape shape) {
        int[] columns = new int[shape.width()];
        Arrays.setAll(columns, x -> centreOf(x, raster.width(), shape.width()));
        byte[] to = new byte[shape.size()];
        int i = 0;
        for (int c = 0; c < shape.channels(); c++) {
            for (int y = 0; y < shape.height(); y++) {
                int row = (c * raster.height() + centreOf(y, raster.height(), shape.height())) * raster.width();
                for (int x = 0; x < shape.width(); x++) {
                    to[i++] = raster.samples()[row + columns[x]];
                }
            }
        }
        return new Raster(shape, to);
    }

    private static int centreOf(int position, int in, int out) {
        return Math.min((int) ((position + 0.5) * in / out), in - 1);
    }

    private static Raster resizeRows(Raster raster, int width, Interpolation interpolation) {
        ResampleKernel kernel = ResampleKernel.of(raster.width(), width, interpolation);
        ImageShape shape = new ImageShape(raster.channels(), raster.height(), width);
        byte[] to = new byte[shape.size()];
        int rows = raster.channels() * raster.height();
        for (int row = 0; row < rows; row++) {
            for (int x = 0; x < width; x++) {
                to[row * width + x] = kernel.apply(x, raster.samples(), row * raster.width(), 1);
            }
        }
        return new Raster(shape, to);
    }

    private static Raster resizeColumns(Raster raster, int height, Interpolation interpolation) {
        ResampleKernel kernel = ResampleKernel.of(raster.height(), height, interpolation);
        int width = raster.width();
        ImageShape shape = new ImageShape(raster.channels(), height, width);
        byte[] to = new byte[shape.size()];
        for (int c = 0; c < raster.channels(); c++) {
            for (int y = 0; y < height; y++) {
                int from = c * raster.height() * width;
                for (int x = 0; x < width; x++) {
                    to[(c * height + y) * width + x] = kernel.apply(y, raster.samples(), from + x, width);
                }
            }
        }
        return new Raster(shape, to);
    }
}
