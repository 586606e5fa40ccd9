package studio.latent.engine.nn;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// Layers whose weights are divided by their largest singular value, which a power iteration estimates.
///
/// The vectors `<layer>.weight_u` and `<layer>.weight_v` are buffers; while training, the first use of a layer in a
/// graph that iterates moves them on by one step, outside of the gradients. All uses of a layer in one graph share
/// its divided weight.
///
/// **Source** Miyato et al., "Spectral normalization for generative adversarial networks", 2018; the order of the
/// two products is that of PyTorch's `parametrizations.spectral_norm`.
public final class SpectralLayers {
    private static final String EPSILON = Graph.number(1e-12);

    private final Graph graph;
    private final boolean iterates;
    private final Map<String, Value> divided = new HashMap<>();

    /// @param iterates whether this graph moves the singular vectors on
    public SpectralLayers(Graph graph, boolean iterates) {
        this.graph = graph;
        this.iterates = iterates;
    }

    /// As [Graph#conv2d].
    public Value conv2d(String name, Value x, int out, int kernel, int stride, int padding) {
        int in = x.side(1);
        int fanIn = in * kernel * kernel;
        Value weight = divided(name, Init.torchDefault(fanIn), out, in, kernel, kernel);
        Value bias = graph.parameter(name + ".bias", Init.torchDefault(fanIn), out);
        int height = (x.side(2) + 2 * padding - kernel) / stride + 1;
        int width = (x.side(3) + 2 * padding - kernel) / stride + 1;
        String call = "torch.conv2d(%s, %s, %s, [" + stride + ", " + stride + "], [" + padding + ", " + padding
                + "], [1, 1], 1)";
        return graph.product(call, x, weight, bias, x.side(0), out, height, width);
    }

    /// As [Graph#linear] for rows. **Shapes** `[N, in]` → `[N, out]`.
    public Value linear(String name, Value x, int out) {
        int in = x.side(-1);
        Value weight = divided(name, Init.torchDefault(in), out, in);
        Value bias = graph.parameter(name + ".bias", Init.torchDefault(in), out);
        return graph.product("torch.linear(%s, %s, %s)", x, weight, bias, x.side(0), out);
    }

    /// A learned row for each place of weights, as [PerImage#embedding], with the table's norm divided.
    public Value embedding(String name, Value weights, int width) {
        Value rows = divided(name, new Init.Normal(1), weights.side(1), width);
        return graph.emit("torch.matmul(%s, %s)".formatted(weights.name(), rows.name()), Value.BATCH, width);
    }

    private Value divided(String name, Init init, int... shape) {
        Value known = divided.get(name);
        if (known == null) {
            known = divide(name, graph.parameter(name + ".weight", init, shape));
            divided.put(name, known);
        }
        return known;
    }

    private Value divide(String name, Value weight) {
        int rows = weight.side(0);
        int columns = Arrays.stream(weight.shape()).skip(1).reduce(1, (a, b) -> a * b);
        Value matrix = graph.reshape(weight, rows, columns);
        Value u = vector(name + ".weight_u", rows);
        Value v = vector(name + ".weight_v", columns);
        if (iterates) {
            Value still = graph.detach(matrix);
            move(u, "torch.mv(%s, %s)".formatted(still.name(), v.name()));
            move(v, "torch.mv(torch.t(%s), %s)".formatted(still.name(), u.name()));
        }
        // copies: the vectors may move on before the gradients are taken
        Value left = graph.emit("torch.clone(%s)".formatted(u.name()), rows);
        Value right = graph.emit("torch.clone(%s)".formatted(v.name()), columns);
        Value sigma = graph.emit("torch.dot(%s, torch.mv(%s, %s))".formatted(left.name(), matrix.name(), right.name()));
        return graph.div(weight, sigma);
    }

    private Value vector(String name, int size) {
        return graph.frozen(() -> graph.parameter(name, new Init.Normal(1), size));
    }

    private void move(Value vector, String product) {
        Value next = graph.emit(product, vector.shape());
        graph.emit(
                "torch.copy_(%s, torch.div(%s, torch.clamp(torch.linalg_vector_norm(%s), %s, None)))"
                        .formatted(vector.name(), next.name(), next.name(), EPSILON),
                vector.shape());
    }
}
