package studio.latent.engine.model.diffusion;

import java.util.List;
import java.util.stream.IntStream;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.model.Conditioning;
import studio.latent.engine.model.Group;
import studio.latent.engine.model.ModelSpec;
import studio.latent.engine.model.NoiseKind;
import studio.latent.engine.model.Prediction;
import studio.latent.engine.model.Range;

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
/// 2023);
/// 0 weighs all errors of the output alike
/// @param conditioning what of the data the model is told
/// @param conditionDropout probability with which an image is shown without its condition, so that the model also
/// learns to do without and guidance is possible (Ho and Salimans 2022)
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
        @Group("objective") @Range(min = 0, max = 0.9) double conditionDropout)
        implements ModelSpec {
    public DiffusionSpec {
        conditions = List.copyOf(conditions);
        require(width >= 8 && width <= 512 && width % 2 == 0, "width", "even and in [8, 512]", width);
        require(levels >= 1 && levels <= 6, "levels", "in [1, 6]", levels);
        require(growth >= 1 && growth <= 8, "growth", "in [1, 8]", growth);
        require(blocks >= 1 && blocks <= 4, "blocks", "in [1, 4]", blocks);
        require(attentionSide >= 0 && attentionSide <= 64, "attentionSide", "in [0, 64]", attentionSide);
        require(headChannels >= 4 && headChannels <= 512, "headChannels", "in [4, 512]", headChannels);
        require(groups >= 1 && groups <= 32, "groups", "in [1, 32]", groups);
        require(minSnrGamma >= 0 && minSnrGamma <= 1000, "minSnrGamma", "in [0, 1000]", minSnrGamma);
        require(conditionDropout >= 0 && conditionDropout <= 0.9, "conditionDropout", "in [0, 0.9]", conditionDropout);
        require(width % groups == 0, "width", "a multiple of groups = " + groups, width);
        int factor = 1 << (levels - 1);
        require(
                image.height() % factor == 0 && image.width() % factor == 0,
                "image",
                "of sides that " + levels + " levels can halve, multiples of " + factor,
                image);
        int last = width * Math.min(growth, factor);
        require(last % headChannels == 0, "headChannels", "a divisor of the last level's " + last, headChannels);
    }

    private static void require(boolean holds, String name, String rule, Object value) {
        if (!holds) {
            throw new IllegalArgumentException(name + " must be " + rule + ", got " + value);
        }
    }

    /// A class-conditional network for 28 and 32 pixels that two processor cores train in two hours.
    public static DiffusionSpec defaults(ImageShape image) {
        return new DiffusionSpec(
                image, List.of(), 24, 3, 4, 1, 8, 16, 8, NoiseKind.COSINE, Prediction.V, 5, Conditioning.DATA, 0.1);
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
                conditionDropout);
    }

    /// The sizes of the network.
    public UNetShape network() {
        int side = Math.min(image.height(), image.width());
        List<UNetShape.Level> all = IntStream.range(0, levels)
                .mapToObj(i -> new UNetShape.Level(width * Math.min(growth, 1 << i), side >> i <= attentionSide))
                .toList();
        int rows = conditions.isEmpty() ? 0 : conditions.size() + 1;
        return new UNetShape(image.channels(), all, blocks, headChannels, groups, rows);
    }
}
