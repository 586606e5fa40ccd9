package studio.latent.engine.metric.feature;

import studio.latent.engine.error.StudioException;
import studio.latent.engine.job.JobContext;
import studio.latent.engine.metric.FeatureMatrix;

/// Turns images into vectors. It belongs to the lane on which it was loaded, and holds native memory until it is
/// closed.
public interface FeatureNetwork extends AutoCloseable {
    /// The name in options, reports and caches, for example `inception-v3-mixed5`.
    String id();

    /// What a metric on these features is called beside its own name: "Inception-v3 mixed5, 768-d".
    String title();

    /// Numbers per image.
    int dimension();

    /// Identifies the weights, whatever file they came from.
    String weightsHash();

    /// How images are brought to the network's sides, as a name.
    String resize();

    /// Whether the Fréchet distance on these features is the one that the field calls FID.
    default boolean isStandard() {
        return false;
    }

    /// The features of all images, in their order; a row depends on its image alone.
    ///
    /// Called on the network's lane; progress and cancellation are looked at between batches.
    ///
    /// **Errors** [studio.latent.engine.error.OutOfDeviceMemory] when not even one image fits; others as the
    /// network says.
    FeatureMatrix features(FeatureImages images, JobContext context) throws StudioException;

    @Override
    void close();
}
