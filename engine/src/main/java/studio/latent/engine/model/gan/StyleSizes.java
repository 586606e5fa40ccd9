package studio.latent.engine.model.gan;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.model.Range;

/// The networks of a generator with styles and of its discriminator.
///
/// @param width channels of the largest resolution; each further one has twice as many, up to eight times
/// @param mappingLayers dense layers from a latent to a style
/// @param styleMixing probability with which an image of a training step takes its finer layers' styles from
/// another latent
/// @param layerNoise whether layers add noise; [LayerNoise#LEARNED] where a file does not say
public record StyleSizes(
        @Range(min = 4, max = 512) int width,
        @Range(min = 1, max = 12) int mappingLayers,
        @Range(min = 0, max = 1) double styleMixing,
        @Nullable LayerNoise layerNoise) {
    public StyleSizes {
        layerNoise = layerNoise == null ? LayerNoise.LEARNED : layerNoise;
        if (width < 4 || width > 512) {
            throw new IllegalArgumentException("width must be in [4, 512], got " + width);
        }
        if (mappingLayers < 1 || mappingLayers > 12) {
            throw new IllegalArgumentException("mappingLayers must be in [1, 12], got " + mappingLayers);
        }
        if (!(styleMixing >= 0 && styleMixing <= 1)) {
            throw new IllegalArgumentException("styleMixing must be in [0, 1], got " + styleMixing);
        }
    }

    @Override
    public LayerNoise layerNoise() {
        return Objects.requireNonNull(layerNoise);
    }

    /// The discriminator: residual blocks that are told how different the images of a batch are.
    NetworkSizes discriminator() {
        return new NetworkSizes(
                NetworkSizes.Network.RESIDUAL,
                width,
                NetworkSizes.GeneratorNorm.NONE,
                NetworkSizes.DiscriminatorNorm.NONE,
                true);
    }
}
