package studio.latent.engine.model.diffusion;

import studio.latent.engine.model.ImageAttention;
import studio.latent.engine.model.UNetLayout;
import studio.latent.engine.nn.ClassLayers;
import studio.latent.engine.nn.Graph;
import studio.latent.engine.nn.Init;
import studio.latent.engine.nn.PerImage;
import studio.latent.engine.nn.Value;

/// The network of a classifier of noised samples: the way down and the middle of a [UNet], then a mean over all
/// places and one score for each condition.
///
/// **Source** Dhariwal and Nichol, "Diffusion models beat GANs on image synthesis", 2021, appendix H; a mean over
/// the places is in the place of attention pooling.
record NoisyEncoder(UNetShape shape) {
    private static final double EPSILON = 1e-5;

    /// Writes the network.
    ///
    /// **Shapes** `x: [N, C, H, W]` with sides that divide by [UNetShape#sideFactor]; `times, trust: [N]`; the
    /// result is `[N, scores]`.
    ///
    /// @param trust factor on each image's scores, but for what is said of all images alike
    Value write(Graph g, Value x, Value times, Value trust, int scores) {
        TimedResidual residual = new TimedResidual(shape.groups(), EPSILON);
        ImageAttention attention = new ImageAttention(shape.layout().headChannels(), shape.groups(), EPSILON);
        Value told = embedding(g, times); // [N, e]
        Value h = g.conv2d("conv_in", x, shape.levels().getFirst().channels(), 3, 1, 1);
        int last = shape.levels().size() - 1;
        for (int i = 0; i <= last; i++) {
            UNetLayout.Level level = shape.levels().get(i);
            String name = "down_blocks." + i;
            for (int j = 0; j < shape.blocks(); j++) {
                h = residual.write(g, name + ".resnets." + j, h, told, level.channels());
                h = level.attention() ? attention.write(g, name + ".attentions." + j, h) : h;
            }
            if (i < last) {
                h = g.conv2d(name + ".downsamplers.0.conv", h, level.channels(), 3, 2, 1); // halves the sides
            }
        }
        h = residual.write(
                g, "mid_block.resnets.0", h, told, shape.levels().getLast().channels());
        h = g.silu(g.groupNorm("conv_norm_out", h, shape.groups()));
        Value found = g.linear("head", new ClassLayers(g).channelMeans(h), scores); // [N, scores]
        Value before = g.parameter("prior", new Init.Constant(0), scores);
        return g.add(g.mul(found, g.reshape(trust, Value.BATCH, 1)), before);
    }

    /// The time as a vector, already through the SiLU that each block begins with: `[N, e]`.
    private Value embedding(Graph g, Value times) {
        Value h = new PerImage(g).sinusoids(times, shape.levels().getFirst().channels());
        h = g.silu(g.linear("time_embedding.linear_1", h, shape.embedding()));
        return g.silu(g.linear("time_embedding.linear_2", h, shape.embedding()));
    }
}
