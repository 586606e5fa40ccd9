package studio.latent.engine.nn;

/// Layers of transformers over patches of images, whose norms are steered from outside.
///
/// **Shapes** `[N, T, D]`: T patches of D numbers.
public final class TransformerLayers {
    private static final double CUBIC = 0.044715;

    private final Graph graph;

    public TransformerLayers(Graph graph) {
        this.graph = graph;
    }

    /// x·Wᵀ + b that begins as 0, so that what it steers begins as if it were not there.
    ///
    /// **Source** Peebles and Xie 2023, section 3.2, "adaLN-Zero".
    public Value zeroLinear(String name, Value x, int out) {
        Value weight = graph.parameter(name + ".weight", new Init.Constant(0), out, x.side(-1));
        Value bias = graph.parameter(name + ".bias", new Init.Constant(0), out);
        int[] shape = x.shape().clone();
        shape[shape.length - 1] = out;
        return graph.product("torch.linear(%s, %s, %s)", x, weight, bias, shape);
    }

    /// Normalises the last side and nothing more.
    public Value norm(Value x, double epsilon) {
        return graph.emit(
                "torch.layer_norm(%s, [%d], None, None, %s, True)"
                        .formatted(x.name(), x.side(-1), Graph.number(epsilon)),
                x.shape());
    }

    /// GELU by its formula with tanh. **Source** Hendrycks and Gimpel 2016.
    public Value geluTanh(Value x) {
        // x/2 · (1 + tanh(√(2/π) · (x + 0.044715·x³))), because scripts of this format know the other formula only
        Value cubic = graph.plus(graph.times(graph.square(x), CUBIC), 1);
        Value steep = graph.tanh(graph.times(graph.mul(x, cubic), Math.sqrt(2 / Math.PI)));
        return graph.mul(graph.times(x, 0.5), graph.plus(steep, 1));
    }

    /// Where each patch lies, as sines and then cosines of its column, and the same of its row.
    ///
    /// **Shapes** `[1, rows·columns, width]`, patches row by row; the width is a multiple of 4.
    ///
    /// @param like a value on the device that the result shall be on
    public Value positions(Value like, int rows, int columns, int width) {
        int count = rows * columns;
        Value number = graph.emit(
                "torch.sub(torch.cumsum(torch.new_ones(%s, [%d]), 0), 1.)".formatted(like.name(), count), Value.BATCH);
        Value column = graph.emit("torch.remainder(%s, %d)".formatted(number.name(), columns), Value.BATCH);
        Value row = graph.emit("torch.floor(torch.div(%s, %d))".formatted(number.name(), columns), Value.BATCH);
        Value both = graph.concat(1, sinesFirst(column, width / 2), sinesFirst(row, width / 2));
        return graph.emit("torch.unsqueeze(%s, 0)".formatted(both.name()), 1, count, width);
    }

    private Value sinesFirst(Value places, int width) {
        Value cosinesFirst = new PerImage(graph).sinusoids(places, width);
        return graph.concat(
                1, graph.slice(cosinesFirst, 1, width / 2, width), graph.slice(cosinesFirst, 1, 0, width / 2));
    }
}
