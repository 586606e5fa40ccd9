package studio.latent.engine.model;

import java.util.List;
import java.util.stream.IntStream;
import studio.latent.engine.image.ImageShape;

/// The sizes of an [AutoencoderNetwork].
///
/// @param latentChannels numbers of the latent at each of its places
/// @param width channels of the first level; each further level has twice as many, up to `growth` times the first
/// @param levels resolutions, each half as wide and high as the one before; the latent has the last
/// @param blocks residual blocks of a level on the way down; one more on the way up
/// @param groups of the group norms
public record AutoencoderShape(
        @Range(min = 1, max = 64) int latentChannels,
        @Range(min = 8, max = 512) int width,
        @Range(min = 1, max = 6) int levels,
        @Range(min = 1, max = 8) int growth,
        @Range(min = 1, max = 4) int blocks,
        @Range(min = 1, max = 32) int groups) {
    public AutoencoderShape {
        require(latentChannels >= 1 && latentChannels <= 64, "latentChannels", "in [1, 64]", latentChannels);
        require(width >= 8 && width <= 512, "width", "in [8, 512]", width);
        require(levels >= 1 && levels <= 6, "levels", "in [1, 6]", levels);
        require(growth >= 1 && growth <= 8, "growth", "in [1, 8]", growth);
        require(blocks >= 1 && blocks <= 4, "blocks", "in [1, 4]", blocks);
        require(groups >= 1 && groups <= 32, "groups", "in [1, 32]", groups);
        require(width % groups == 0, "width", "a multiple of groups = " + groups, width);
    }

    private static void require(boolean holds, String name, String rule, Object value) {
        if (!holds) {
            throw new IllegalArgumentException(name + " must be " + rule + ", got " + value);
        }
    }

    /// Four numbers for every four by four pixels: what two processor cores train for images of 64 pixels.
    public static AutoencoderShape small() {
        return new AutoencoderShape(4, 32, 3, 2, 1, 8);
    }

    /// Pixels of a side for one place of the latent.
    public int factor() {
        return 1 << (levels - 1);
    }

    /// Channels of each level, from the image's own resolution down.
    public List<Integer> channels() {
        return IntStream.range(0, levels)
                .mapToObj(i -> width * Math.min(growth, 1 << i))
                .toList();
    }

    /// The latent of an image.
    ///
    /// **Errors** [IllegalArgumentException] for an image whose sides are no multiples of [#factor()].
    public SampleShape latent(ImageShape image) {
        require(
                image.height() % factor() == 0 && image.width() % factor() == 0,
                "image",
                "of sides that " + levels + " levels can halve, multiples of " + factor(),
                image);
        return new SampleShape(latentChannels, image.height() / factor(), image.width() / factor());
    }
}
