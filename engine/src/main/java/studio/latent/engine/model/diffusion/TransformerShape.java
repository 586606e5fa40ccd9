package studio.latent.engine.model.diffusion;

import studio.latent.engine.model.SampleShape;

/// The sizes of a [DiffusionTransformer].
///
/// @param sample what it denoises
/// @param patchSize side of a patch; sides that are no multiples of it are filled up with zeros for the network
/// @param width numbers of a patch inside the network, a multiple of 4
/// @param depth blocks
/// @param headChannels numbers of one attention head, which divide the width
/// @param conditions rows of the table that conditions are looked up in; 0 for a network without
public record TransformerShape(
        SampleShape sample, int patchSize, int width, int depth, int headChannels, int conditions) {
    public TransformerShape {
        require(patchSize >= 1, "patchSize", "at least 1", patchSize);
        require(
                patchSize <= Math.min(sample.height(), sample.width()),
                "patchSize",
                "at most the sides " + sample.height() + " and " + sample.width(),
                patchSize);
        require(width >= 4 && width % 4 == 0, "width", "a multiple of 4", width);
        require(depth >= 1, "depth", "at least 1", depth);
        require(
                headChannels >= 1 && width % headChannels == 0,
                "headChannels",
                "a divisor of width = " + width,
                headChannels);
        require(conditions >= 0, "conditions", "at least 0", conditions);
    }

    private static void require(boolean holds, String name, String rule, Object value) {
        if (!holds) {
            throw new IllegalArgumentException(name + " must be " + rule + ", got " + value);
        }
    }
}
