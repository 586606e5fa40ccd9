package studio.latent.engine.nn;

/// What changes the height and width of images without weights.
///
/// **Shapes** `x: [N, C, H, W]`.
public final class ImageSize {
    private final Graph graph;

    public ImageSize(Graph graph) {
        this.graph = graph;
    }

    /// Zeroes to the right and below. **Shapes** → `[N, C, height, width]`.
    public Value padTo(Value x, int height, int width) {
        if (x.side(2) == height && x.side(3) == width) {
            return x;
        }
        return graph.emit(
                "torch.constant_pad_nd(%s, [0, %d, 0, %d], 0)"
                        .formatted(x.name(), width - x.side(3), height - x.side(2)),
                x.side(0),
                x.side(1),
                height,
                width);
    }

    /// The top left part. **Shapes** → `[N, C, height, width]`.
    public Value cropTo(Value x, int height, int width) {
        Value rows = x.side(2) == height ? x : graph.slice(x, 2, 0, height);
        return x.side(3) == width ? rows : graph.slice(rows, 3, 0, width);
    }

    /// Each pixel four times. **Shapes** → `[N, C, 2H, 2W]`.
    public Value doubled(Value x) {
        return graph.emit(
                "torch.upsample_nearest2d(%s, None, [2., 2.])".formatted(x.name()),
                x.side(0),
                x.side(1),
                2 * x.side(2),
                2 * x.side(3));
    }

    /// Means of 2×2 pixels. **Shapes** → `[N, C, H/2, W/2]`.
    public Value halved(Value x) {
        return graph.emit(
                "torch.avg_pool2d(%s, [2, 2], [2, 2], [0, 0], False, True, None)".formatted(x.name()),
                x.side(0),
                x.side(1),
                x.side(2) / 2,
                x.side(3) / 2);
    }
}
