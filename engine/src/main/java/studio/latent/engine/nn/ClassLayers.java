package studio.latent.engine.nn;

/// What is made of the scores that a classifier gives to each of several classes.
public final class ClassLayers {
    private final Graph graph;

    public ClassLayers(Graph graph) {
        this.graph = graph;
    }

    /// Logarithms of the probabilities that scores stand for: each less the logarithm of the sum of all
    /// exponentials.
    /// **Shapes** `[N, classes]` → the same.
    public Value logProbabilities(Value scores) {
        return graph.emit("torch.log_softmax(%s, 1)".formatted(scores.name()), scores.shape());
    }

    /// 1 for each image of which two rows have their largest number at the same place, else 0. **Shapes**
    /// `[N, classes]` twice → `[N]`.
    public Value agreement(Value a, Value b) {
        return graph.emit(
                "torch.to(torch.eq(torch.argmax(%s, 1), torch.argmax(%s, 1)), 6)".formatted(a.name(), b.name()),
                Value.BATCH);
    }

    /// The sum over each row. **Shapes** `[N, classes]` → `[N]`.
    public Value rowSums(Value rows) {
        return graph.emit("torch.sum(%s, [1])".formatted(rows.name()), Value.BATCH);
    }

    /// Means over each channel. **Shapes** `[N, C, H, W]` → `[N, C]`.
    public Value channelMeans(Value x) {
        return graph.emit("torch.mean(%s, [2, 3])".formatted(x.name()), x.side(0), x.side(1));
    }
}
