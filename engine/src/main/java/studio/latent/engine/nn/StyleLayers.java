package studio.latent.engine.nn;

/// Layers of generators that a style steers: their weights are scaled when they are used, not when they begin, so
/// that all learn at one pace.
///
/// **Source** Karras et al., "Analyzing and improving the image quality of StyleGAN", 2020, section 2.2; the
/// scaling at run time is that of Karras et al. 2018, section 4.1.
public final class StyleLayers {
    private static final double EPSILON = 1e-8;
    private static final double SLOPE = 0.2;

    private final Graph graph;

    public StyleLayers(Graph graph) {
        this.graph = graph;
    }

    /// Divides by the root of the mean square over the channels, place by place. **Shapes** `[N, C, ..]`.
    ///
    /// **Source** Karras et al., "Progressive growing of GANs", 2018, section 4.2.
    public Value pixelNorm(Value x) {
        return graph.emit(
                "torch.mul(%s, torch.rsqrt(torch.add(torch.mean(torch.mul(%s, %s), [1], True), %s)))"
                        .formatted(x.name(), x.name(), x.name(), Graph.number(EPSILON)),
                x.shape());
    }

    /// A leaky ReLU that keeps the scale of normal numbers: √2 · max(x, x/5).
    public Value leakyRelu(Value x) {
        return graph.times(graph.leakyRelu(x, SLOPE), Math.sqrt(2));
    }

    /// x·Wᵀ·rate/√in + b·rate. **Shapes** `[N, in]` → `[N, out]`.
    ///
    /// @param rate how fast it learns, 1 for the pace of the others
    /// @param bias where the bias begins
    public Value linear(String name, Value x, int out, double rate, double bias) {
        int in = x.side(1);
        Value weight = graph.parameter(name + ".weight", new Init.Normal(1 / rate), out, in);
        Value shift = graph.parameter(name + ".bias", new Init.Constant((float) (bias / rate)), out);
        Value scaled = graph.times(weight, rate / Math.sqrt(in));
        return graph.product(
                "torch.linear(%s, %s, %s)", x, scaled, rate == 1 ? shift : graph.times(shift, rate), x.side(0), out);
    }

    /// A convolution whose weights are multiplied by a style, channel by channel of what comes in; where it is
    /// demodulated, each channel that goes out is divided by the norm of the weights that make it.
    ///
    /// The style is put on what comes in and the norm on what goes out, which is the same and lets the whole batch
    /// share one convolution.
    ///
    /// **Shapes** `x: [N, C, H, W]`, `style: [N, C]` → `[N, out, H, W]`.
    public Value modulatedConv(String name, Value x, Value style, int out, int kernel, boolean demodulates) {
        int in = x.side(1);
        Value weight = graph.parameter(name + ".weight", new Init.Normal(1), out, in, kernel, kernel);
        Value scaled = graph.times(weight, 1 / Math.sqrt((double) in * kernel * kernel));
        Value steered = graph.mul(x, graph.reshape(style, Value.BATCH, in, 1, 1));
        int padding = kernel / 2;
        String call = "torch.conv2d(%s, %s, None, [1, 1], [" + padding + ", " + padding + "], [1, 1], 1)";
        // there is no bias here: the last value is not used
        Value result = graph.product(call, steered, scaled, scaled, x.side(0), out, x.side(2), x.side(3));
        if (!demodulates) {
            return result;
        }
        Value squares =
                graph.emit("torch.sum(torch.mul(%s, %s), [2, 3])".formatted(scaled.name(), scaled.name()), out, in);
        Value divisors = graph.emit(
                "torch.rsqrt(torch.add(torch.matmul(torch.mul(%s, %s), torch.t(%s)), %s))"
                        .formatted(style.name(), style.name(), squares.name(), Graph.number(EPSILON)),
                Value.BATCH,
                out);
        return graph.mul(result, graph.reshape(divisors, Value.BATCH, out, 1, 1));
    }

    /// x + a learned number for each channel.
    public Value bias(String name, Value x) {
        Value bias = graph.parameter(name, new Init.Constant(0), x.side(1));
        return graph.add(x, graph.reshape(bias, 1, x.side(1), 1, 1));
    }

    /// x + strength · noise, with one learned strength for the layer. **Shapes** `noise: [N or 1, 1, H, W]`.
    public Value noise(String name, Value x, Value noise) {
        return graph.add(x, graph.mul(noise, graph.parameter(name, new Init.Constant(0), 1)));
    }

    /// Twice the sides by linear interpolation. **Shapes** `[N, C, H, W]` → `[N, C, 2H, 2W]`.
    public Value upsample2x(Value x) {
        return graph.emit(
                "torch.upsample_bilinear2d(%s, None, False, [2., 2.])".formatted(x.name()),
                x.side(0),
                x.side(1),
                2 * x.side(2),
                2 * x.side(3));
    }

    /// A learned picture of features, the same for each image. **Shapes** `[N, C, H, W]`.
    ///
    /// @param like a value of as many images
    public Value constant(String name, Value like, int channels, int height, int width) {
        Value one = graph.parameter(name, new Init.Normal(1), 1, channels, height, width);
        return graph.channelsLast(graph.emit(
                "torch.repeat(%s, [torch.size(%s, 0), 1, 1, 1])".formatted(one.name(), like.name()),
                Value.BATCH,
                channels,
                height,
                width));
    }

    /// a where a number of its image is above a limit, else b.
    ///
    /// **Shapes** `a, b: [N, d]`, `numbers: [N, 1]`.
    public Value choose(Value numbers, double limit, Value a, Value b) {
        Value chosen = graph.emit(
                "torch.to(torch.gt(%s, %s), 6)".formatted(numbers.name(), Graph.number(limit)), Value.BATCH, 1);
        return graph.add(b, graph.mul(chosen, graph.sub(a, b)));
    }
}
