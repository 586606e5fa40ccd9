package studio.latent.engine.metric;

import java.util.List;
import studio.latent.engine.error.OutOfDeviceMemory;
import studio.latent.engine.job.JobContext;
import studio.latent.engine.tensor.Argument;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.tensor.Scope;
import studio.latent.engine.tensor.Tensor;

/// The k nearest images of a set for each image of another, nearest first.
///
/// **Shapes** `indices[i][j]`: the row of the j-th nearest image to image i; `distances[i][j]`: how far it is.
///
/// **Units** distances are Euclidean, in the features' own unit.
public record NearestNeighbours(int[][] indices, double[][] distances) {
    private static final String ACTIVITY = "Nearest images";

    private static final String METHODS = """
              def nearest(self: __torch__.M, q: Tensor, start: int, length: int, y: Tensor, centre: Tensor, chunk: int, k: int) -> List[Tensor]:
                d = self.distances(q, start, length, y, centre, chunk)
                values, indices, = torch.topk(d, k, 1, False, True)
                return [values, indices]
            """;

    /// The nearest `k` of `among` for every row of `images`. On a lane.
    ///
    /// An image that lies in both sets is its own nearest neighbour, at distance 0. Distances are summed again from
    /// the differences, so that they are exact where images are almost equal.
    ///
    /// **Errors** [IllegalArgumentException] unless 1 ≤ k ≤ number of images to choose among.
    public static NearestNeighbours of(
            ComputeDevice device, FeatureMatrix images, FeatureMatrix among, int k, JobContext context)
            throws OutOfDeviceMemory {
        requireNeighbours(k, among.count());
        int[][] indices = new int[images.count()][k];
        double[][] distances = new double[images.count()][k];
        try (PairwiseDistances pairs = new PairwiseDistances(device, images, among, METHODS)) {
            for (int first = 0; first < pairs.count(); first += pairs.rows()) {
                context.checkCancelled();
                context.progress(ACTIVITY, first, pairs.count());
                int length = Math.min(pairs.rows(), pairs.count() - first);
                try (Scope step = new Scope()) {
                    List<Tensor> found = pairs.block(step, "nearest", first, length, Argument.of((long) k));
                    long[] rows = found.get(1).toLongs();
                    for (int i = 0; i < rows.length; i++) {
                        indices[first + i / k][i % k] = (int) rows[i];
                    }
                }
            }
        }
        for (int i = 0; i < indices.length; i++) {
            for (int j = 0; j < k; j++) {
                distances[i][j] = Math.sqrt(images.squaredDistance(i, among, indices[i][j]));
            }
        }
        context.progress(ACTIVITY, images.count(), images.count());
        return new NearestNeighbours(indices, distances);
    }

    /// Squared distance from each image to its k-th nearest other image of the same set, for several k. On a lane.
    ///
    /// **Shapes** `[ks.length][count]`.
    static double[][] squaredRadii(ComputeDevice device, FeatureMatrix images, int[] ks, JobContext context)
            throws OutOfDeviceMemory {
        int most = 0;
        for (int k : ks) {
            requireNeighbours(k, images.count() - 1);
            most = Math.max(most, k);
        }
        // the image itself is the nearest, at distance 0
        int found = most + 1;
        double[][] radii = new double[ks.length][images.count()];
        try (PairwiseDistances pairs = new PairwiseDistances(device, images, images, METHODS)) {
            for (int first = 0; first < pairs.count(); first += pairs.rows()) {
                context.checkCancelled();
                context.progress(ACTIVITY, first, pairs.count());
                int length = Math.min(pairs.rows(), pairs.count() - first);
                try (Scope step = new Scope()) {
                    double[] values = pairs.block(step, "nearest", first, length, Argument.of((long) found))
                            .getFirst()
                            .toDoubles();
                    for (int i = 0; i < length; i++) {
                        for (int k = 0; k < ks.length; k++) {
                            radii[k][first + i] = values[i * found + ks[k]];
                        }
                    }
                }
            }
        }
        return radii;
    }

    private static void requireNeighbours(int k, int others) {
        if (k < 1 || k > others) {
            throw new IllegalArgumentException("nearest neighbours: k must be within [1, " + others + "], got " + k);
        }
    }
}
