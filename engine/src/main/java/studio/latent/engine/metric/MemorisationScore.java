package studio.latent.engine.metric;

import studio.latent.engine.error.OutOfDeviceMemory;
import studio.latent.engine.job.JobContext;
import studio.latent.engine.tensor.ComputeDevice;

/// How many generated images are all but copies of one training image.
///
/// An image counts as memorised when its nearest training image is less than a third as far away as the second
/// nearest: near to one image, and not just in a dense place. An exact copy always counts. The score of held-out
/// real images is what a model that memorises nothing would show, and belongs beside it.
///
/// **Source** Yoon et al., "Diffusion probabilistic models generalize when they fail to memorize", 2023; the ratio
/// of a third also in Gu et al., "On memorization in diffusion models", 2023.
///
/// @param memorised one an image, in order
public record MemorisationScore(boolean[] memorised) {
    /// Largest share of the second distance that the first may be.
    private static final double RATIO = 1.0 / 3;

    /// Of the images against at least 2 training images. On a lane.
    public static MemorisationScore of(
            ComputeDevice device, FeatureMatrix training, FeatureMatrix images, JobContext context)
            throws OutOfDeviceMemory {
        return of(NearestNeighbours.of(device, images, training, 2, context));
    }

    /// From neighbours that are known already, at least the nearest 2 of each image.
    public static MemorisationScore of(NearestNeighbours neighbours) {
        boolean[] memorised = new boolean[neighbours.distances().length];
        for (int i = 0; i < memorised.length; i++) {
            double[] distances = neighbours.distances()[i];
            memorised[i] = distances[0] == 0 || distances[0] < RATIO * distances[1];
        }
        return new MemorisationScore(memorised);
    }

    /// Share of memorised images, in [0, 1].
    public double share() {
        int count = 0;
        for (boolean one : memorised) {
            count += one ? 1 : 0;
        }
        return memorised.length == 0 ? 0 : (double) count / memorised.length;
    }
}
