package studio.latent.engine.model.diffusion;

import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.model.AutoencoderShape;
import studio.latent.engine.model.Conditioning;
import studio.latent.engine.model.Group;
import studio.latent.engine.model.ModelSpec;
import studio.latent.engine.model.NoiseKind;
import studio.latent.engine.model.SampleShape;

/// Settings of a classifier of noised samples.
///
/// @param conditions what it tells apart: class names or `attribute=value`; empty before the data are known
/// @param autoencoder the frozen autoencoder whose latents it looks at; null for one that looks at images
/// @param sizes of the network, which is the way down of a UNet
/// @param noiseSchedule which noise levels it is trained at: those of the model that it shall guide
/// @param conditioning what of the data it learns to tell
public record NoisedClassifierSpec(
        ImageShape image,
        List<String> conditions,
        @Nullable AutoencoderShape autoencoder,
        @Group("model") UNetSizes sizes,
        @Group("objective") NoiseKind noiseSchedule,
        @Group("objective") Conditioning conditioning)
        implements ModelSpec {
    private static final UNetSizes USUAL = new UNetSizes(16, 3, 4, 1, 8, 16, 8);

    public NoisedClassifierSpec {
        conditions = List.copyOf(conditions);
        if (conditioning == Conditioning.NONE) {
            throw new IllegalArgumentException("conditioning must be data, class or attributes, got none");
        }
        sizes.shape(sampleShape(image, autoencoder), conditions.size());
    }

    /// A network that two processor cores train in some ten minutes on images of 28 to 32 pixels.
    public static NoisedClassifierSpec defaults(ImageShape image) {
        return new NoisedClassifierSpec(
                image, List.of(), null, USUAL.halving(SampleShape.of(image)), NoiseKind.COSINE, Conditioning.DATA);
    }

    private static SampleShape sampleShape(ImageShape image, @Nullable AutoencoderShape autoencoder) {
        return autoencoder == null ? SampleShape.of(image) : autoencoder.latent(image);
    }

    /// Size of what it looks at.
    public SampleShape sampleShape() {
        return sampleShape(image, autoencoder);
    }

    /// It has no latents of its own: these are the numbers of what it looks at.
    @Override
    public int latentDimension() {
        return sampleShape().size();
    }

    @Override
    public NoisedClassifierSpec withConditions(List<String> names) {
        return new NoisedClassifierSpec(image, names, autoencoder, sizes, noiseSchedule, conditioning);
    }

    @Override
    public NoisedClassifierSpec withAutoencoder(AutoencoderShape shape) {
        return new NoisedClassifierSpec(
                image, conditions, shape, sizes.halving(shape.latent(image)), noiseSchedule, conditioning);
    }

    UNetShape network() {
        return sizes.shape(sampleShape(), conditions.size());
    }
}
