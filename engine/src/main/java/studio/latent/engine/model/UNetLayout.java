package studio.latent.engine.model;

import java.util.List;

/// The layout of a UNet as `UNet2DModel` of Hugging Face diffusers may have it: of its shape everything but the
/// samples and the conditions.
///
/// A network of the studio's own has one that follows from its settings. An imported network may have any other;
/// then it is kept with its model.
///
/// @param levels from the sample's own resolution down, each half as wide and high as the one before
/// @param blocks residual blocks of a level on the way down; one more on the way up
/// @param headChannels channels of one attention head; 0 for one head of all channels
/// @param groups of the group norms, which divide the channels of every level
/// @param middleAttention whether the middle has self-attention
/// @param embedding length of the embedding of time and condition
/// @param conventions what it does in which way, without other weights
public record UNetLayout(
        List<Level> levels,
        int blocks,
        int headChannels,
        int groups,
        boolean middleAttention,
        int embedding,
        Conventions conventions) {
    /// One resolution.
    ///
    /// @param attention whether each residual block on the way down is followed by self-attention
    /// @param attentionUp the same on the way up
    public record Level(int channels, boolean attention, boolean attentionUp) {
        /// A level that has self-attention on both ways or on none.
        public Level(int channels, boolean attention) {
            this(channels, attention, attention);
        }
    }

    /// What implementations do in different ways with the same weights.
    ///
    /// @param downsamplePadding 1 for a convolution that halves the sides with zeros all around, 0 for one with
    /// zeros to the right and below only
    /// @param cosinesFirst whether a time's cosines come before its sines
    /// @param frequencyShift 1 for frequencies of time that reach 1/10,000, 0 for those that fall short of it
    /// @param epsilon of the group norms
    public record Conventions(int downsamplePadding, boolean cosinesFirst, int frequencyShift, double epsilon) {
        /// Those of the studio's own networks.
        public static final Conventions USUAL = new Conventions(1, true, 0, 1e-5);

        public Conventions {
            require(downsamplePadding == 0 || downsamplePadding == 1, "downsamplePadding", "0 or 1", downsamplePadding);
            require(frequencyShift >= 0, "frequencyShift", "at least 0", frequencyShift);
            require(epsilon > 0 && epsilon < 1, "epsilon", "in (0, 1)", epsilon);
        }
    }

    public UNetLayout {
        levels = List.copyOf(levels);
        require(!levels.isEmpty() && levels.size() <= 8, "levels", "1 to 8", levels.size());
        require(blocks >= 1 && blocks <= 16, "blocks", "in [1, 16]", blocks);
        require(headChannels >= 0, "headChannels", "at least 0", headChannels);
        require(groups >= 1, "groups", "at least 1", groups);
        require(embedding >= 1 && embedding <= 1 << 16, "embedding", "in [1, 65536]", embedding);
        int first = levels.getFirst().channels();
        require(first % 2 == 0, "channels", "even", first);
        require(
                conventions.frequencyShift() < first / 2,
                "frequencyShift",
                "smaller than half the first level's channels, " + first / 2,
                conventions.frequencyShift());
        for (int i = 0; i < levels.size(); i++) {
            Level level = levels.get(i);
            int channels = level.channels();
            boolean attends = level.attention() || level.attentionUp() || (middleAttention && i == levels.size() - 1);
            require(channels >= 1 && channels <= 1 << 14, "channels", "in [1, 16384]", channels);
            require(channels % groups == 0, "channels", "a multiple of groups = " + groups, channels);
            require(
                    !attends || headChannels == 0 || channels % headChannels == 0,
                    "channels",
                    "a multiple of headChannels = " + headChannels,
                    channels);
        }
    }

    /// A layout as the studio's own networks have it.
    public UNetLayout(List<Level> levels, int blocks, int headChannels, int groups) {
        this(
                levels,
                blocks,
                headChannels,
                groups,
                true,
                levels.isEmpty() ? 0 : usualEmbedding(levels),
                Conventions.USUAL);
    }

    /// Length of the embedding where nothing else is asked for.
    public static int usualEmbedding(List<Level> levels) {
        return 4 * levels.getFirst().channels();
    }

    /// By how much height and width must divide.
    public int sideFactor() {
        return 1 << (levels.size() - 1);
    }

    /// Channels of one attention head among so many channels.
    public int headOf(int channels) {
        return headChannels == 0 ? channels : headChannels;
    }

    private static void require(boolean holds, String name, String rule, Object value) {
        if (!holds) {
            throw new IllegalArgumentException(name + " must be " + rule + ", got " + value);
        }
    }
}
