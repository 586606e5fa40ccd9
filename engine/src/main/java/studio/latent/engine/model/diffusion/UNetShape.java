package studio.latent.engine.model.diffusion;

import java.util.List;

/// The sizes of a [UNet].
///
/// @param imageChannels channels of the noisy image and of the output
/// @param levels from the image's own resolution down, each half as wide and high as the one before
/// @param blocks residual blocks of a level on the way down; one more on the way up
/// @param headChannels channels of one attention head, which divide the channels of every level with attention
/// @param groups of the group norms, which divide the channels of every level
/// @param conditions rows of the table that conditions are looked up in; 0 for a network without
public record UNetShape(
        int imageChannels, List<Level> levels, int blocks, int headChannels, int groups, int conditions) {
    /// One resolution.
    ///
    /// @param attention whether each residual block is followed by self-attention
    public record Level(int channels, boolean attention) {}

    public UNetShape {
        levels = List.copyOf(levels);
        require(imageChannels >= 1, "imageChannels", "at least 1", imageChannels);
        require(!levels.isEmpty() && levels.size() <= 8, "levels", "1 to 8", levels.size());
        require(blocks >= 1, "blocks", "at least 1", blocks);
        require(headChannels >= 1, "headChannels", "at least 1", headChannels);
        require(groups >= 1, "groups", "at least 1", groups);
        require(conditions >= 0, "conditions", "at least 0", conditions);
        require(
                levels.getFirst().channels() % 2 == 0,
                "channels",
                "even",
                levels.getFirst().channels());
        for (int i = 0; i < levels.size(); i++) {
            int channels = levels.get(i).channels();
            boolean attends = levels.get(i).attention() || i == levels.size() - 1;
            require(channels >= 1 && channels % groups == 0, "channels", "a multiple of groups = " + groups, channels);
            require(
                    !attends || channels % headChannels == 0,
                    "channels",
                    "a multiple of headChannels = " + headChannels,
                    channels);
        }
    }

    /// By how much height and width must divide.
    public int sideFactor() {
        return 1 << (levels.size() - 1);
    }

    /// Length of the embedding of time and condition.
    int embedding() {
        return 4 * levels.getFirst().channels();
    }

    private static void require(boolean holds, String name, String rule, Object value) {
        if (!holds) {
            throw new IllegalArgumentException(name + " must be " + rule + ", got " + value);
        }
    }
}
