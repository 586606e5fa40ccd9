package studio.latent.engine.metric.feature;

import java.util.List;
import java.util.function.BiFunction;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.nn.Graph;
import studio.latent.engine.nn.Program;
import studio.latent.engine.nn.Value;

/// A small convolutional classifier: halving convolutions down to sides of at most 7, one hidden layer, the
/// classes of one property or of several.
///
/// @param heads number of classes of each property, at least 2
record DomainNetwork(ImageShape image, List<Integer> heads) {
    /// Numbers in the hidden layer: the features.
    static final int FEATURES = 128;

    private static final int SMALLEST = 7;
    private static final int FIRST_WIDTH = 32;
    private static final int WIDEST = 64;

    /// What a label says of a property that is not known.
    static final int UNKNOWN = 255;

    DomainNetwork {
        heads = List.copyOf(heads);
        if (heads.isEmpty() || heads.stream().anyMatch(classes -> classes < 2 || classes > UNKNOWN)) {
            throw new IllegalArgumentException("classes must be in [2, " + UNKNOWN + "], got " + heads);
        }
    }

    DomainNetwork(ImageShape image, int classes) {
        this(image, List.of(classes));
    }

    /// Numbers in the last layer: the classes of all properties.
    int classes() {
        return heads.stream().mapToInt(Integer::intValue).sum();
    }

    /// Methods `run` (x → features, logits), `use` (x → features, probabilities), `told` (features →
    /// probabilities), `softer` (x, s → x) and `step`, one step of AdamW on the cross-entropy.
    ///
    /// `softer` mixes each image with a blurred copy of it: the mean of 3×3 pixels, taken twice. **Shapes**
    /// `x: [N, C, H, W]` in [0, 255], bytes or numbers; `s: [N, 1, 1, 1]` in [0, 1], the copy's share.
    Program program() {
        Program program = new Program(Graph.Precision.FLOAT32);
        program.method("run", Graph.Mode.INFERENCE, List.of("x"), List.of(), g -> {
            Value x = g.input("x", Value.BATCH, image.channels(), image.height(), image.width());
            Value features = features(g, g.plus(g.times(g.unitFloats(x), 2), -1));
            return List.of(features, g.linear("classes", features, classes()));
        });
        program.method("classify", Graph.Mode.INFERENCE, List.of("f"), List.of(), g -> {
            Value features = g.input("f", Value.BATCH, FEATURES);
            return List.of(g.linear("classes", features, classes()));
        });
        return program.raw("""
                  def shares(self: __torch__.M, logits: Tensor) -> Tensor:
                    parts = annotate(List[Tensor], [])
                @softmax@    return torch.cat(parts, 1)
                  def use(self: __torch__.M, p: List[Tensor], b: List[Tensor], x: Tensor) -> List[Tensor]:
                    out = (self).run(p, b, x)
                    return [out[0], (self).shares(out[1])]
                  def told(self: __torch__.M, p: List[Tensor], b: List[Tensor], f: Tensor) -> List[Tensor]:
                    out = (self).classify(p, b, f)
                    return [(self).shares(out[0])]
                  def loss(self: __torch__.M, logits: Tensor, y: Tensor) -> Tensor:
                    terms = annotate(List[Tensor], [])
                @crossEntropy@    return torch.div(torch.sum(torch.stack(terms, 0)), torch.size(y, 0))
                  def softer(self: __torch__.M, p: List[Tensor], b: List[Tensor], x: Tensor, s: Tensor) -> List[Tensor]:
                    sharp = torch.to(x, 6)
                    once = torch.avg_pool2d(sharp, [3, 3], [1, 1], [1, 1], False, False, None)
                    soft = torch.avg_pool2d(once, [3, 3], [1, 1], [1, 1], False, False, None)
                    return [torch.lerp(sharp, soft, s)]
                  def step(self: __torch__.M, p: List[Tensor], b: List[Tensor], d: List[Tensor], m: List[Tensor], v: List[Tensor], t: List[Tensor], x: Tensor, y: Tensor, lr: float) -> Tensor:
                    out = (self).run(p, b, x)
                    loss = (self).loss(out[1], y)
                    gs = torch.grad([loss], p, None, None, False, False)
                    gl = annotate(List[Tensor], [])
                    for i in range(torch.len(gs)):
                      g = gs[i]
                      _0 = torch.append(gl, unchecked_cast(Tensor, g))
                    torch._foreach_add_(t, 1)
                    torch._fused_adamw_(d, gl, m, v, annotate(List[Tensor], []), t, lr=lr, beta1=0.9, beta2=0.999, weight_decay=0.05, eps=0.00000001, amsgrad=False, maximize=False, grad_scale=None, found_inf=None)
                    return torch.detach(loss)
                """.replace(
                        "@softmax@",
                        eachHead((_, part) -> "_0 = torch.append(parts, torch.softmax(torch.narrow(logits, 1, " + part
                                + "), 1, None))"))
                .replace(
                        "@crossEntropy@",
                        eachHead((head, part) ->
                                "_1 = torch.append(terms, torch.cross_entropy_loss(torch.narrow(logits, 1, " + part
                                        + "), torch.to(torch.select(y, 1, " + head + "), 4), None, 2, " + UNKNOWN
                                        + ", 0.))")));
    }

    /// One line of script a property, given its number and its part of the last layer as `first, length`.
    private String eachHead(BiFunction<Integer, String, String> line) {
        StringBuilder text = new StringBuilder();
        int first = 0;
        for (int head = 0; head < heads.size(); head++) {
            text.append("    ")
                    .append(line.apply(head, first + ", " + heads.get(head)))
                    .append('\n');
            first += heads.get(head);
        }
        return text.toString();
    }

    private Value features(Graph g, Value x) {
        Value y = x;
        int width = FIRST_WIDTH;
        int stage = 0;
        do {
            boolean thin = Math.min(y.side(2), y.side(3)) < 2;
            y = g.relu(
                    thin ? g.conv2d("down" + stage, y, width, 3, 1, 1) : g.conv2d("down" + stage, y, width, 4, 2, 1));
            width = Math.min(WIDEST, 2 * width);
            stage++;
        } while (Math.max(y.side(2), y.side(3)) > SMALLEST && Math.min(y.side(2), y.side(3)) > 1);
        return g.relu(g.linear("hidden", g.flatten(y), FEATURES));
    }
}
