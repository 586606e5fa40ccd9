package studio.latent.engine.model.diffusion;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.model.Range;
import studio.latent.engine.model.SampleShape;
import studio.latent.engine.model.UNetLayout;

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
        int side = Math.min(sample.height(), sample.width());
        List<UNetLayout.Level> all = IntStream.range(0, levels)
                .mapToObj(i -> new UNetLayout.Level(width * Math.min(growth, 1 << i), side >> i <= attentionSide))
                .toList();
        return UNetShape.of(new UNetLayout(all, blocks, headChannels, groups), sample, conditions);
    }

    /// The same for a network that may have been imported.
    ///
    /// @param layout of the imported network, which takes the place of these sizes; null where it follows from them
    public UNetShape shape(@Nullable UNetLayout layout, SampleShape sample, int conditions) {
        return layout == null ? shape(sample, conditions) : UNetShape.of(layout, sample, conditions);
    }

    /// The sizes that come nearest to a layout for samples of this shape: those of the layout itself, where it
    /// follows from sizes at all.
    public static UNetSizes nearest(UNetLayout layout, SampleShape sample) {
        List<UNetLayout.Level> all = layout.levels();
        int width = Math.clamp(all.getFirst().channels(), 8, 512);
        int levels = Math.min(all.size(), 6);
        int growth = Math.clamp(all.getLast().channels() / all.getFirst().channels(), 1, 8);
        int last = width * Math.min(growth, 1 << (levels - 1));
        int head = layout.headOf(all.getLast().channels());
        return new UNetSizes(
                width,
                levels,
                growth,
                Math.min(layout.blocks(), 4),
                attentionSide(all, Math.min(sample.height(), sample.width())),
                nearestDivisor(last, head, 4, 512),
                nearestDivisor(width, layout.groups(), 1, 32));
    }

    private static int attentionSide(List<UNetLayout.Level> all, int side) {
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).attention()) {
                return Math.min(side >> i, 64);
            }
        }
        return 0;
    }

    /// Of the divisors in [least, most] the one that is nearest to `wanted`.
    private static int nearestDivisor(int number, int wanted, int least, int most) {
        return IntStream.rangeClosed(least, most)
                .filter(divisor -> number % divisor == 0)
                .boxed()
                .min(Comparator.comparingInt(divisor -> Math.abs(divisor - wanted)))
                .orElseThrow();
    }

    /// **Errors** [IllegalArgumentException] for other sizes, by name.
    void requireSame(UNetSizes own) {
        requireOwn(width == own.width, "width", own.width, width);
        requireOwn(levels == own.levels, "levels", own.levels, levels);
        requireOwn(growth == own.growth, "growth", own.growth, growth);
        requireOwn(blocks == own.blocks, "blocks", own.blocks, blocks);
        requireOwn(attentionSide == own.attentionSide, "attentionSide", own.attentionSide, attentionSide);
        requireOwn(headChannels == own.headChannels, "headChannels", own.headChannels, headChannels);
        requireOwn(groups == own.groups, "groups", own.groups, groups);
    }

    private static void requireOwn(boolean holds, String name, int own, int value) {
        require(holds, name, own + ", as the network that was imported has it", value);
    }
}
