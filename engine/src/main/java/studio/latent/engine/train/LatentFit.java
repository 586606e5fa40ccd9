package studio.latent.engine.train;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.SequencedMap;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.generate.ModelOnLane;
import studio.latent.engine.io.LatentTensors;
import studio.latent.engine.job.JobContext;
import studio.latent.engine.model.GaussianMixture;
import studio.latent.engine.model.GaussianMixtureFit;
import studio.latent.engine.model.LatentGeometry;
import studio.latent.engine.model.PrincipalAxes;
import studio.latent.engine.tensor.HostTensor;

/// Encodes the data with a trained model and fits what is known of its latent space: principal axes, mixture prior.
final class LatentFit {
    private static final int MOST_IMAGES = 10_000;
    private static final int BATCH = 64;
    private static final int COMPONENTS = 10;
    private static final int IMAGES_A_COMPONENT = 20;

    private LatentFit() {}

    /// The tensors of `latents.safetensors`.
    static SequencedMap<String, HostTensor> fit(
            TrainingPlan plan, Map<String, HostTensor> weights, BatchFeed feed, JobContext context)
            throws StudioException {
        float[][] latents = encode(plan, weights, feed, context);
        if (latents.length < 2) {
            return LatentTensors.of(LatentGeometry.standard(plan.model().spec().latentDimension()));
        }
        LatentGeometry geometry = PrincipalAxes.fit(latents);
        SequencedMap<String, HostTensor> tensors = LatentTensors.of(geometry);
        int components = Math.min(COMPONENTS, latents.length / IMAGES_A_COMPONENT);
        if (components > 0) {
            GaussianMixture mixture = GaussianMixtureFit.of(components, plan.seed())
                    .fit(latents, context)
                    .mixture();
            tensors.putAll(LatentTensors.of(mixture));
        }
        return tensors;
    }

    private static float[][] encode(
            TrainingPlan plan, Map<String, HostTensor> weights, BatchFeed feed, JobContext context)
            throws StudioException {
        int count = Math.min(MOST_IMAGES, feed.count());
        float[][] latents = new float[count][];
        ByteBuffer buffer =
                ByteBuffer.allocateDirect(BATCH * feed.shape().size()).order(ByteOrder.nativeOrder());
        try (ModelOnLane model = ModelOnLane.load(plan.model(), weights, plan.device())) {
            for (int first = 0; first < count; first += BATCH) {
                context.checkCancelled();
                context.progress("Encoding the data", first, count);
                int batch = Math.min(BATCH, count - first);
                feed.plain(first, batch, buffer);
                float[][] encoded = model.encode(buffer, batch);
                System.arraycopy(encoded, 0, latents, first, batch);
            }
        }
        return latents;
    }
}
