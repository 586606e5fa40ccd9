package studio.latent.engine.metric;

import studio.latent.engine.error.OutOfDeviceMemory;
import studio.latent.engine.job.JobContext;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.tensor.Scope;

/// The mean Euclidean distance between two different images of a set: near 0 when all images look alike.
///
/// **Units** those of the features; to be read against the spread of real images.
public final class PairwiseSpread {
    private static final String ACTIVITY = "Spread of the images";

    private static final String METHODS = """
              def total(self: __torch__.M, q: Tensor, start: int, length: int, y: Tensor, centre: Tensor, chunk: int) -> List[Tensor]:
                return [torch.sum(torch.sqrt(self.distances(q, start, length, y, centre, chunk)))]
            """;

    private PairwiseSpread() {}

    /// Over all pairs of at least 2 images. On a lane.
    public static double of(ComputeDevice device, FeatureMatrix images, JobContext context) throws OutOfDeviceMemory {
        if (images.count() < 2) {
            throw new IllegalArgumentException("spread: at least 2 images are needed, got " + images.count());
        }
        double total = 0;
        try (PairwiseDistances pairs = new PairwiseDistances(device, images, images, METHODS)) {
            for (int first = 0; first < pairs.count(); first += pairs.rows()) {
                context.checkCancelled();
                context.progress(ACTIVITY, first, pairs.count());
                int length = Math.min(pairs.rows(), pairs.count() - first);
                try (Scope step = new Scope()) {
                    total +=
                            pairs.block(step, "total", first, length).getFirst().toDoubles()[0];
                }
            }
        }
        return total / ((double) images.count() * (images.count() - 1));
    }
}
