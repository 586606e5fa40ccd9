package studio.latent.engine.model.diffusion;

import java.util.List;
import java.util.stream.IntStream;
import studio.latent.engine.model.Range;
import studio.latent.engine.model.SampleShape;

/// The settings from which the shape of a [UNet] follows.
///
/// @param width channels of the first level; each further level has twice as many, up to `growth` times the first
/// @param levels resolutions, each half as wide and high as the one before
/// @param blocks residual blocks of a level on the way down; one more on the way up
/// @param attentionSide levels of at most so many pixels a side have self-attention; the middle always has
/// @param headChannels channels of one attention head
/// @param groups of the group norms
public record UNetSizes(
        @Range(min = 8, max = 512) int width,
        @Range(min = 1, max = 6) int levels,
        @Range(min = 1, max = 8) int growth,
        @Range(min = 1, max = 4) int blocks,
        @Range(min = 0, max = 64) int attentionSide,
        @Range(min = 4, max = 512) int headChannels,
        @Range(min = 1, max = 32) int groups) {
    public UNetSizes {
        require(width >= 8 && width <= 512 && width % 2 == 0, "width", "even and in [8, 512]", width);
        require(levels >= 1 && levels <= 6, "levels", "in [1, 6]", levels);
        require(growth >= 1 && growth <= 8, "growth", "in [1, 8]", growth);
        require(blocks >= 1 && blocks <= 4, "blocks", "in [1, 4]", blocks);
        require(attentionSide >= 0 && attentionSide <= 64, "attentionSide", "in [0, 64]", attentionSide);
        require(headChannels >= 4 && headChannels <= 512, "headChannels", "in [4, 512]", headChannels);
        require(groups >= 1 && groups <= 32, "groups", "in [1, 32]", groups);
        require(width % groups == 0, "width", "a multiple of groups = " + groups, width);
        int last = width * Math.min(growth, 1 << (levels - 1));
        require(last % headChannels == 0, "headChannels", "a divisor of the last level's " + last, headChannels);
    }

    private static void require(boolean holds, String name, String rule, Object value) {
        if (!holds) {
            throw new IllegalArgumentException(name + " must be " + rule + ", got " + value);
        }
    }

    /// The same with another number of levels.
    UNetSizes ofLevels(int number) {
        return new UNetSizes(width, number, growth, blocks, attentionSide, headChannels, groups);
    }

    /// The same with as many of the levels as can halve a sample's sides.
    UNetSizes halving(SampleShape sample) {
        int number = levels;
        while (number > 1 && (sample.height() | sample.width()) % (1 << (number - 1)) != 0) {
            number--;
        }
        return ofLevels(number);
    }

    /// The network for samples of this shape.
    ///
    /// **Errors** [IllegalArgumentException] for sides that its levels cannot halve.
    ///
    /// @param conditions how many it is told by; 0 for a network without
    public UNetShape shape(SampleShape sample, int conditions) {
        int factor = 1 << (levels - 1);
        require(
                sample.height() % factor == 0 && sample.width() % factor == 0,
                "image",
                "of sides that " + levels + " levels can halve, multiples of " + factor,
                sample);
        int side = Math.min(sample.height(), sample.width());
        List<UNetShape.Level> all = IntStream.range(0, levels)
                .mapToObj(i -> new UNetShape.Level(width * Math.min(growth, 1 << i), side >> i <= attentionSide))
                .toList();
        int rows = conditions == 0 ? 0 : conditions + 1;
        return new UNetShape(sample.channels(), all, blocks, headChannels, groups, rows);
    }
}
