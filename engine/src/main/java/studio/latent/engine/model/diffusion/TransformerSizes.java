package studio.latent.engine.model.diffusion;

import org.jspecify.annotations.Nullable;
import studio.latent.engine.model.Range;
import studio.latent.engine.model.SampleShape;
import studio.latent.engine.model.UNetLayout;

/// Which network denoises, and the settings that only a transformer has; its width and its heads are those of
/// [UNetSizes].
///
/// @param network the kind of network
/// @param patchSize side of a patch
/// @param depth blocks
public record TransformerSizes(
        Network network,
        @Range(min = 1, max = 16) int patchSize,
        @Range(min = 1, max = 48) int depth) {
    /// Kinds of network.
    public enum Network {
        /// Convolutions down and up through the resolutions, [UNet].
        UNET,
        /// A transformer over patches, [DiffusionTransformer].
        DIT
    }

    /// Convolutions.
    public static final TransformerSizes NONE = new TransformerSizes(Network.UNET, 2, 6);

    public TransformerSizes {
        require(patchSize >= 1 && patchSize <= 16, "patchSize", "in [1, 16]", patchSize);
        require(depth >= 1 && depth <= 48, "depth", "in [1, 48]", depth);
    }

    /// Whether it is a network of convolutions.
    boolean isLeftOut() {
        return network == Network.UNET;
    }

    private static void require(boolean holds, String name, String rule, Object value) {
        if (!holds) {
            throw new IllegalArgumentException(name + " must be " + rule + ", got " + value);
        }
    }

    /// The network for samples of this shape.
    ///
    /// **Errors** [IllegalArgumentException] for sizes that do not fit together.
    ///
    /// @param layout of an imported network, which its sizes only come near to; null where it follows from them
    /// @param conditions how many it is told by; 0 for a network without
    DenoisingNetwork network(UNetSizes sizes, @Nullable UNetLayout layout, SampleShape sample, int conditions) {
        int rows = conditions == 0 ? 0 : conditions + 1;
        if (layout != null) {
            require(network == Network.UNET, "network", "unet, as it was imported", network);
            UNetShape shape = UNetShape.of(layout, sample, conditions);
            sizes.requireSame(UNetSizes.nearest(layout, sample));
            return new UNet(shape);
        }
        return switch (network) {
            case UNET -> new UNet(sizes.shape(sample, conditions));
            case DIT ->
                new DiffusionTransformer(
                        new TransformerShape(sample, patchSize, sizes.width(), depth, sizes.headChannels(), rows));
        };
    }
}
