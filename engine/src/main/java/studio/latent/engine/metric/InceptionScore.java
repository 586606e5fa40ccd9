package studio.latent.engine.metric;

import studio.latent.engine.error.OutOfDeviceMemory;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.tensor.Scope;
import studio.latent.engine.tensor.Script;
import studio.latent.engine.tensor.Tensor;

/// The Inception Score: exp of the mean Kullback-Leibler divergence from each image's classes to those of all
/// images.
///
/// Between 1 (every image the same classes) and the number of classes. It sees no real images.
///
/// **Source** Salimans et al., "Improved techniques for training GANs", 2016.
public final class InceptionScore {
    private static final String METHODS = """
              def score(self: __torch__.M, x: Tensor) -> Tensor:
                y = torch.log_softmax(torch.to(x, 7), 1)
                p = torch.exp(y)
                q = torch.log(torch.mean(p, [0], True))
                return torch.exp(torch.mean(torch.sum(torch.mul(p, torch.sub(y, q)), [1])))
            """;

    private InceptionScore() {}

    /// The score of consecutive parts of the images, so images in an order that means something are shuffled
    /// before. On a lane.
    ///
    /// **Shapes** `logits: [count][classes]`, numbers before the softmax.
    ///
    /// @param splits number of parts, within [1, count]; 10 in the paper
    public static Replicates of(ComputeDevice device, FeatureMatrix logits, int splits) throws OutOfDeviceMemory {
        int count = logits.count();
        if (splits < 1 || splits > count) {
            throw new IllegalArgumentException(
                    "Inception Score: splits must be within [1, " + count + "], got " + splits);
        }
        double[] values = new double[splits];
        try (Scope scope = new Scope()) {
            Script script = Script.compile(scope, device, Script.Mode.INFERENCE, METHODS);
            for (int i = 0; i < splits; i++) {
                int first = (int) ((long) i * count / splits);
                int end = (int) ((long) (i + 1) * count / splits);
                try (Scope step = new Scope()) {
                    Tensor part = FeatureUpload.all(step, device, logits.slice(first, end - first));
                    values[i] = script.call(step, "score", part).toDoubles()[0];
                }
            }
        }
        return new Replicates(values);
    }
}
