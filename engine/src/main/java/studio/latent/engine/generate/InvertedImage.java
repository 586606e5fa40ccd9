package studio.latent.engine.generate;

import org.jspecify.annotations.Nullable;
import studio.latent.engine.image.Raster;
import studio.latent.engine.model.DecoderShift;
import studio.latent.engine.model.Latent;

/// A latent that was found for an image.
///
/// @param shift how far the styles of the latent are moved, where styles were searched; null for not at all
/// @param image what the model makes of it
/// @param error root of the mean squared difference of the two images' pixels, in [0, 255]
/// @param wayError of noise that was found by a way back, [FoundNoise#error()]; NaN of a latent that was searched
/// for
public record InvertedImage(Latent latent, @Nullable DecoderShift shift, Raster image, double error, double wayError) {
    /// A latent that was searched for.
    public InvertedImage(Latent latent, @Nullable DecoderShift shift, Raster image, double error) {
        this(latent, shift, image, error, Double.NaN);
    }

    /// A latent that was searched for, whose styles are where they are.
    public InvertedImage(Latent latent, Raster image, double error) {
        this(latent, null, image, error);
    }

    /// The difference of two images of one shape.
    ///
    /// **Errors** [IllegalArgumentException] for images of unlike shapes.
    public static double error(Raster a, Raster b) {
        if (!a.shape().equals(b.shape())) {
            throw new IllegalArgumentException("images must have one shape, got " + a + " and " + b);
        }
        double sum = 0;
        for (int i = 0; i < a.samples().length; i++) {
            double difference = (a.samples()[i] & 0xff) - (b.samples()[i] & 0xff);
            sum += difference * difference;
        }
        return Math.sqrt(sum / a.samples().length);
    }
}
