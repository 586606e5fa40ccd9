package studio.latent.engine.model;

import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.error.BadOption;
import studio.latent.engine.image.ImageShape;

/// The settings that define a model's network and objective: everything but its weights.
///
/// Implementations are records; their components are the model's settings, annotated with their ranges.
public interface ModelSpec {
    ImageShape image();

    /// Length of a latent.
    int latentDimension();

    /// Fewest images that a training step must have.
    default int leastBatch() {
        return 1;
    }

    /// Fewest images from which such a model learns more than these images themselves.
    default int leastImages() {
        return 1;
    }

    /// The same with settings for few images, where the model has such.
    default int leastImagesAtAll() {
        return leastImages();
    }

    /// Refuses what can be built but not sensibly trained. A model or a run that is there already is not asked: it
    /// was made by the rules of its time.
    ///
    /// **Errors** [BadOption] for settings that work against each other.
    default void requireTrainable() throws BadOption {
        // most families have no such settings
    }

    /// What of the data the model is told.
    default Conditioning conditioning() {
        return Conditioning.NONE;
    }

    /// The same spec for data that say these things of their images, as [#conditioning] asked for.
    default ModelSpec withConditions(List<String> conditions) {
        if (!conditions.isEmpty()) {
            throw new IllegalArgumentException(
                    "conditions must be empty for a model that takes none, got " + conditions);
        }
        return this;
    }

    /// The autoencoder in whose latent space the model works; null for a model of images themselves.
    default @Nullable AutoencoderShape autoencoder() {
        return null;
    }

    /// The same spec in the latent space of an autoencoder of this shape.
    ///
    /// **Errors** [IllegalArgumentException] for sizes that do not fit together.
    default ModelSpec withAutoencoder(AutoencoderShape shape) {
        throw new IllegalArgumentException("autoencoder must be none for a model of images themselves, got " + shape);
    }

    /// The layout of its network where that was imported and follows from no setting; null for all others.
    default @Nullable UNetLayout layout() {
        return null;
    }

    /// The same spec with a network of this layout.
    ///
    /// **Errors** [IllegalArgumentException] for sizes that do not fit together.
    default ModelSpec withLayout(UNetLayout layout) {
        throw new IllegalArgumentException("layout must be none for a model without a UNet, got " + layout);
    }
}
