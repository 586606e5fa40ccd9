package studio.latent.engine.nn;

import java.util.List;

/// Layers of image networks in use: convolutions and poolings with any [Window], branches that are joined again.
///
/// **Shapes** images are `[N, C, H, W]`.
public final class WindowLayers {
    private final Graph graph;

    public WindowLayers(Graph graph) {
        this.graph = graph;
    }

    /// max(0, cross-correlation + bias), the maximum in place: for inference only.
    public Value convolutionRelu(String name, Value x, int out, Window window) {
        int in = x.side(1);
        int fanIn = in * window.height() * window.width();
        Value weight =
                graph.parameter(name + ".weight", Init.torchDefault(fanIn), out, in, window.height(), window.width());
        Value bias = graph.parameter(name + ".bias", Init.torchDefault(fanIn), out);
        return windowed(
                "torch.relu_(torch.conv2d(%s, %s, %s, %s, %s, [1, 1], 1))"
                        .formatted(x.name(), weight.name(), bias.name(), window.strides(), window.paddings()),
                x,
                out,
                window);
    }

    /// The largest value of each window; what is added at the edges never is.
    public Value maxPool(Value x, Window window) {
        return windowed(
                "torch.max_pool2d(%s, %s, %s, %s, [1, 1], False)"
                        .formatted(x.name(), window.sides(), window.strides(), window.paddings()),
                x,
                x.side(1),
                window);
    }

    /// The mean of each window over the pixels that lie in the image.
    public Value averagePool(Value x, Window window) {
        return windowed(
                "torch.avg_pool2d(%s, %s, %s, %s, False, False, None)"
                        .formatted(x.name(), window.sides(), window.strides(), window.paddings()),
                x,
                x.side(1),
                window);
    }

    private Value windowed(String call, Value x, int channels, Window window) {
        return graph.emit(call, x.side(0), channels, window.outHeight(x.side(2)), window.outWidth(x.side(3)));
    }

    /// The channels of all parts, one after the other.
    public Value join(List<Value> parts) {
        Value first = parts.getFirst();
        int channels = parts.stream().mapToInt(part -> part.side(1)).sum();
        return graph.emit(
                "torch.cat([" + Graph.tuple(parts) + "], 1)", first.side(0), channels, first.side(2), first.side(3));
    }

    /// The mean of each channel. **Shapes** `[N, C, H, W]` → `[N, C]`.
    public Value channelMeans(Value x) {
        return graph.emit("torch.mean(%s, [2, 3])".formatted(x.name()), x.side(0), x.side(1));
    }

    /// x·Wᵀ, without a bias. **Shapes** `[N, in]` → `[N, out]`.
    public Value product(String name, Value x, int out) {
        Value weight = graph.parameter(name + ".weight", Init.torchDefault(x.side(1)), out, x.side(1));
        return graph.emit("torch.linear(%s, %s, None)".formatted(x.name(), weight.name()), x.side(0), out);
    }
}
