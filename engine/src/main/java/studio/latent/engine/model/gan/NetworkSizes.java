package studio.latent.engine.model.gan;

import studio.latent.engine.model.Range;

/// The networks of the two players.
///
/// @param width channels of the largest resolution; each further one has twice as many, up to eight times; of an
/// MLP a sixteenth of its units
/// @param minibatchDeviation whether the discriminator is told how different the images of a batch are
public record NetworkSizes(
        Network network,
        @Range(min = 4, max = 512) int width,
        GeneratorNorm generatorNorm,
        DiscriminatorNorm discriminatorNorm,
        boolean minibatchDeviation) {
    /// Which networks.
    public enum Network {
        /// Dense layers: the GAN of textbooks.
        MLP,
        /// Strided convolutions: Radford et al. 2016.
        DCGAN,
        /// Residual blocks: Gulrajani et al. 2017, Mescheder et al. 2018.
        RESIDUAL
    }

    /// How the generator's features are normalised.
    public enum GeneratorNorm {
        NONE,
        /// Over the batch.
        BATCH,
        /// Each place to length 1: Karras et al. 2018.
        PIXEL
    }

    /// How the discriminator is kept in bounds.
    public enum DiscriminatorNorm {
        NONE,
        /// Features over the batch.
        BATCH,
        /// Weights by their largest singular value: Miyato et al. 2018.
        SPECTRAL
    }

    public NetworkSizes {
        if (width < 4 || width > 512) {
            throw new IllegalArgumentException("width must be in [4, 512], got " + width);
        }
    }

    /// Units of a dense layer.
    int units() {
        return 16 * width;
    }

    /// Fewest images a step can have.
    int leastBatch() {
        boolean together = minibatchDeviation
                || generatorNorm == GeneratorNorm.BATCH
                || discriminatorNorm == DiscriminatorNorm.BATCH;
        return together ? 2 : 1;
    }
}
