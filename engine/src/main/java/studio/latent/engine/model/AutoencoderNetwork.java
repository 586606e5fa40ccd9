package studio.latent.engine.model;

import java.util.List;
import studio.latent.engine.nn.Graph;
import studio.latent.engine.nn.ImageSize;
import studio.latent.engine.nn.Value;

/// The networks of an autoencoder of images whose latent is a small picture: residual blocks down to it and up
/// again.
///
/// Architecture and names of weights are those of `AutoencoderKL` of Hugging Face diffusers, so that weights go
/// both ways; the factor that it keeps in its configuration is a weight here, `scaling_factor`. Images are in [−1,
/// 1].
///
/// **Source** Rombach et al., "High-resolution image synthesis with latent diffusion models", 2022, appendix G.
public final class AutoencoderNetwork {
    /// The weight that a latent is multiplied with to have deviation 1 over the data. **Shapes** `[1]`.
    public static final String SCALING_FACTOR = "scaling_factor";

    private static final double EPSILON = 1e-6;

    private final AutoencoderShape shape;
    private final String prefix;

    /// @param prefix what the names of all weights begin with; empty, or ends in a dot
    public AutoencoderNetwork(AutoencoderShape shape, String prefix) {
        this.shape = shape;
        this.prefix = prefix;
    }

    public AutoencoderShape shape() {
        return shape;
    }

    /// What the encoder says of each number of the latent, not scaled.
    ///
    /// **Shapes** `[N, latentChannels, h, w]` each.
    public record Posterior(Value mean, Value logVariance) {}

    /// **Shapes** `images: [N, C, H, W]`.
    public Posterior encode(Graph g, Value images) {
        List<Integer> channels = shape.channels();
        String at = prefix + "encoder.";
        Value h = g.conv2d(at + "conv_in", images, channels.getFirst(), 3, 1, 1);
        for (int i = 0; i < channels.size(); i++) {
            String level = at + "down_blocks." + i;
            for (int j = 0; j < shape.blocks(); j++) {
                h = residual(g, level + ".resnets." + j, h, channels.get(i));
            }
            if (i < channels.size() - 1) {
                Value padded = new ImageSize(g).padTo(h, h.side(2) + 1, h.side(3) + 1);
                h = g.conv2d(level + ".downsamplers.0.conv", padded, channels.get(i), 3, 2, 0); // halves the sides
            }
        }
        h = ending(g, at, middle(g, at, h), 2 * shape.latentChannels());
        Value moments = g.conv2d(prefix + "quant_conv", h, 2 * shape.latentChannels(), 1, 1, 0);
        return new Posterior(
                g.slice(moments, 1, 0, shape.latentChannels()),
                g.clamp(g.slice(moments, 1, shape.latentChannels(), 2 * shape.latentChannels()), -30, 20));
    }

    /// The image of a latent that is not scaled.
    ///
    /// **Shapes** `latents: [N, latentChannels, h, w]` → `[N, imageChannels, H, W]`.
    public Value decode(Graph g, Value latents, int imageChannels) {
        List<Integer> upwards = shape.channels().reversed();
        String at = prefix + "decoder.";
        Value h = g.conv2d(prefix + "post_quant_conv", latents, shape.latentChannels(), 1, 1, 0);
        h = g.conv2d(at + "conv_in", h, upwards.getFirst(), 3, 1, 1);
        h = g.feature("mid_block", middle(g, at, h));
        for (int i = 0; i < upwards.size(); i++) {
            String level = at + "up_blocks." + i;
            for (int j = 0; j <= shape.blocks(); j++) {
                h = residual(g, level + ".resnets." + j, h, upwards.get(i));
            }
            h = g.feature("up_blocks." + i, h);
            if (i < upwards.size() - 1) {
                h = g.conv2d(level + ".upsamplers.0.conv", new ImageSize(g).doubled(h), upwards.get(i), 3, 1, 1);
            }
        }
        return ending(g, at, h, imageChannels);
    }

    /// The factor that brings latents to deviation 1. **Shapes** `[1]`.
    public Value scalingFactor(Graph g) {
        return g.buffer(prefix + SCALING_FACTOR, 1, 1);
    }

    private Value middle(Graph g, String at, Value x) {
        int channels = x.side(1);
        Value h = residual(g, at + "mid_block.resnets.0", x, channels);
        h = new ImageAttention(channels, shape.groups(), EPSILON).write(g, at + "mid_block.attentions.0", h);
        return residual(g, at + "mid_block.resnets.1", h, channels);
    }

    private Value ending(Graph g, String at, Value x, int channels) {
        Value h = g.silu(g.groupNorm(at + "conv_norm_out", x, shape.groups(), EPSILON));
        return g.conv2d(at + "conv_out", h, channels, 3, 1, 1);
    }

    /// x + conv(silu(norm(conv(silu(norm(x)))))). **Shapes** `[N, C, H, W]` → `[N, channels, H, W]`.
    private Value residual(Graph g, String name, Value x, int channels) {
        Value h = g.silu(g.groupNorm(name + ".norm1", x, shape.groups(), EPSILON));
        h = g.conv2d(name + ".conv1", h, channels, 3, 1, 1);
        h = g.silu(g.groupNorm(name + ".norm2", h, shape.groups(), EPSILON));
        h = g.conv2d(name + ".conv2", h, channels, 3, 1, 1);
        Value straight = x.side(1) == channels ? x : g.conv2d(name + ".conv_shortcut", x, channels, 1, 1, 0);
        return g.add(straight, h);
    }
}
