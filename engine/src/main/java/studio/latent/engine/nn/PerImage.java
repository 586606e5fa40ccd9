package studio.latent.engine.nn;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Numbers that belong to one image each: noise levels, times, the classes that an image is of.
///
/// **Shapes** numbers are `[N]`, images `[N, …]`.
public final class PerImage {
    /// The longest period of [#sinusoids].
    private static final double LONGEST_PERIOD = 10_000;

    private final Graph graph;

    public PerImage(Graph graph) {
        this.graph = graph;
    }

    /// cos(ωt) and then sin(ωt) for frequencies ω that fall geometrically from 1 towards 1/10,000.
    ///
    /// **Shapes** `[N]` → `[N, width]`. **Source** Vaswani et al. 2017, section 3.5, with the cosines first.
    public Value sinusoids(Value times, int width) {
        return sinusoids(times, width, 0);
    }

    /// The same with frequencies that reach 1/10,000 where `shift` is 1.
    public Value sinusoids(Value times, int width, int shift) {
        int half = width / 2;
        // counting by sums keeps the numbers on the device of `times`
        Value counted = graph.emit("torch.cumsum(torch.new_ones(%s, [%d]), 0)".formatted(times.name(), half), half);
        Value frequencies = graph.exp(graph.times(graph.plus(counted, -1), -Math.log(LONGEST_PERIOD) / (half - shift)));
        Value angles = graph.mul(graph.reshape(times, Value.BATCH, 1), frequencies); // [N, half]
        return graph.concat(
                1,
                graph.emit("torch.cos(%s)".formatted(angles.name()), angles.shape()),
                graph.emit("torch.sin(%s)".formatted(angles.name()), angles.shape()));
    }

    /// A weighted sum of learned rows: with one weight of 1 it looks a row up.
    ///
    /// **Shapes** `weights: [N, rows]` → `[N, width]`; the parameter `<name>.weight` is `[rows, width]`.
    public Value embedding(String name, Value weights, int width) {
        return embedding(name, weights, width, 1);
    }

    /// The same with rows that begin with this deviation.
    public Value embedding(String name, Value weights, int width, double deviation) {
        Value rows = graph.parameter(name + ".weight", new Init.Normal(deviation), weights.side(1), width);
        return graph.emit("torch.matmul(%s, %s)".formatted(weights.name(), rows.name()), Value.BATCH, width);
    }

    /// One position in [0, count) for each image, spread evenly over the range by one uniform number a batch.
    ///
    /// Each is uniform on its own; together they leave no part of the range out, which makes the loss of a step
    /// less random. **Shapes** `uniforms: [N, 1]`, of which the first counts; whole numbers `[N]`.
    /// **Source** Kingma et al. 2021, "Variational diffusion models", appendix I.1.
    public Value spread(Value uniforms, int count) {
        String u = uniforms.name();
        Value place = graph.emit(
                "torch.div(torch.sub(torch.cumsum(torch.ones_like(torch.select(%s, 1, 0)), 0), 1.), torch.size(%s, 0))"
                        .formatted(u, u),
                Value.BATCH);
        Value share = graph.emit(
                "torch.frac(torch.add(%s, torch.select(torch.select(%s, 1, 0), 0, 0)))".formatted(place.name(), u),
                Value.BATCH);
        Value scaled = graph.clamp(graph.times(share, count), 0, count - 1);
        return graph.emit("torch.to(torch.floor(%s), 4)".formatted(scaled.name()), Value.BATCH);
    }

    /// Rows of a table of known numbers. **Shapes** `table: [rows][columns]`, `places: [N]` → `[N, columns]`.
    public Value lookUp(double[][] table, Value places, Value like) {
        int columns = table[0].length;
        String numbers = Arrays.stream(table)
                .flatMapToDouble(Arrays::stream)
                .mapToObj(Graph::number)
                .collect(Collectors.joining(", "));
        Value rows = graph.emit(
                "torch.reshape(torch.to(torch.tensor([%s], dtype=6), %s), [%d, %d])"
                        .formatted(numbers, like.name(), table.length, columns),
                table.length,
                columns);
        return graph.emit("torch.index_select(%s, 0, %s)".formatted(rows.name(), places.name()), Value.BATCH, columns);
    }

    /// One column of a table's rows. **Shapes** `[N, columns]` → `[N]`.
    public Value column(Value rows, int column) {
        return graph.reshape(graph.slice(rows, 1, column, column + 1), Value.BATCH);
    }

    /// The mean over each image. **Shapes** `[N, C, H, W]` → `[N]`.
    public Value means(Value images) {
        return graph.emit("torch.mean(%s, [1, 2, 3])".formatted(images.name()), Value.BATCH);
    }

    /// Means of the numbers whose places lie in each of `parts` equal parts of [0, count); 0-d each.
    ///
    /// A part without a place has the mean of all: it can only be empty in a batch of fewer images than parts.
    public List<Value> meansByPart(Value numbers, Value places, int count, int parts) {
        return IntStream.range(0, parts)
                .mapToObj(part -> meanWithin(numbers, places, part * count / parts, (part + 1) * count / parts))
                .toList();
    }

    private Value meanWithin(Value numbers, Value places, int from, int to) {
        Value inside = graph.emit(
                "torch.to(torch.logical_and(torch.ge(%s, %d), torch.lt(%s, %d)), 6)"
                        .formatted(places.name(), from, places.name(), to),
                Value.BATCH);
        Value found = graph.sum(inside);
        Value mean = graph.div(graph.sum(graph.mul(numbers, inside)), graph.atLeast(found, 1));
        return graph.emit("torch.where(torch.gt(%s, 0), %s, %s)"
                .formatted(found.name(), mean.name(), graph.mean(numbers).name()));
    }

    /// The weights of some images' conditions replaced by those of no condition: the last place alone.
    ///
    /// An image whose uniform is below `rate` loses its condition.
    /// **Shapes** `weights: [N, rows]`, `uniforms: [N, 1]`.
    public Value dropCondition(Value weights, Value uniforms, double rate) {
        if (rate == 0) {
            return weights;
        }
        Value kept = graph.emit(
                "torch.to(torch.ge(%s, %s), 6)".formatted(uniforms.name(), Graph.number(rate)), Value.BATCH, 1);
        Value none = graph.emit(
                "torch.constant_pad_nd(torch.rsub(%s, 1), [%d, 0], 0)".formatted(kept.name(), weights.side(1) - 1),
                Value.BATCH,
                weights.side(1));
        return graph.add(graph.mul(weights, kept), none);
    }

    /// 1 for each image whose uniform is below `rate`, 0 for the others. **Shapes** `[N, 1]` → `[N, 1]`.
    public Value below(Value uniforms, double rate) {
        return graph.emit(
                "torch.to(torch.lt(%s, %s), 6)".formatted(uniforms.name(), Graph.number(rate)), Value.BATCH, 1);
    }

    /// The condition of no wish for each image: the last place alone. **Shapes** `[N, rows]`.
    ///
    /// @param like a value of as many images, on the device that the result shall be on
    public Value noCondition(Value like, int rows) {
        return graph.emit(
                "torch.constant_pad_nd(torch.new_ones(%s, [torch.size(%s, 0), 1]), [%d, 0], 0)"
                        .formatted(like.name(), like.name(), rows - 1),
                Value.BATCH,
                rows);
    }
}
