package studio.latent.engine.model.diffusion;

import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.model.AutoencoderShape;
import studio.latent.engine.model.Conditioning;
import studio.latent.engine.model.Group;
import studio.latent.engine.model.ModelSpec;
import studio.latent.engine.model.NoiseKind;
import studio.latent.engine.model.Prediction;
import studio.latent.engine.model.SampleShape;
import studio.latent.engine.model.UNetLayout;

/// Settings of a latent diffusion model.
///
/// @param conditions what the data say of their images: class names or `attribute=value`; empty for nothing
/// @param autoencoder the frozen autoencoder that the model contains; it comes with its weights and is no knob
/// @param transformer which network denoises latents, and a transformer's own sizes
/// @param unet the sizes of a UNet, of which a transformer has the width and the heads
/// @param objective what it learns
/// @param layout of an imported UNet that does not follow from its sizes, which then only come near to it and
/// cannot be others; null for all other networks
public record LatentDiffusionSpec(
        ImageShape image,
        List<String> conditions,
        AutoencoderShape autoencoder,
        @Group("model") TransformerSizes transformer,
        @Group("model") UNetSizes unet,
        @Group("objective") DenoisingObjective objective,
        @Nullable UNetLayout layout)
        implements ModelSpec {
    public LatentDiffusionSpec {
        conditions = List.copyOf(conditions);
        transformer.network(unet, layout, autoencoder.latent(image), conditions.size());
    }

    /// A network that follows from its sizes.
    public LatentDiffusionSpec(
            ImageShape image,
            List<String> conditions,
            AutoencoderShape autoencoder,
            TransformerSizes transformer,
            UNetSizes unet,
            DenoisingObjective objective) {
        this(image, conditions, autoencoder, transformer, unet, objective, null);
    }

    /// A network for latents of 16 by 16 places that two processor cores train in an hour.
    public static LatentDiffusionSpec defaults(ImageShape image) {
        AutoencoderShape autoencoder = AutoencoderShape.small();
        return new LatentDiffusionSpec(
                image,
                List.of(),
                autoencoder,
                TransformerSizes.NONE,
                new UNetSizes(48, 3, 3, 1, 8, 16, 8).halving(autoencoder.latent(image)),
                new DenoisingObjective(NoiseKind.COSINE, Prediction.V, 5, Conditioning.DATA, 0.1));
    }

    /// Size of what is denoised.
    public SampleShape latent() {
        return autoencoder.latent(image);
    }

    /// A latent is the noise that sampling starts from.
    @Override
    public int latentDimension() {
        return latent().size();
    }

    @Override
    public Conditioning conditioning() {
        return objective.conditioning();
    }

    @Override
    public LatentDiffusionSpec withConditions(List<String> names) {
        return new LatentDiffusionSpec(image, names, autoencoder, transformer, unet, objective, layout);
    }

    @Override
    public LatentDiffusionSpec withAutoencoder(AutoencoderShape shape) {
        UNetSizes fitting =
                layout == null ? unet.halving(shape.latent(image)) : UNetSizes.nearest(layout, shape.latent(image));
        return new LatentDiffusionSpec(image, conditions, shape, transformer, fitting, objective, layout);
    }

    @Override
    public LatentDiffusionSpec withLayout(UNetLayout given) {
        UNetSizes nearest = UNetSizes.nearest(given, latent());
        return new LatentDiffusionSpec(image, conditions, autoencoder, transformer, nearest, objective, given);
    }

    /// The sizes of the network, where it is a UNet.
    public UNetShape shape() {
        return unet.shape(layout, latent(), conditions.size());
    }

    /// The network that denoises latents.
    DenoisingNetwork network() {
        return transformer.network(unet, layout, latent(), conditions.size());
    }
}
