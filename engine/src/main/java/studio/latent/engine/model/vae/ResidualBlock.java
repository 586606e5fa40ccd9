package studio.latent.engine.model.vae;

import studio.latent.engine.nn.Graph;
import studio.latent.engine.nn.Value;

/// x + conv(silu(norm(conv(silu(norm(x)))))) with 3×3 kernels at constant width.
///
/// **Source** He et al., "Identity Mappings in Deep Residual Networks", 2016, with group norm in place of batch norm.
final class ResidualBlock {
    private static final int GROUPS = 4;

    private ResidualBlock() {}

    /// **Shapes** `x: [N, C, H, W]` → the same, C a multiple of 4.
    static Value write(Graph g, String name, Value x) {
        int channels = x.side(1);
        Value h = g.conv2d(name + ".conv1", g.silu(g.groupNorm(name + ".norm1", x, GROUPS)), channels, 3, 1, 1);
        h = g.conv2d(name + ".conv2", g.silu(g.groupNorm(name + ".norm2", h, GROUPS)), channels, 3, 1, 1);
        return g.add(x, h);
    }
}
