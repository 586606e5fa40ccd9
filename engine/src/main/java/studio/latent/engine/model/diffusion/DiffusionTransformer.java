package studio.latent.engine.model.diffusion;

import org.jspecify.annotations.Nullable;
import studio.latent.engine.nn.Graph;
import studio.latent.engine.nn.ImageSize;
import studio.latent.engine.nn.PerImage;
import studio.latent.engine.nn.TransformerLayers;
import studio.latent.engine.nn.Value;

/// A transformer over the patches of a sample, steered by time and condition through the norms of its blocks.
///
/// Architecture and names of weights are those of `DiTTransformer2DModel` of Hugging Face diffusers, in which each
/// block has an embedding of time and condition of its own; without conditions there is no `class_embedder`.
///
/// **Source** Peebles and Xie, "Scalable diffusion models with transformers", 2023, with adaLN-Zero.
public final class DiffusionTransformer implements DenoisingNetwork {
    private static final int TIME_WAVES = 256;
    private static final double NORM = 1e-6;
    private static final double MIDDLE_NORM = 1e-5;

    /// Deviation with which the rows of conditions begin.
    private static final double CONDITION_DEVIATION = 0.02;

    private static final int WIDENING = 4;

    private final TransformerShape shape;

    public DiffusionTransformer(TransformerShape shape) {
        this.shape = shape;
    }

    @Override
    public Value write(Graph g, Value x, Value times, @Nullable Value condition) {
        if ((condition == null) != (shape.conditions() == 0)) {
            throw new IllegalArgumentException("condition must be given exactly for a network with conditions, got "
                    + condition + " for " + shape.conditions());
        }
        TransformerLayers layers = new TransformerLayers(g);
        int rows = Math.ceilDiv(x.side(2), shape.patchSize());
        int columns = Math.ceilDiv(x.side(3), shape.patchSize());
        int channels = shape.sample().channels();
        Value whole = new ImageSize(g).padTo(x, rows * shape.patchSize(), columns * shape.patchSize());
        Value h = g.conv2d("pos_embed.proj", whole, shape.width(), shape.patchSize(), shape.patchSize(), 0);
        h = g.permute(g.reshape(h, Value.BATCH, shape.width(), rows * columns), 0, 2, 1); // [N, T, D]
        h = g.add(h, layers.positions(x, rows, columns, shape.width()));
        for (int i = 0; i < shape.depth(); i++) {
            String name = "transformer_blocks." + i;
            h = block(g, name, h, embedding(g, name + ".norm1.emb", times, condition));
        }
        Value told = embedding(g, "transformer_blocks.0.norm1.emb", times, condition);
        Value steer = layers.zeroLinear("proj_out_1", g.silu(told), 2 * shape.width()); // [N, 2·D]
        h = steered(g, layers.norm(h, NORM), part(g, steer, 0), part(g, steer, 1));
        h = layers.zeroLinear("proj_out_2", h, shape.patchSize() * shape.patchSize() * channels); // [N, T, p·p·C]
        return new ImageSize(g).cropTo(joined(g, h, rows, columns, channels), x.side(2), x.side(3));
    }

    /// Time and condition as one vector: `[N, D]`.
    private Value embedding(Graph g, String name, Value times, @Nullable Value condition) {
        PerImage numbers = new PerImage(g);
        Value h = numbers.sinusoids(times, TIME_WAVES, 1);
        h = g.silu(g.linear(name + ".timestep_embedder.linear_1", h, shape.width()));
        h = g.linear(name + ".timestep_embedder.linear_2", h, shape.width());
        return condition == null
                ? h
                : g.add(
                        h,
                        numbers.embedding(
                                name + ".class_embedder.embedding_table",
                                condition,
                                shape.width(),
                                CONDITION_DEVIATION));
    }

    /// Attention over the patches, then two layers on each, both behind a steered norm and a steered gate.
    private Value block(Graph g, String name, Value x, Value told) {
        TransformerLayers layers = new TransformerLayers(g);
        Value steer = layers.zeroLinear(name + ".norm1.linear", g.silu(told), 6 * shape.width()); // [N, 6·D]
        Value seen = steered(g, layers.norm(x, NORM), part(g, steer, 0), part(g, steer, 1));
        Value h = g.add(x, g.mul(part(g, steer, 2), attention(g, name + ".attn1", seen)));
        seen = steered(g, layers.norm(h, MIDDLE_NORM), part(g, steer, 3), part(g, steer, 4));
        Value wide = layers.geluTanh(g.linear(name + ".ff.net.0.proj", seen, WIDENING * shape.width()));
        return g.add(h, g.mul(part(g, steer, 5), g.linear(name + ".ff.net.2", wide, shape.width())));
    }

    /// **Shapes** `x: [N, T, D]` → the same.
    private Value attention(Graph g, String name, Value x) {
        Value attended = g.attention(
                heads(g, g.linear(name + ".to_q", x, shape.width())),
                heads(g, g.linear(name + ".to_k", x, shape.width())),
                heads(g, g.linear(name + ".to_v", x, shape.width())),
                false); // [N, heads, T, headChannels]
        Value joined = g.reshape(g.permute(attended, 0, 2, 1, 3), Value.BATCH, x.side(1), shape.width());
        return g.linear(name + ".to_out.0", joined, shape.width());
    }

    private Value heads(Graph g, Value x) {
        int heads = shape.width() / shape.headChannels();
        return g.permute(g.reshape(x, Value.BATCH, x.side(1), heads, shape.headChannels()), 0, 2, 1, 3);
    }

    /// One of the vectors that steer, for all patches alike: `[N, 1, D]`.
    private Value part(Graph g, Value steer, int number) {
        Value part = g.slice(steer, 1, number * shape.width(), (number + 1) * shape.width());
        return g.reshape(part, Value.BATCH, 1, shape.width());
    }

    private static Value steered(Graph g, Value normed, Value shift, Value scale) {
        return g.add(g.mul(normed, g.plus(scale, 1)), shift);
    }

    /// Patches side by side again: `[N, T, p·p·C]` → `[N, C, H, W]`.
    private Value joined(Graph g, Value patches, int rows, int columns, int channels) {
        int p = shape.patchSize();
        Value apart = g.reshape(patches, Value.BATCH, rows, columns, p, p, channels);
        Value ordered = g.permute(apart, 0, 5, 1, 3, 2, 4); // [N, C, rows, p, columns, p]
        return g.reshape(ordered, Value.BATCH, channels, rows * p, columns * p);
    }
}
