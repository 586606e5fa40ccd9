package studio.latent.engine.metric;

import java.util.List;
import java.util.stream.IntStream;
import studio.latent.engine.error.OutOfDeviceMemory;
import studio.latent.engine.job.JobContext;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.tensor.Scope;
import studio.latent.engine.tensor.Tensor;

/// Improved precision and recall, density and coverage, image by image.
///
/// Each image has a ball as large as the distance to its k-th nearest image of its own set. Precision: the share of
/// generated images inside a ball of a real one. Recall: the share of real images inside a ball of a generated one.
/// Density: how many real balls a generated image lies in, divided by k. Coverage: the share of real images whose
/// ball holds a generated one. Inside means nearer than the radius, as in the `prdc` tool.
///
/// **Source** Kynkäänniemi et al., "Improved precision and recall metric for assessing generative models", 2019 (k
/// = 3); Naeem et al., "Reliable fidelity and diversity metrics for generative models", 2020 (k = 5).
///
/// **Shapes** `precise`, `balls`: one a generated image; `recalled`, `covered`: one a real image. `balls` counts
/// the real balls of `coverageK` that hold the image.
///
/// @param coverageK the k of density and coverage; `precise` and `recalled` may have another
public record ManifoldMetrics(boolean[] precise, boolean[] recalled, int[] balls, boolean[] covered, int coverageK) {
    /// The k of precision and recall.
    public static final int PRECISION_K = 3;

    /// The k of density and coverage.
    public static final int COVERAGE_K = 5;

    private static final String ACTIVITY = "Comparing the sets image by image";

    /// Rows are real images: column sums belong to generated images, row results to real ones.
    private static final String METHODS = """
              def compare(self: __torch__.M, q: Tensor, start: int, length: int, y: Tensor, centre: Tensor, chunk: int, real: Tensor, wide: Tensor, generated: Tensor) -> List[Tensor]:
                d = self.distances(q, start, length, y, centre, chunk)
                inside = torch.lt(d, torch.unsqueeze(torch.narrow(real, 0, start, length), 1))
                near = torch.lt(d, torch.unsqueeze(torch.narrow(wide, 0, start, length), 1))
                return [torch.any(inside, 0), torch.any(torch.lt(d, generated), 1), torch.sum(near, [0]), torch.any(near, 1)]
            """;

    /// With k = 3 for precision and recall, k = 5 for density and coverage. On a lane.
    ///
    /// **Errors** [IllegalArgumentException] when a set has no more images than the larger k.
    public static ManifoldMetrics of(
            ComputeDevice device, FeatureMatrix reference, FeatureMatrix generated, JobContext context)
            throws OutOfDeviceMemory {
        return of(device, reference, generated, new int[] {PRECISION_K, COVERAGE_K}, context);
    }

    /// With other neighbourhoods: `ks` holds the k of precision and recall, and the k of density and coverage.
    static ManifoldMetrics of(
            ComputeDevice device, FeatureMatrix reference, FeatureMatrix generated, int[] ks, JobContext context)
            throws OutOfDeviceMemory {
        double[][] real = NearestNeighbours.squaredRadii(device, reference, ks, context);
        double[] made = NearestNeighbours.squaredRadii(device, generated, new int[] {ks[0]}, context)[0];
        boolean[] precise = new boolean[generated.count()];
        boolean[] recalled = new boolean[reference.count()];
        int[] balls = new int[generated.count()];
        boolean[] covered = new boolean[reference.count()];
        try (PairwiseDistances pairs = new PairwiseDistances(device, reference, generated, METHODS);
                Scope scope = new Scope()) {
            Tensor narrow = Tensor.ofDoubles(scope, device, real[0], real[0].length);
            Tensor wide = Tensor.ofDoubles(scope, device, real[1], real[1].length);
            Tensor own = Tensor.ofDoubles(scope, device, made, made.length);
            for (int first = 0; first < pairs.count(); first += pairs.rows()) {
                context.checkCancelled();
                context.progress(ACTIVITY, first, pairs.count());
                int length = Math.min(pairs.rows(), pairs.count() - first);
                try (Scope step = new Scope()) {
                    List<Tensor> found = pairs.block(step, "compare", first, length, narrow, wide, own);
                    mark(found.get(0).toLongs(), precise, 0);
                    mark(found.get(1).toLongs(), recalled, first);
                    long[] near = found.get(2).toLongs();
                    for (int j = 0; j < near.length; j++) {
                        balls[j] += (int) near[j];
                    }
                    mark(found.get(3).toLongs(), covered, first);
                }
            }
        }
        context.progress(ACTIVITY, reference.count(), reference.count());
        return new ManifoldMetrics(precise, recalled, balls, covered, ks[1]);
    }

    private static void mark(long[] found, boolean[] marks, int first) {
        for (int i = 0; i < found.length; i++) {
            marks[first + i] |= found[i] != 0;
        }
    }

    /// In [0, 1]: how many generated images look real.
    public double precision() {
        return share(precise);
    }

    /// In [0, 1]: how many real images could have been generated.
    public double recall() {
        return share(recalled);
    }

    /// At least 0, about 1 for equal distributions, above where the generated images crowd in the densest places.
    public double density() {
        return 1.0 / coverageK * ((double) IntStream.of(balls).asLongStream().sum() / balls.length);
    }

    /// In [0, 1]: how many real images have a generated one near by.
    public double coverage() {
        return share(covered);
    }

    private static double share(boolean[] marks) {
        int count = 0;
        for (boolean mark : marks) {
            count += mark ? 1 : 0;
        }
        return (double) count / marks.length;
    }
}
