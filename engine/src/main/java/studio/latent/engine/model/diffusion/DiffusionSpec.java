package studio.latent.engine.model.diffusion;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.model.Conditioning;
import studio.latent.engine.model.Group;
import studio.latent.engine.model.ModelSpec;
import studio.latent.engine.model.NoiseKind;
import studio.latent.engine.model.Prediction;
import studio.latent.engine.model.Range;
import studio.latent.engine.model.SampleShape;
import studio.latent.engine.model.UNetLayout;

/// Settings of a diffusion model.
///
/// @param conditions what the data say of their images: class names or `attribute=value`; empty for nothing
/// @param width channels of the first level; each further level has twice as many, up to `growth` times the first
/// @param levels resolutions, each half as wide and high as the one before
/// @param blocks residual blocks of a level on the way down; one more on the way up
/// @param attentionSide levels of at most so many pixels a side have self-attention; the middle always has
/// @param headChannels channels of one attention head
/// @param groups of the group norms
/// @param noiseSchedule which noise levels the model is trained at
/// @param prediction what the network puts out; EDM's noise levels have their own
/// @param minSnrGamma largest signal-to-noise ratio that counts in the loss of the denoised image (Hang et al.
/// 2023); 0 weighs all errors of the output alike, as EDM and straight paths always do
/// @param conditioning what of the data the model is told
/// @param conditionDropout probability with which an image is shown without its condition, so that the model also
/// learns to do without and guidance is possible (Ho and Salimans 2022)
/// @param selfConditioning whether the network is shown its last estimate; null in files of before there was a
/// choice
/// @param transformer which network it is, and a transformer's own sizes; null in files of before there was a
/// choice
/// @param layout of an imported UNet that does not follow from the sizes, which then only come near to it and
/// cannot be others; null for all other networks
public record DiffusionSpec(
        ImageShape image,
        List<String> conditions,
        @Group("model") @Range(min = 8, max = 512) int width,
        @Group("model") @Range(min = 1, max = 6) int levels,
        @Group("model") @Range(min = 1, max = 8) int growth,
        @Group("model") @Range(min = 1, max = 4) int blocks,
        @Group("model") @Range(min = 0, max = 64) int attentionSide,
        @Group("model") @Range(min = 4, max = 512) int headChannels,
        @Group("model") @Range(min = 1, max = 32) int groups,
        @Group("objective") NoiseKind noiseSchedule,
        @Group("objective") Prediction prediction,
        @Group("objective") @Range(min = 0, max = 1000) double minSnrGamma,
        @Group("objective") Conditioning conditioning,
        @Group("objective") @Range(min = 0, max = 0.9) double conditionDropout,
        @Nullable @Group("objective") SelfConditioning selfConditioning,
        @Nullable @Group("model") TransformerSizes transformer,
        @Nullable UNetLayout layout)
        implements ModelSpec {
    public DiffusionSpec {
        conditions = List.copyOf(conditions);
        selfConditioning = selfConditioning == null ? SelfConditioning.OFF : selfConditioning;
        transformer = transformer == null ? TransformerSizes.NONE : transformer;
        new DenoisingObjective(
                noiseSchedule, prediction, minSnrGamma, conditioning, conditionDropout, selfConditioning);
        transformer.network(
                new UNetSizes(width, levels, growth, blocks, attentionSide, headChannels, groups),
                layout,
                SampleShape.of(image),
                conditions.size());
    }

    /// A model with a UNet.
    public DiffusionSpec(
            ImageShape image,
            List<String> conditions,
            int width,
            int levels,
            int growth,
            int blocks,
            int attentionSide,
            int headChannels,
            int groups,
            NoiseKind noiseSchedule,
            Prediction prediction,
            double minSnrGamma,
            Conditioning conditioning,
            double conditionDropout) {
        this(
                image,
                conditions,
                width,
                levels,
                growth,
                blocks,
                attentionSide,
                headChannels,
                groups,
                noiseSchedule,
                prediction,
                minSnrGamma,
                conditioning,
                conditionDropout,
                SelfConditioning.OFF,
                TransformerSizes.NONE,
                null);
    }

    @Override
    public SelfConditioning selfConditioning() {
        return Objects.requireNonNull(selfConditioning);
    }

    @Override
    public TransformerSizes transformer() {
        return Objects.requireNonNull(transformer);
    }

    /// A class-conditional network for 28 and 32 pixels that two processor cores train in two hours.
    public static DiffusionSpec defaults(ImageShape image) {
        int half = Math.min(image.height(), image.width()) / 2; // the first level is too narrow for a whole head
        return new DiffusionSpec(
                image,
                List.of(),
                24,
                3,
                4,
                1,
                Math.min(8, half),
                16,
                8,
                NoiseKind.COSINE,
                Prediction.V,
                5,
                Conditioning.DATA,
                0.1);
    }

    /// A latent is the noise that sampling starts from.
    @Override
    public int latentDimension() {
        return image.size();
    }

    @Override
    public DiffusionSpec withConditions(List<String> names) {
        return new DiffusionSpec(
                image,
                names,
                width,
                levels,
                growth,
                blocks,
                attentionSide,
                headChannels,
                groups,
                noiseSchedule,
                prediction,
                minSnrGamma,
                conditioning,
                conditionDropout,
                selfConditioning,
                transformer,
                layout);
    }

    @Override
    public DiffusionSpec withLayout(UNetLayout given) {
        UNetSizes nearest = UNetSizes.nearest(given, SampleShape.of(image));
        return new DiffusionSpec(
                image,
                conditions,
                nearest.width(),
                nearest.levels(),
                nearest.growth(),
                nearest.blocks(),
                nearest.attentionSide(),
                nearest.headChannels(),
                nearest.groups(),
                noiseSchedule,
                prediction,
                minSnrGamma,
                conditioning,
                conditionDropout,
                selfConditioning,
                transformer,
                given);
    }

    /// The sizes of the network, where it is a UNet.
    public UNetShape network() {
        return sizes().shape(layout, SampleShape.of(image), conditions.size());
    }

    /// The network, of either kind.
    DenoisingNetwork denoiser() {
        return transformer().network(sizes(), layout, SampleShape.of(image), conditions.size());
    }

    private UNetSizes sizes() {
        return new UNetSizes(width, levels, growth, blocks, attentionSide, headChannels, groups);
    }

    /// What is trained at which noise levels.
    DenoisingObjective objective() {
        return new DenoisingObjective(
                noiseSchedule, prediction, minSnrGamma, conditioning, conditionDropout, selfConditioning);
    }
}
