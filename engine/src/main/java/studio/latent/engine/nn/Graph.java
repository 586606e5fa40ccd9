package studio.latent.engine.nn;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A network while it is written down: each call appends one TorchScript statement and returns its value.
///
/// Shapes are checked here, before anything runs; an [IllegalArgumentException] names the operation. Layers declare
/// their weights under PyTorch's names (`<layer>.weight`, `<layer>.bias`) and with PyTorch's default
/// initialisation.
public final class Graph {
    /// How the network behaves: dropout and batch statistics differ between training and use.
    public enum Mode {
        TRAINING,
        INFERENCE
    }

    /// Arithmetic of matrix products and convolutions; everything else stays float32.
    public enum Precision {
        FLOAT32,
        /// bfloat16 inputs and outputs of products, as autocast does.
        BFLOAT16_MIXED
    }

    private static final int TORCH_UINT8 = 0;
    private static final int TORCH_FLOAT = 6;
    private static final int TORCH_BFLOAT16 = 15;

    private final ParameterTable parameters;
    private final Mode mode;
    private final Precision precision;
    private final WeightNaming naming;
    private final Border border;
    private final StringBuilder body = new StringBuilder();
    private final Map<String, Value> loaded = new HashMap<>();
    private final SequencedMap<String, Value> features = new LinkedHashMap<>();
    private Function<String, @Nullable Value> moves = _ -> null;
    private boolean frozen;
    private int next;

    public Graph(ParameterTable parameters, Mode mode, Precision precision) {
        this(parameters, mode, precision, WeightNaming.LISTS, Border.ZEROS);
    }

    Graph(ParameterTable parameters, Mode mode, Precision precision, WeightNaming naming, Border border) {
        this.parameters = parameters;
        this.mode = mode;
        this.precision = precision;
        this.naming = naming;
        this.border = border;
    }

    public Mode mode() {
        return mode;
    }

    /// The statements so far, each indented by four spaces.
    String body() {
        return body.toString();
    }

    // ---- inputs and weights

    /// A tensor argument of the method.
    public Value input(String name, int... shape) {
        return new Value(name, shape);
    }

    /// A number argument of the method, as a 0-d value that only [#times] takes.
    public Scalar scalar(String name) {
        return new Scalar(name);
    }

    /// A number known when the script runs.
    public record Scalar(String name) {}

    /// A weight that gradients train, but in a [#frozen] part.
    public Value parameter(String name, Init init, int... shape) {
        return weight(parameters.declare(name, init, !frozen, shape));
    }

    /// A part whose weights are not trained: they are kept as buffers.
    public Value frozen(Supplier<Value> part) {
        boolean outside = frozen;
        frozen = true;
        Value result = part.get();
        frozen = outside;
        return result;
    }

    /// An array that the network updates itself.
    public Value buffer(String name, float fill, int... shape) {
        return weight(parameters.declare(name, new Init.Constant(fill), false, shape));
    }

    /// Moves a buffer towards x by this share of the way, outside of the gradients; returns it.
    public Value follow(Value buffer, Value x, double share) {
        return emit(
                "torch.lerp_(%s, torch.detach(%s), %s)".formatted(buffer.name(), x.name(), number(share)),
                buffer.shape());
    }

    /// Names what a layer has made of an image, for who looks into the network or moves what it made; else nothing
    /// is written.
    ///
    /// Where a network is written twice, what it made last counts. **Shapes** `made: [N, C, H, W]`. Returns what
    /// the network goes on from.
    public Value feature(String layer, Value made) {
        requireRank("feature", made, 4);
        Value move = moves.apply(layer);
        Value moved = move == null ? made : add(made, move);
        features.put(layer, moved);
        return moved;
    }

    /// From here on, what layers make is moved before the network goes on from it.
    ///
    /// @param by what is added to what a layer made, by its name; null for nothing
    public void moveFeatures(Function<String, @Nullable Value> by) {
        moves = by;
    }

    /// What was named by [#feature], in the order in which it was written.
    public SequencedMap<String, Value> features() {
        return Collections.unmodifiableSequencedMap(features);
    }

    private Value weight(ParameterTable.Entry entry) {
        Value known = loaded.get(entry.name());
        if (known == null) {
            known = emit(naming.expression(entry), entry.shape());
            loaded.put(entry.name(), known);
        }
        return known;
    }

    // ---- layers

    /// x·Wᵀ + b. **Shapes** `x: [.., in]` → `[.., out]`.
    public Value linear(String name, Value x, int out) {
        int in = x.side(-1);
        Value weight = parameter(name + ".weight", Init.torchDefault(in), out, in);
        Value bias = parameter(name + ".bias", Init.torchDefault(in), out);
        int[] shape = x.shape().clone();
        shape[shape.length - 1] = out;
        return product("torch.linear(%s, %s, %s)", x, weight, bias, shape);
    }

