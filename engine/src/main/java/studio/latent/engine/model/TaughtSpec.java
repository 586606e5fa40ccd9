package studio.latent.engine.model;

import org.jspecify.annotations.Nullable;
import studio.latent.engine.image.ImageShape;

/// Settings of a model that learns from another one, and has that one's images, latents and conditions.
public interface TaughtSpec extends ModelSpec {
    /// The teacher's own settings.
    ModelSpec network();

    @Override
    default ImageShape image() {
        return network().image();
    }

    @Override
    default int latentDimension() {
        return network().latentDimension();
    }

    @Override
    default Conditioning conditioning() {
        return network().conditioning();
    }

    @Override
    default @Nullable AutoencoderShape autoencoder() {
        return network().autoencoder();
    }

    @Override
    default @Nullable UNetLayout layout() {
        return network().layout();
    }
}
