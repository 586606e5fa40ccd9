package studio.latent.engine.image;

import java.util.Arrays;

/// An image of unsigned 8-bit samples in planar order.
///
/// **Shapes** `samples: [channels, height, width]`, row-major, 0 = black, 255 = white. The array belongs to the raster:
/// whoever hands it over does not write to it afterwards, whoever reads it does not write to it at all.
public record Raster(ImageShape shape, byte[] samples) {
    public Raster {
        if (samples.length != shape.size()) {
            throw new IllegalArgumentException("samples must hold " + shape.size() + " bytes, got " + samples.length);
        }
    }

    public int channels() {
        return shape.channels();
    }

    public int height() {
        return shape.height();
    }

    public int width() {
        return shape.width();
    }

    /// One sample in [0, 255].
    public int sample(int channel, int y, int x) {
        return samples[(channel * height() + y) * width() + x] & 0xff;
    }

    /// Writes opaque ARGB pixels (premultiplied and plain are the same) into `target`, row by row.
    public void toArgb(int[] target) {
        int plane = height() * width();
        if (target.length < plane) {
            throw new IllegalArgumentException("target must hold " + plane + " pixels, got " + target.length);
        }
        boolean grey = channels() == 1;
        for (int i = 0; i < plane; i++) {
            int r = samples[i] & 0xff;
            int g = grey ? r : samples[plane + i] & 0xff;
            int b = grey ? r : samples[2 * plane + i] & 0xff;
            target[i] = 0xff000000 | r << 16 | g << 8 | b;
        }
    }

    /// The colours of ARGB pixels, row by row; alpha is not looked at. The reverse of [#toArgb] for three channels.
    public static Raster ofArgb(int height, int width, int[] pixels) {
        ImageShape shape = new ImageShape(3, height, width);
        int plane = height * width;
        if (pixels.length < plane) {
            throw new IllegalArgumentException("pixels must hold " + plane + " values, got " + pixels.length);
        }
        byte[] samples = new byte[shape.size()];
        for (int i = 0; i < plane; i++) {
            samples[i] = (byte) (pixels[i] >> 16);
            samples[plane + i] = (byte) (pixels[i] >> 8);
            samples[2 * plane + i] = (byte) pixels[i];
        }
        return new Raster(shape, samples);
    }

    /// Quantises values in [0, 1] to bytes, round half up; values outside are clamped.
    ///
    /// **Shapes** `values: [.., channels, height, width]`, read from `offset`.
    public static Raster ofUnitFloats(ImageShape shape, float[] values, int offset) {
        byte[] samples = new byte[shape.size()];
        for (int i = 0; i < samples.length; i++) {
            float v = values[offset + i];
            samples[i] = (byte) (int) (Math.clamp(v, 0f, 1f) * 255f + 0.5f);
        }
        return new Raster(shape, samples);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Raster(ImageShape s, byte[] b) && shape.equals(s) && Arrays.equals(samples, b);
    }

    @Override
    public int hashCode() {
        return 31 * shape.hashCode() + Arrays.hashCode(samples);
    }

    @Override
    public String toString() {
        return "Raster[" + channels() + "×" + height() + "×" + width() + "]";
    }
}
