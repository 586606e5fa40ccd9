package studio.latent.engine.nn;

/// Layers of generators whose features are kept at length 1.
public final class StyleLayers {
    private static final double EPSILON = 1e-8;

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
}
