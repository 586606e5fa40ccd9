package studio.latent.engine.model;

import studio.latent.engine.nn.Graph;
import studio.latent.engine.nn.Value;

/// Self-attention over the pixels of an image, added to it: x + out(attention(norm(x))).
///
/// Names of weights are those of `Attention` of Hugging Face diffusers.
///
/// @param headChannels channels of one head, which divide the image's
/// @param groups of the group norm in front
/// @param epsilon of that norm
public record ImageAttention(int headChannels, int groups, double epsilon) {
    /// **Shapes** `x: [N, C, H, W]` → the same.
    public Value write(Graph g, String name, Value x) {
        int channels = x.side(1);
        int pixels = x.side(2) * x.side(3);
        Value h = g.groupNorm(name + ".group_norm", x, groups, epsilon);
        h = g.permute(g.reshape(h, Value.BATCH, channels, pixels), 0, 2, 1); // [N, pixels, C]
        Value attended = g.attention(
                heads(g, g.linear(name + ".to_q", h, channels)),
                heads(g, g.linear(name + ".to_k", h, channels)),
                heads(g, g.linear(name + ".to_v", h, channels)),
                false); // [N, heads, pixels, headChannels]
        Value joined = g.reshape(g.permute(attended, 0, 2, 1, 3), Value.BATCH, pixels, channels);
        Value out = g.permute(g.linear(name + ".to_out.0", joined, channels), 0, 2, 1);
        return g.add(x, g.reshape(out, Value.BATCH, channels, x.side(2), x.side(3)));
    }

    /// **Shapes** `[N, pixels, C]` → `[N, heads, pixels, headChannels]`.
    private Value heads(Graph g, Value x) {
        int heads = x.side(2) / headChannels;
        return g.permute(g.reshape(x, Value.BATCH, x.side(1), heads, headChannels), 0, 2, 1, 3);
    }
}
