package studio.latent.engine.model;

import studio.latent.engine.image.ImageShape;

/// Size of what a sampler makes of noise: an image's, or that of an autoencoder's latent, `[channels, height,
/// width]`.
public record SampleShape(int channels, int height, int width) {
    public SampleShape {
        if (channels < 1 || height < 1 || width < 1) {
            throw new IllegalArgumentException(
                    "sides must be at least 1, got " + channels + "×" + height + "×" + width);
        }
    }

    public static SampleShape of(ImageShape image) {
        return new SampleShape(image.channels(), image.height(), image.width());
    }

    /// Numbers in one sample.
    public int size() {
        return channels * height * width;
    }
}
