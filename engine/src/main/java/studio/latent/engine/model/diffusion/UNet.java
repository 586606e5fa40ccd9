package studio.latent.engine.model.diffusion;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.model.ImageAttention;
import studio.latent.engine.model.UNetLayout;
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
    private final UNetShape shape;
    private final UNetLayout.Conventions conventions;
    private final TimedResidual residual;

    public UNet(UNetShape shape) {
        this.shape = shape;
        this.conventions = shape.layout().conventions();
        this.residual = new TimedResidual(shape.groups(), conventions.epsilon());
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
            UNetLayout.Level level = shape.levels().get(i);
            String name = "down_blocks." + i;
            for (int j = 0; j < shape.blocks(); j++) {
                h = residual.write(g, name + ".resnets." + j, h, told, level.channels());
                h = level.attention() ? attended(g, name + ".attentions." + j, h) : h;
                skips.push(h);
            }
            if (i < last) {
                h = halved(g, name + ".downsamplers.0.conv", h);
                skips.push(h);
            }
        }
        h = middle(g, h, told);
        for (int i = 0; i <= last; i++) {
            UNetLayout.Level level = shape.levels().get(last - i);
            String name = "up_blocks." + i;
            for (int j = 0; j <= shape.blocks(); j++) {
                h = residual.write(g, name + ".resnets." + j, g.concat(1, h, skips.pop()), told, level.channels());
                h = level.attentionUp() ? attended(g, name + ".attentions." + j, h) : h;
            }
            if (i < last) {
                h = g.conv2d(name + ".upsamplers.0.conv", new ImageSize(g).doubled(h), level.channels(), 3, 1, 1);
            }
        }
        h = g.silu(g.groupNorm("conv_norm_out", h, shape.groups(), conventions.epsilon()));
        return g.conv2d("conv_out", h, shape.imageChannels(), 3, 1, 1);
    }

    /// Time and condition as one vector, already through the SiLU that each block begins with: `[N, e]`.
    private Value embedding(Graph g, Value times, @Nullable Value condition) {
        if ((condition == null) != (shape.conditions() == 0)) {
            throw new IllegalArgumentException("condition must be given exactly for a network with conditions, got "
                    + condition + " for " + shape.conditions());
        }
        PerImage numbers = new PerImage(g);
        int waves = shape.levels().getFirst().channels();
        Value h = numbers.sinusoids(times, waves, conventions.frequencyShift());
        if (!conventions.cosinesFirst()) {
            h = g.concat(1, g.slice(h, 1, waves / 2, waves), g.slice(h, 1, 0, waves / 2));
        }
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
        h = shape.layout().middleAttention() ? attended(g, "mid_block.attentions.0", h) : h;
        return residual.write(g, "mid_block.resnets.1", h, told, channels);
    }

    private Value attended(Graph g, String name, Value x) {
        int head = shape.layout().headOf(x.side(1));
        return new ImageAttention(head, shape.groups(), conventions.epsilon()).write(g, name, x);
    }

    /// Half as wide and high, by a convolution.
    private Value halved(Graph g, String name, Value x) {
        if (conventions.downsamplePadding() == 1) {
            return g.conv2d(name, x, x.side(1), 3, 2, 1);
        }
        Value padded = new ImageSize(g).padTo(x, x.side(2) + 1, x.side(3) + 1);
        return g.conv2d(name, padded, x.side(1), 3, 2, 0);
    }
}
