package studio.latent.engine.model.diffusion;

import studio.latent.engine.nn.Graph;
import studio.latent.engine.nn.Value;

/// A residual block that is told the time: x + conv(silu(norm(conv(silu(norm(x))) + told))).
///
/// Names of weights are those of `ResnetBlock2D` of Hugging Face diffusers.
///
/// @param groups of the group norms
/// @param epsilon of the same
record TimedResidual(int groups, double epsilon) {
    /// **Shapes** `x: [N, C, H, W]`, `told: [N, e]` → `[N, channels, H, W]`.
    Value write(Graph g, String name, Value x, Value told, int channels) {
        Value h = g.silu(g.groupNorm(name + ".norm1", x, groups, epsilon));
        h = g.conv2d(name + ".conv1", h, channels, 3, 1, 1);
        Value shift = g.linear(name + ".time_emb_proj", told, channels);
        h = g.add(h, g.reshape(shift, Value.BATCH, channels, 1, 1));
        h = g.silu(g.groupNorm(name + ".norm2", h, groups, epsilon));
        h = g.conv2d(name + ".conv2", h, channels, 3, 1, 1);
        Value straight = x.side(1) == channels ? x : g.conv2d(name + ".conv_shortcut", x, channels, 1, 1, 0);
        return g.add(straight, h);
    }
}
