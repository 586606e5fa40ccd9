package studio.latent.engine.model.vae;

import studio.latent.engine.image.ImageShape;
import studio.latent.engine.model.AutoencoderShape;
import studio.latent.engine.model.Group;
import studio.latent.engine.model.ModelSpec;
import studio.latent.engine.model.Range;
import studio.latent.engine.model.SampleShape;

/// Settings of a KL-regularised autoencoder.
///
/// @param network its sizes
/// @param reconstruction what counts as far from the original
/// @param klWeight nats of KL divergence against the summed error of an image's samples in [−1, 1]: small, so that
/// the latent keeps what is needed to paint the image again and only its scale is held
public record AutoencoderKlSpec(
        ImageShape image,
        @Group("model") AutoencoderShape network,
        @Group("objective") Reconstruction reconstruction,
        @Group("objective") @Range(min = 0, max = 100) double klWeight)
        implements ModelSpec {
    /// Distances of an image from its original.
    public enum Reconstruction {
        /// Absolute differences: edges stay sharper.
        L1,
        /// Squared differences.
        L2
    }

    public AutoencoderKlSpec {
        if (!(klWeight >= 0 && klWeight <= 100)) {
            throw new IllegalArgumentException("klWeight must be in [0, 100], got " + klWeight);
        }
        network.latent(image);
    }

    /// A network for 32 to 64 pixels that two processor cores train in an hour.
    public static AutoencoderKlSpec defaults(ImageShape image) {
        return new AutoencoderKlSpec(image, AutoencoderShape.small(), Reconstruction.L1, 1e-4);
    }

    /// The small picture that an image becomes.
    public SampleShape latent() {
        return network.latent(image);
    }

    @Override
    public int latentDimension() {
        return latent().size();
    }
}