    /// Cross-correlation with a square kernel. **Shapes** `x: [N, C, H, W]` → `[N, out, H', W']`.
    public Value conv2d(String name, Value x, int out, int kernel, int stride, int padding) {
        requireRank("conv2d", x, 4);
        int in = x.side(1);
        int fanIn = in * kernel * kernel;
        Value weight = parameter(name + ".weight", Init.torchDefault(fanIn), out, in, kernel, kernel);
        Value bias = parameter(name + ".bias", Init.torchDefault(fanIn), out);
        int height = (x.side(2) + 2 * padding - kernel) / stride + 1;
        int width = (x.side(3) + 2 * padding - kernel) / stride + 1;
        String call =
                "torch.conv2d(%s, %s, %s, [" + stride + ", " + stride + "], " + border.zeros(padding) + ", [1, 1], 1)";
        return product(call, border.around(this, x, padding), weight, bias, x.side(0), out, height, width);
    }

    /// The gradient of [#conv2d] as a layer. **Shapes** `x: [N, C, H, W]` → `[N, out, (H−1)·s − 2p + k, ..]`.
    public Value convTranspose2d(String name, Value x, int out, int kernel, int stride, int padding) {
        requireRank("convTranspose2d", x, 4);
        int fanIn = out * kernel * kernel; // PyTorch counts the second side of [in, out, k, k]
        Value weight = parameter(name + ".weight", Init.torchDefault(fanIn), x.side(1), out, kernel, kernel);
        Value bias = parameter(name + ".bias", Init.torchDefault(fanIn), out);
        int height = (x.side(2) - 1) * stride - 2 * padding + kernel;
        int width = (x.side(3) - 1) * stride - 2 * padding + kernel;
        String call = "torch.conv_transpose2d(%s, %s, %s, [" + stride + ", " + stride + "], [" + padding + ", "
                + padding + "], [0, 0], 1, [1, 1])";
        return product(call, x, weight, bias, x.side(0), out, height, width);
    }

    /// Normalises groups of channels of one image. **Shapes** `x: [N, C, ..]`. **Source** Wu & He 2018; ε = 1e-5.
    public Value groupNorm(String name, Value x, int groups) {
        return groupNorm(name, x, groups, 1e-5);
    }

    /// The same with another ε.
    public Value groupNorm(String name, Value x, int groups, double epsilon) {
        int channels = x.side(1);
        require(channels % groups == 0, "groupNorm", channels + " channels do not divide into " + groups + " groups");
        Value weight = parameter(name + ".weight", new Init.Constant(1), channels);
        Value bias = parameter(name + ".bias", new Init.Constant(0), channels);
        return emit(
                "torch.group_norm(%s, %d, %s, %s, %s, True)"
                        .formatted(x.name(), groups, weight.name(), bias.name(), number(epsilon)),
                x.shape());
    }

    /// Normalises channels over the batch; by running statistics (momentum 0.1) in use and in a [#frozen] part.
    /// **Source** Ioffe & Szegedy 2015.
    public Value batchNorm2d(String name, Value x) {
        int channels = x.side(1);
        Value weight = parameter(name + ".weight", new Init.Constant(1), channels);
        Value bias = parameter(name + ".bias", new Init.Constant(0), channels);
        Value mean = buffer(name + ".running_mean", 0, channels);
        Value variance = buffer(name + ".running_var", 1, channels);
        String training = mode == Mode.TRAINING && !frozen ? "True" : "False";
        return emit(
                "torch.batch_norm(%s, %s, %s, %s, %s, %s, 0.1, 0.00001, True)"
                        .formatted(x.name(), weight.name(), bias.name(), mean.name(), variance.name(), training),
                x.shape());
    }

    /// Normalises the last side. **Source** Ba et al. 2016; ε = 1e-5.
    public Value layerNorm(String name, Value x) {
        int features = x.side(-1);
        Value weight = parameter(name + ".weight", new Init.Constant(1), features);
        Value bias = parameter(name + ".bias", new Init.Constant(0), features);
        return emit(
                "torch.layer_norm(%s, [%d], %s, %s, 0.00001, True)"
                        .formatted(x.name(), features, weight.name(), bias.name()),
                x.shape());
    }

    /// Zeroes values with probability `rate` and scales the rest by 1/(1−rate), while training.
    ///
    /// `uniforms` are numbers in [0, 1) of x's shape, drawn by seed outside of the script, so that a step can be
    /// repeated.
    public Value dropout(Value x, double rate, Value uniforms) {
        if (mode == Mode.INFERENCE || rate == 0) {
            return x;
        }
        Value kept = emit("torch.ge(%s, %s)".formatted(uniforms.name(), number(rate)), x.shape());
        return mul(x, times(emit("torch.to(%s, %d)".formatted(kept.name(), TORCH_FLOAT), x.shape()), 1 / (1 - rate)));
    }

