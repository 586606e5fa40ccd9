package studio.latent.engine.model.vae;

import studio.latent.engine.image.ImageShape;
import studio.latent.engine.model.Group;
import studio.latent.engine.model.ModelSpec;
import studio.latent.engine.model.Range;
import studio.latent.engine.model.Unit;

/// Settings of a variational autoencoder.
///
/// @param width channels of the first stage; each further stage doubles them, up to four times
/// @param hidden units of the dense layer between the stages and the latent; 0 for none
/// @param dropout probability with which dense units are dropped while training
/// @param beta weight of the KL term (β-VAE, Higgins et al. 2017); 1 is the evidence lower bound
/// @param klWarmupSteps steps over which β grows linearly from 0 (Bowman et al. 2016)
/// @param freeBits nats a latent dimension may hold at no cost (Kingma et al. 2016)
public record VaeSpec(
        ImageShape image,
        @Group("model") @Range(min = 2, max = 1024) int latentDimension,
        @Group("model") Network network,
        @Group("model") @Range(min = 4, max = 512) int width,
        @Group("model") @Range(min = 0, max = 8192) int hidden,
        @Group("model") @Range(min = 0, max = 0.9) double dropout,
        @Group("objective") Likelihood likelihood,
        @Group("objective") @Range(min = 0, max = 1000) double beta,

        @Group("objective") @Range(min = 0, max = 10_000_000) @Unit("steps")
        int klWarmupSteps,

        @Group("objective") @Range(min = 0, max = 10) @Unit("nats")
        double freeBits)
        implements ModelSpec {
    /// The networks of encoder and decoder.
    public enum Network {
        /// One matrix each way: a probabilistic principal component analysis, for teaching.
        LINEAR,
        /// Strided convolutions and ReLU.
        CONVOLUTIONAL,
        /// Residual blocks with group norm and SiLU between the strided stages.
        RESIDUAL
    }

    /// The distribution of a pixel given the latent.
    public enum Likelihood {
        /// Samples in [0, 1] as probabilities of white; the loss is the cross entropy.
        BERNOULLI,
        /// Normal with one deviation for all pixels, learned (σ-VAE, Rybkin et al. 2021).
        GAUSSIAN
    }

    public VaeSpec {
        require(latentDimension >= 2 && latentDimension <= 1024, "latentDimension", "[2, 1024]", latentDimension);
        require(width >= 4 && width <= 512, "width", "[4, 512]", width);
        require(hidden >= 0 && hidden <= 8192, "hidden", "[0, 8192]", hidden);
        require(dropout >= 0 && dropout <= 0.9, "dropout", "[0, 0.9]", dropout);
        require(beta >= 0 && beta <= 1000, "beta", "[0, 1000]", beta);
        require(klWarmupSteps >= 0 && klWarmupSteps <= 10_000_000, "klWarmupSteps", "[0, 10000000]", klWarmupSteps);
        require(freeBits >= 0 && freeBits <= 10, "freeBits", "[0, 10]", freeBits);
        if (network == Network.RESIDUAL && width % 4 != 0) {
            throw new IllegalArgumentException("width must be a multiple of 4 for residual networks, got " + width);
        }
    }

    private static void require(boolean holds, String name, String range, Object value) {
        if (!holds) {
            throw new IllegalArgumentException(name + " must be in " + range + ", got " + value);
        }
    }

    /// A convolutional network that two processor cores train in minutes.
    public static VaeSpec defaults(ImageShape image) {
        return new VaeSpec(image, 16, Network.CONVOLUTIONAL, 32, 256, 0, Likelihood.BERNOULLI, 1, 0, 0);
    }
}
