package studio.latent.engine.metric;

import studio.latent.engine.error.OutOfDeviceMemory;
import studio.latent.engine.job.JobContext;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.tensor.Scope;
import studio.latent.engine.tensor.Script;
import studio.latent.engine.tensor.Tensor;

/// The kernel distance (KID): the unbiased squared maximum mean discrepancy with the kernel (x·y / d + 1)³, over
/// many subsets of the images.
///
/// Unlike the Fréchet distance its expectation does not depend on the number of images; it can be slightly negative
/// when the sets are alike.
///
/// **Units** none; computed in float64.
///
/// **Source** Bińkowski et al., "Demystifying MMD GANs", 2018.
///
/// @param subsets number of subsets, at least 1
/// @param size images of either set in one subset, at least 2
public record KernelDistance(int subsets, int size) {
    /// 100 subsets of 1000, as in the paper.
    public static final KernelDistance STANDARD = new KernelDistance(100, 1000);

    private static final String ACTIVITY = "Kernel distance";

    private static final String METHODS = """
              def kernel(self: __torch__.M, x: Tensor, y: Tensor) -> Tensor:
                k = torch.add(torch.div(torch.mm(x, torch.t(y)), float(torch.size(x, 1))), 1.0)
                return torch.mul(torch.mul(k, k), k)
              def within(self: __torch__.M, x: Tensor) -> Tensor:
                k = self.kernel(x, x)
                n = float(torch.size(x, 0))
                return torch.div(torch.sub(torch.sum(k), torch.trace(k)), n * (n - 1.0))
              def discrepancy(self: __torch__.M, a: Tensor, b: Tensor) -> Tensor:
                x = torch.to(a, 7)
                y = torch.to(b, 7)
                inside = torch.add(self.within(x), self.within(y))
                return torch.sub(inside, torch.mul(torch.mean(self.kernel(x, y)), 2.0))
            """;

    public KernelDistance {
        if (subsets < 1 || size < 2) {
            throw new IllegalArgumentException(
                    "kernel distance: subsets must be at least 1 and size at least 2, got " + subsets + " and " + size);
        }
    }

    /// The distance over subsets that the seed chooses, each without repetition. On a lane.
    ///
    /// **Errors** [IllegalArgumentException] when either set has fewer images than a subset.
    public Replicates measure(
            ComputeDevice device, FeatureMatrix reference, FeatureMatrix generated, long seed, JobContext context)
            throws OutOfDeviceMemory {
        requireSize(reference);
        requireSize(generated);
        int[][] first = new int[subsets][];
        int[][] second = new int[subsets][];
        SeededRows rows = new SeededRows(seed);
        for (int i = 0; i < subsets; i++) {
            first[i] = rows.subset(2 * i, reference.count(), size);
            second[i] = rows.subset(2 * i + 1, generated.count(), size);
        }
        return measure(device, new Sets(reference, generated), first, second, context);
    }

    /// The sets that are compared, of one dimension.
    public record Sets(FeatureMatrix reference, FeatureMatrix generated) {
        public Sets {
            generated.requireDimension(reference.dimension());
        }
    }

    /// The distance over given subsets: row indices of the reference, and as many of the generated images. On a
    /// lane.
    ///
    /// **Shapes** `first`, `second`: `[subsets][size]`.
    public static Replicates measure(ComputeDevice device, Sets sets, int[][] first, int[][] second, JobContext context)
            throws OutOfDeviceMemory {
        double[] values = new double[first.length];
        int rows = first.length == 0 ? 1 : first[0].length;
        try (Scope scope = new Scope();
                FeatureUpload upload = new FeatureUpload(device, sets.reference.dimension(), rows)) {
            Script script = Script.compile(scope, device, Script.Mode.INFERENCE, METHODS);
            for (int i = 0; i < values.length; i++) {
                context.checkCancelled();
                context.progress(ACTIVITY, i, values.length);
                try (Scope step = new Scope()) {
                    Tensor a = upload.gather(step, sets.reference, first[i]);
                    Tensor b = upload.gather(step, sets.generated, second[i]);
                    values[i] = script.call(step, "discrepancy", a, b).toDoubles()[0];
                }
            }
        }
        context.progress(ACTIVITY, values.length, values.length);
        return new Replicates(values);
    }

    private void requireSize(FeatureMatrix features) {
        if (features.count() < size) {
            throw new IllegalArgumentException(
                    "kernel distance: at least " + size + " images are needed, got " + features.count());
        }
    }
}
