package studio.latent.engine.generate;

import studio.latent.engine.image.Raster;
import studio.latent.engine.model.Latent;

/// A latent that was found for an image.
///
/// @param image what the model makes of the latent
/// @param error root of the mean squared difference of the two images' pixels, in [0, 255]
public record InvertedImage(Latent latent, Raster image, double error) {
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
