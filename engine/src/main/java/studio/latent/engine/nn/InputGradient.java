package studio.latent.engine.nn;

/// Gradients with respect to a network's input as values of the network, so that a loss can hold them.
///
/// Such a loss is differentiated twice: its own gradient goes through the first one. **Shapes** images
/// `[N, C, H, W]`, scores `[N]`.
public final class InputGradient {
    private final Graph graph;

    public InputGradient(Graph graph) {
        this.graph = graph;
    }

    /// The same numbers as the beginning of a computation: what made them is forgotten, what is made of them is
    /// not.
    public Value leaf(Value x) {
        return graph.emit("torch.requires_grad_(torch.detach(%s), True)".formatted(x.name()), x.shape());
    }

    /// The gradient of each image's score. Only for scores that depend on their own image alone, or where the sum
    /// is meant.
    ///
    /// @param leaf what [#leaf] made and the scores were made of
    public Value of(Value scores, Value leaf) {
        Value found = graph.emit(
                "torch.grad([torch.sum(%s)], [%s], None, None, True, False)".formatted(scores.name(), leaf.name()));
        return graph.emit("unchecked_cast(Tensor, %s[0])".formatted(found.name()), leaf.shape());
    }

    /// The squared Euclidean length of each image's numbers: `[N]`.
    public Value squaredLengths(Value images) {
        Value flat = graph.flatten(images);
        return graph.emit("torch.sum(torch.mul(%s, %s), [1])".formatted(flat.name(), flat.name()), Value.BATCH);
    }

    /// A point between two images, a place for each pair: u·a + (1 − u)·b.
    ///
    /// @param uniforms `[N, 1]`
    public Value between(Value a, Value b, Value uniforms) {
        Value u = graph.reshape(uniforms, Value.BATCH, 1, 1, 1);
        return graph.add(b, graph.mul(u, graph.sub(a, b)));
    }
}