    /// softmax(q·kᵀ/√d)·v. **Shapes** `q, k, v: [N, heads, T, d]`. **Source** Vaswani et al. 2017.
    public Value attention(Value q, Value k, Value v, boolean causal) {
        requireRank("attention", q, 4);
        return emit(
                "torch.scaled_dot_product_attention(%s, %s, %s, None, 0., %s)"
                        .formatted(q.name(), k.name(), v.name(), causal ? "True" : "False"),
                q.shape());
    }

    // ---- element by element

    public Value relu(Value x) {
        return unary("relu", x);
    }

    public Value leakyRelu(Value x, double slope) {
        return emit("torch.leaky_relu(%s, %s)".formatted(x.name(), number(slope)), x.shape());
    }

    public Value silu(Value x) {
        return unary("silu", x);
    }

    public Value gelu(Value x) {
        return unary("gelu", x);
    }

    public Value tanh(Value x) {
        return unary("tanh", x);
    }

    public Value sigmoid(Value x) {
        return unary("sigmoid", x);
    }

    public Value softplus(Value x) {
        return unary("softplus", x);
    }

    public Value exp(Value x) {
        return unary("exp", x);
    }

    public Value log(Value x) {
        return unary("log", x);
    }

    public Value sqrt(Value x) {
        return unary("sqrt", x);
    }

    public Value absolute(Value x) {
        return unary("abs", x);
    }

    public Value square(Value x) {
        return mul(x, x);
    }

    /// x without a gradient through it.
    public Value detach(Value x) {
        return unary("detach", x);
    }

    public Value clamp(Value x, double low, double high) {
        return emit("torch.clamp(%s, %s, %s)".formatted(x.name(), number(low), number(high)), x.shape());
    }

    /// The larger of x and a number, element by element; the gradient is 0 where the number is larger.
    public Value atLeast(Value x, double low) {
        return emit("torch.clamp(%s, %s, None)".formatted(x.name(), number(low)), x.shape());
    }

    public Value add(Value a, Value b) {
        return binary("add", a, b);
    }

    public Value sub(Value a, Value b) {
        return binary("sub", a, b);
    }

    public Value mul(Value a, Value b) {
        return binary("mul", a, b);
    }

    public Value div(Value a, Value b) {
        return binary("div", a, b);
    }

    public Value plus(Value x, double number) {
        return emit("torch.add(%s, %s)".formatted(x.name(), number(number)), x.shape());
    }

    public Value times(Value x, double number) {
        return emit("torch.mul(%s, %s)".formatted(x.name(), number(number)), x.shape());
    }

    /// x times a number known when the script runs.
    public Value times(Value x, Scalar number) {
        return emit("torch.mul(%s, %s)".formatted(x.name(), number.name()), x.shape());
    }

    /// −(t·log σ(x) + (1−t)·log(1−σ(x))), element by element, from logits.
    public Value binaryCrossEntropyWithLogits(Value logits, Value target) {
        return emit(
                "torch.binary_cross_entropy_with_logits(%s, %s, None, None, 0)".formatted(logits.name(), target.name()),
                logits.shape());
    }

    /// As [#binaryCrossEntropyWithLogits], summed over all elements in one pass.
    public Value binaryCrossEntropyWithLogitsSum(Value logits, Value target) {
        return emit("torch.binary_cross_entropy_with_logits(%s, %s, None, None, 2)"
                .formatted(logits.name(), target.name()));
    }

    /// uint8 samples to float32 in [0, 1].
    public Value unitFloats(Value bytes) {
        return times(emit("torch.to(%s, %d)".formatted(bytes.name(), TORCH_FLOAT), bytes.shape()), 1 / 255.0);
    }

    /// float32 in [0, 1] to uint8 samples, rounded half up; values outside are clamped.
    public Value unitBytes(Value x) {
        Value scaled = clamp(plus(times(x, 255), 0.5), 0, 255);
        return emit("torch.to(%s, %d)".formatted(scaled.name(), TORCH_UINT8), x.shape());
    }

    // ---- shapes

    /// The same numbers, stored channels-last: those of one place side by side. What is made of it keeps the order,
    /// and convolutions of few channels and large maps take half the time. **Shapes** `[N, C, H, W]`.
    public Value channelsLast(Value x) {
        requireRank("channelsLast", x, 4);
        return emit("torch.contiguous(%s, memory_format=2)".formatted(x.name()), x.shape());
    }

