package studio.latent.engine.model.diffusion;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.model.ImageAttention;
import studio.latent.engine.nn.Graph;
import studio.latent.engine.nn.ImageSize;
import studio.latent.engine.nn.PerImage;
import studio.latent.engine.nn.Value;

/// The network of denoising diffusion: residual blocks down and up through the resolutions, joined by skips, with
/// self-attention at some of them, told the time and what the image shall be of.
///
/// Architecture and names of weights are those of `UNet2DModel` of Hugging Face diffusers, so that weights go both
/// ways.
///
/// **Source** Ho et al., "Denoising diffusion probabilistic models", 2020, appendix B.
public final class UNet implements DenoisingNetwork {
    private static final double EPSILON = 1e-5;

    private final UNetShape shape;
    private final ImageAttention attention;
    private final TimedResidual residual;

    public UNet(UNetShape shape) {
        this.shape = shape;
        this.attention = new ImageAttention(shape.headChannels(), shape.groups(), EPSILON);
        this.residual = new TimedResidual(shape.groups());
    }

    public UNetShape shape() {
        return shape;
    }

    /// Writes the network.
    ///
    /// **Shapes** `x: [N, C, H, W]` with sides that divide by [UNetShape#sideFactor]; `times: [N]`;
    /// `condition: [N, rows]` weights of the condition's table, null exactly for a network without conditions; the
    /// result is as x.
    @Override
    public Value write(Graph g, Value x, Value times, @Nullable Value condition) {
        Value told = embedding(g, times, condition); // [N, e]
        Value h = g.conv2d("conv_in", x, shape.levels().getFirst().channels(), 3, 1, 1);
        Deque<Value> skips = new ArrayDeque<>();
        skips.push(h);
        int last = shape.levels().size() - 1;
        for (int i = 0; i <= last; i++) {
            UNetShape.Level level = shape.levels().get(i);
            String name = "down_blocks." + i;
            for (int j = 0; j < shape.blocks(); j++) {
                h = block(g, name, j, h, told, level);
                skips.push(h);
            }
            if (i < last) {
                h = g.conv2d(name + ".downsamplers.0.conv", h, level.channels(), 3, 2, 1); // halves the sides
                skips.push(h);
            }
        }
        h = middle(g, h, told);
        for (int i = 0; i <= last; i++) {
            UNetShape.Level level = shape.levels().get(last - i);
            String name = "up_blocks." + i;
            for (int j = 0; j <= shape.blocks(); j++) {
                h = block(g, name, j, g.concat(1, h, skips.pop()), told, level);
            }
            if (i < last) {
                h = g.conv2d(name + ".upsamplers.0.conv", new ImageSize(g).doubled(h), level.channels(), 3, 1, 1);
            }
        }
        h = g.silu(g.groupNorm("conv_norm_out", h, shape.groups()));
        return g.conv2d("conv_out", h, shape.imageChannels(), 3, 1, 1);
    }

    /// Time and condition as one vector, already through the SiLU that each block begins with: `[N, e]`.
    private Value embedding(Graph g, Value times, @Nullable Value condition) {
        if ((condition == null) != (shape.conditions() == 0)) {
            throw new IllegalArgumentException("condition must be given exactly for a network with conditions, got "
                    + condition + " for " + shape.conditions());
        }
        PerImage numbers = new PerImage(g);
        Value h = numbers.sinusoids(times, shape.levels().getFirst().channels());
        h = g.silu(g.linear("time_embedding.linear_1", h, shape.embedding()));
        h = g.linear("time_embedding.linear_2", h, shape.embedding());
        if (condition != null) {
            h = g.add(h, numbers.embedding("class_embedding", condition, shape.embedding()));
        }
        return g.silu(h);
    }

    private Value middle(Graph g, Value x, Value told) {
        int channels = shape.levels().getLast().channels();
        Value h = residual.write(g, "mid_block.resnets.0", x, told, channels);
        h = attention.write(g, "mid_block.attentions.0", h);
        return residual.write(g, "mid_block.resnets.1", h, told, channels);
    }

    private Value block(Graph g, String name, int j, Value x, Value told, UNetShape.Level level) {
        Value h = residual.write(g, name + ".resnets." + j, x, told, level.channels());
        return level.attention() ? attention.write(g, name + ".attentions." + j, h) : h;
    }
}
