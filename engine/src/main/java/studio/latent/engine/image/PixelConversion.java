package studio.latent.engine.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.io.IOException;

/// Turns decoded pixels of any depth into rasters: 8 bits, grey or RGB, no alpha.
///
/// Samples are taken as they stand in the file: no colour profile is applied, as in most of the field's tools.
final class PixelConversion {
    private final Background background;

    PixelConversion(Background background) {
        this.background = background;
    }

    Raster convert(BufferedImage image) throws IOException {
        return image.getColorModel() instanceof IndexColorModel palette
                ? convertIndexed(image, palette)
                : convertDirect(image);
    }

    /// A palette whose visible colours are all grey gives a grey image: so 1, 2 and 4-bit grey files stay grey.
    private Raster convertIndexed(BufferedImage image, IndexColorModel palette) {
        int[] colours = new int[palette.getMapSize()];
        palette.getRGBs(colours);
        boolean grey = true;
        for (int i = 0; i < colours.length; i++) {
            int alpha = colours[i] >>> 24;
            int r = over(colours[i] >> 16 & 0xff, alpha);
            int g = over(colours[i] >> 8 & 0xff, alpha);
            int b = over(colours[i] & 0xff, alpha);
            grey &= r == g && g == b;
            colours[i] = r << 16 | g << 8 | b;
        }
        ImageShape shape = new ImageShape(grey ? 1 : 3, image.getHeight(), image.getWidth());
        byte[] samples = new byte[shape.size()];
        int plane = shape.height() * shape.width();
        int[] row = new int[shape.width()];
        for (int y = 0; y < shape.height(); y++) {
            image.getRaster().getSamples(0, y, shape.width(), 1, 0, row);
            for (int x = 0; x < row.length; x++) {
                int colour = colours[row[x]];
                for (int c = 0; c < shape.channels(); c++) {
                    samples[c * plane + y * shape.width() + x] = (byte) (colour >> (16 - 8 * c));
                }
            }
        }
        return new Raster(shape, samples);
    }

    private Raster convertDirect(BufferedImage image) throws IOException {
        ColorModel model = image.getColorModel();
        int channels = channelsOf(model);
        int bands = image.getRaster().getNumBands();
        boolean alpha = model.hasAlpha() && bands == channels + 1;
        ImageShape shape = new ImageShape(channels, image.getHeight(), image.getWidth());
        int plane = shape.height() * shape.width();
        byte[] samples = new byte[shape.size()];
        int[] row = new int[shape.width() * bands];
        for (int y = 0; y < shape.height(); y++) {
            image.getRaster().getPixels(0, y, shape.width(), 1, row);
            for (int x = 0; x < shape.width(); x++) {
                int opacity = alpha ? toByte(row[x * bands + channels], model.getComponentSize(channels)) : 255;
                for (int c = 0; c < channels; c++) {
                    int value = toByte(row[x * bands + c], model.getComponentSize(c));
                    int seen = model.isAlphaPremultiplied() && alpha
                            ? Math.min(255, value + over(0, opacity))
                            : over(value, opacity);
                    samples[c * plane + y * shape.width() + x] = (byte) seen;
                }
            }
        }
        return new Raster(shape, samples);
    }

    private static int channelsOf(ColorModel model) throws IOException {
        int type = model.getColorSpace().getType();
        if (type == ColorSpace.TYPE_GRAY && model.getNumColorComponents() == 1) {
            return 1;
        } else if (type == ColorSpace.TYPE_RGB && model.getNumColorComponents() == 3) {
            return 3;
        }
        throw new IOException("its colours are neither grey nor RGB");
    }

    private static int toByte(int value, int bits) {
        if (bits == 8) {
            return value;
        }
        long max = (1L << bits) - 1;
        return (int) ((2 * 255L * value + max) / (2 * max));
    }

    private int over(int value, int alpha) {
        return (value * alpha + background.level() * (255 - alpha) + 127) / 255;
    }
}
