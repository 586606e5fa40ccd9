package studio.latent.engine.nn;

/// What is made of the scores that a discriminator gives to a batch, and of a batch as a whole.
public final class ScoreLayers {
    private final Graph graph;

    public ScoreLayers(Graph graph) {
        this.graph = graph;
    }

    /// Appends one channel that tells how different the images of the batch are: the deviation of each feature over
    /// the batch, averaged.
    ///
    /// **Shapes** `[N, C, ..]` → `[N, C + 1, ..]`. **Source** Karras et al., "Progressive growing of GANs", 2018,
    /// section 3.
    public Value minibatchDeviation(Value x) {
        Value deviation = graph.emit("torch.mean(torch.sqrt(torch.add(torch.var(%s, [0], False, False), %s)))"
                .formatted(x.name(), Graph.number(1e-8)));
        Value one = graph.slice(x, 1, 0, 1);
        Value channel =
                graph.emit("torch.mul(torch.ones_like(%s), %s)".formatted(one.name(), deviation.name()), one.shape());
        return graph.concat(1, x, channel);
    }

    /// How different the images of a batch are, outside of the gradients: the standard deviation of each number over
    /// the batch, as root mean square. **Shapes** `[N, ..]` → 0-d.
    public Value batchDeviation(Value x) {
        return graph.emit("torch.sqrt(torch.mean(torch.var(torch.detach(%s), [0], False, False)))".formatted(x.name()));
    }

    /// The inner product of each image's features with a row of its own. **Shapes** `[N, F]` → `[N]`.
    public Value innerProducts(Value features, Value rows) {
        return graph.emit("torch.sum(torch.mul(%s, %s), [1])".formatted(features.name(), rows.name()), Value.BATCH);
    }

    /// Sums over each channel. **Shapes** `[N, C, H, W]` → `[N, C]`.
    public Value channelSums(Value x) {
        return graph.emit("torch.sum(%s, [2, 3])".formatted(x.name()), x.side(0), x.side(1));
    }

    /// Share of real scores above the limit and of generated ones below it, both kinds counting alike.
    ///
    /// @param limit 0-d
    public Value accuracy(Value real, Value generated, Value limit) {
        return graph.emit(
                "torch.mul(torch.add(torch.mean(torch.to(torch.gt(%s, %s), 6)), torch.mean(torch.to(torch.lt(%s, %s), 6))), 0.5)"
                        .formatted(real.name(), limit.name(), generated.name(), limit.name()));
    }

    /// Where scores lie among those of a batch: ½ at the limit, 0 and 1 three deviations of all scores away from it
    /// and beyond. For scores whose scale means nothing. **Shapes** `[N]` each, limit 0-d → `[N]`.
    public Value places(Value x, Value limit, Value real, Value generated) {
        return graph.emit(
                "torch.clamp(torch.add(torch.div(torch.sub(%s, %s), torch.add(torch.mul(torch.std(torch.cat([%s, %s]), False), 6.), 1e-12)), 0.5), 0., 1.)"
                        .formatted(x.name(), limit.name(), real.name(), generated.name()),
                Value.BATCH);
    }

    /// A 0-d value without gradients, like another one's device.
    public Value constant(Value like, double number) {
        return graph.emit("torch.mul(torch.new_ones(%s, annotate(List[int], [])), %s)"
                .formatted(like.name(), Graph.number(number)));
    }

    /// Shares of the numbers in equal parts of [0, 1], outside of the gradients. **Shapes** `[N]` → `[parts]`.
    public Value histogram(Value x, int parts) {
        return graph.emit(
                "torch.div(torch.histc(torch.detach(%s), %d, 0, 1), torch.size(%s, 0))"
                        .formatted(x.name(), parts, x.name()),
                parts);
    }
}