    /// A new shape with the same elements; the batch side stays −1.
    public Value reshape(Value x, int... shape) {
        Value result = emit("torch.reshape(%s, %s)".formatted(x.name(), list(shape)), shape);
        require(result.itemSize() == x.itemSize(), "reshape", x + " has other elements than " + Arrays.toString(shape));
        return result;
    }

    /// `[N, ..]` → `[N, product]`.
    public Value flatten(Value x) {
        return reshape(x, Value.BATCH, x.itemSize());
    }

    public Value permute(Value x, int... order) {
        int[] shape = Arrays.stream(order).map(x::side).toArray();
        return emit("torch.permute(%s, %s)".formatted(x.name(), list(order)), shape);
    }

    /// Elements `from ≤ i < to` along an axis.
    public Value slice(Value x, int axis, int from, int to) {
        require(from >= 0 && from < to && to <= x.side(axis), "slice", x + " has no [" + from + ", " + to + ")");
        int[] shape = x.shape().clone();
        shape[axis] = to - from;
        return emit("torch.slice(%s, %d, %d, %d)".formatted(x.name(), axis, from, to), shape);
    }

    public Value concat(int axis, Value a, Value b) {
        int[] shape = a.shape().clone();
        shape[axis] += b.side(axis);
        return emit("torch.cat([%s, %s], %d)".formatted(a.name(), b.name(), axis), shape);
    }

    // ---- reductions

    /// Sum of everything: a 0-d value.
    public Value sum(Value x) {
        return emit("torch.sum(%s)".formatted(x.name()));
    }

    /// Mean of everything: a 0-d value.
    public Value mean(Value x) {
        return emit("torch.mean(%s)".formatted(x.name()));
    }

    /// Mean over the batch. **Shapes** `[N, ..]` → `[..]`.
    public Value batchMean(Value x) {
        int[] rest = Arrays.copyOfRange(x.shape(), 1, x.rank());
        return emit("torch.mean(%s, [0])".formatted(x.name()), rest);
    }

    /// Sum over the images' elements, mean over the batch: a 0-d value. `total` is a sum over everything.
    public Value perImage(Value total, Value batchOf) {
        return emit("torch.div(%s, torch.size(%s, 0))".formatted(total.name(), batchOf.name()));
    }

    // ---- writing

    private Value unary(String operation, Value x) {
        return emit("torch.%s(%s)".formatted(operation, x.name()), x.shape());
    }

    private Value binary(String operation, Value a, Value b) {
        return emit("torch.%s(%s, %s)".formatted(operation, a.name(), b.name()), broadcast(operation, a, b));
    }

    /// A matrix product or convolution, in the graph's precision.
    Value product(String call, Value x, Value weight, Value bias, int... shape) {
        if (precision == Precision.FLOAT32) {
            return emit(call.formatted(x.name(), weight.name(), bias.name()), shape);
        }
        Value low = emit(call.formatted(bfloat16(x), bfloat16(weight), bfloat16(bias)), shape);
        return emit("torch.to(%s, %d)".formatted(low.name(), TORCH_FLOAT), shape);
    }

    private String bfloat16(Value x) {
        return emit("torch.to(%s, %d)".formatted(x.name(), TORCH_BFLOAT16), x.shape())
                .name();
    }

    Value emit(String expression, int... shape) {
        String name = "v" + next++;
        body.append("    ").append(name).append(" = ").append(expression).append('\n');
        return new Value(name, shape);
    }

    private static int[] broadcast(String operation, Value a, Value b) {
        int rank = Math.max(a.rank(), b.rank());
        int[] shape = new int[rank];
        for (int i = 1; i <= rank; i++) {
            int left = i <= a.rank() ? a.side(-i) : 1;
            int right = i <= b.rank() ? b.side(-i) : 1;
            require(left == right || left == 1 || right == 1, operation, a + " and " + b + " do not broadcast");
            shape[rank - i] = left == 1 ? right : left;
        }
        return shape;
    }

    private static void requireRank(String operation, Value x, int rank) {
        require(x.rank() == rank, operation, "needs " + rank + " sides, got " + x);
    }

    private static void require(boolean holds, String operation, String complaint) {
        if (!holds) {
            throw new IllegalArgumentException(operation + ": " + complaint);
        }
    }

    private static String list(int... values) {
        StringJoiner joined = new StringJoiner(", ", "[", "]");
        for (int value : values) {
            joined.add(Integer.toString(value));
        }
        return joined.toString();
    }

    /// A number as TorchScript reads it: with a point, without loss.
    static String number(double value) {
        return BigDecimal.valueOf(value).toPlainString();
    }

    /// Names of values, for the return statement.
    static String tuple(List<Value> values) {
        return String.join(", ", values.stream().map(Value::name).toList());
    }
}
