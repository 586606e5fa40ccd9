package studio.latent.engine.nn;

/// Changes of images that gradients go through, by numbers drawn for each image outside of the script.
///
/// Each kind of change happens to an image with a probability, so that it can be turned up while training. Images
/// are `[N, C, H, W]` in [−1, 1]; what is moved in from beyond a border is grey.
///
/// **Source** Zhao et al., "Differentiable augmentation for data-efficient GAN training", 2020, with the
/// probability of Karras et al., "Training generative adversarial networks with limited data", 2020.
public final class ImageAugmentation {
    /// Uniform numbers that an image needs.
    public static final int UNIFORMS = 10;

    /// Farthest shift as a share of the side.
    private static final double SHIFT = 0.125;

    /// Side of the part that is cut out as a share of the image's.
    private static final double CUT = 0.5;

    private final Graph graph;
    private final Value uniforms;
    private final Value share;

    /// @param uniforms `[N, UNIFORMS]`
    /// @param share the probability of a change, `[1]`
    public ImageAugmentation(Graph graph, Value uniforms, Value share) {
        this.graph = graph;
        this.uniforms = uniforms;
        this.share = share;
    }

    /// Brightness by up to ±½, saturation by a factor in [0, 2], contrast by a factor in [½, 1½].
    public Value colour(Value x) {
        Value on = happens(0);
        Value bright = graph.add(x, graph.mul(on, graph.plus(uniform(1), -0.5)));
        Value saturated = x.side(1) == 1 ? bright : around(bright, "[1]", graph.mul(on, centred(2, 2, -1)));
        return around(saturated, "[1, 2, 3]", graph.mul(on, graph.plus(uniform(3), -0.5)));
    }

    /// Shifts by whole pixels, up to an eighth of the side each way.
    public Value translation(Value x) {
        Value on = happens(4);
        Value down = shift(on, 5, x.side(2));
        Value right = shift(on, 6, x.side(3));
        Value rows = matrix(x, down, x.side(2), true); // [N, 1, H, H]
        Value columns = matrix(x, right, x.side(3), false); // [N, 1, W, W]
        Value moved = graph.emit("torch.matmul(%s, %s)".formatted(rows.name(), x.name()), x.shape());
        return graph.emit("torch.matmul(%s, %s)".formatted(moved.name(), columns.name()), x.shape());
    }

    /// Makes a square of half the side grey.
    public Value cutout(Value x) {
        Value rows = within(x, uniform(8), x.side(2), true);
        Value columns = within(x, uniform(9), x.side(3), false);
        Value cut = graph.mul(happens(7), graph.mul(rows, columns)); // [N, 1, H, W]
        return graph.mul(x, graph.plus(graph.times(cut, -1), 1));
    }

    /// Moves the probability by `perImage` for each image of the batch: up where more real scores are positive than
    /// the target says, else down; it stays in [0, 1]. Returns it.
    ///
    /// @param target mean of the scores' signs at which the probability stays
    public Value adapt(Value realScores, double target, double perImage) {
        Value sign = graph.emit("torch.sign(torch.sub(torch.mean(torch.sign(torch.detach(%s))), %s))"
                .formatted(realScores.name(), Graph.number(target)));
        return graph.emit(
                "torch.clamp_(torch.add_(%s, torch.mul(torch.mul(%s, torch.size(%s, 0)), %s)), 0., 1.)"
                        .formatted(share.name(), sign.name(), realScores.name(), Graph.number(perImage)),
                share.shape());
    }

    /// 1 for an image that is changed, else 0: `[N, 1, 1, 1]`.
    private Value happens(int place) {
        return graph.emit(
                "torch.to(torch.lt(%s, %s), 6)".formatted(uniform(place).name(), share.name()), Value.BATCH, 1, 1, 1);
    }

    private Value uniform(int place) {
        return graph.reshape(graph.slice(uniforms, 1, place, place + 1), Value.BATCH, 1, 1, 1);
    }

    private Value centred(int place, double factor, double offset) {
        return graph.plus(graph.times(uniform(place), factor), offset);
    }

    /// m + (x − m)·(1 + change), with m the mean over some sides.
    private Value around(Value x, String sides, Value change) {
        Value mean = graph.emit("torch.mean(%s, %s, True)".formatted(x.name(), sides), Value.BATCH, 1, 1, 1);
        Value away = graph.emit("torch.sub(%s, %s)".formatted(x.name(), mean.name()), x.shape());
        Value more = graph.mul(away, graph.plus(change, 1));
        return graph.emit("torch.add(%s, %s)".formatted(more.name(), mean.name()), x.shape());
    }

    private Value shift(Value on, int place, int side) {
        Value far = graph.times(centred(place, 2, -1), side * SHIFT);
        return graph.mul(on, graph.emit("torch.round(%s)".formatted(far.name()), far.shape()));
    }

    /// What moves lines by `shift`: 1 where the line that is taken is so far behind the line that it becomes.
    private Value matrix(Value like, Value shift, int side, boolean rows) {
        Value down = line(like, side, true);
        Value across = line(like, side, false);
        Value behind = rows ? graph.sub(across, down) : graph.sub(down, across); // [1, 1, side, side]
        return graph.emit(
                "torch.to(torch.eq(%s, %s), 6)".formatted(behind.name(), shift.name()), Value.BATCH, 1, side, side);
    }

    /// 1 on the lines of a part of the side around a place: `[N, 1, side, 1]`, or `[N, 1, 1, side]`.
    private Value within(Value like, Value uniform, int side, boolean rows) {
        Value far = graph.absolute(graph.sub(line(like, side, rows), graph.times(uniform, side - 1.0)));
        return graph.emit(
                "torch.to(torch.le(%s, %s), 6)".formatted(far.name(), Graph.number(side * CUT / 2)), far.shape());
    }

    /// 0, 1, 2 …: `[1, 1, side, 1]`, or `[1, 1, 1, side]`.
    private Value line(Value like, int side, boolean rows) {
        Value counted = graph.emit(
                "torch.sub(torch.cumsum(torch.new_ones(%s, [%d]), 0), 1.)".formatted(like.name(), side), side);
        return rows ? graph.reshape(counted, 1, 1, side, 1) : graph.reshape(counted, 1, 1, 1, side);
    }
}
