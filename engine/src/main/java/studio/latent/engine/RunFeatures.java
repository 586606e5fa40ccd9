package studio.latent.engine;

import java.nio.file.Path;
import studio.latent.engine.data.Dataset;
import studio.latent.engine.error.IncompatibleModel;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.job.JobContext;
import studio.latent.engine.metric.feature.DomainClassifier;
import studio.latent.engine.metric.feature.FeatureNetwork;
import studio.latent.engine.metric.feature.InceptionMixed5;
import studio.latent.engine.metric.feature.ResizeMode;
import studio.latent.engine.tensor.ComputeDevice;

/// Chooses and opens the feature network by which a run is measured.
final class RunFeatures {
    private final StudioOptions options;
    private final DatasetClassifiers classifiers;

    RunFeatures(StudioOptions options) {
        this.options = options;
        this.classifiers = new DatasetClassifiers(options);
    }

    ComputeDevice device() throws StudioException {
        return ComputeDevice.named(options.device());
    }

    /// The network for `dataset`, on the calling lane: a classifier of its classes, which is trained on first
    /// use and kept, else Inception-v3 to mixed5.
    ///
    /// **Errors** [IncompatibleModel] where there is neither.
    FeatureNetwork open(Dataset dataset, JobContext context) throws StudioException {
        if (classifiers.refusal(dataset).isEmpty()) {
            return DomainClassifier.load(classifiers.get(dataset, context), device());
        }
        Path samples = options.samples();
        if (samples == null) {
            throw new IncompatibleModel(
                    "The data set has no classes, and the shipped feature network is not installed.",
                    "Start the studio by its launcher, or train on data with classes.");
        }
        return InceptionMixed5.load(InceptionMixed5.fileIn(samples), ResizeMode.CLEAN, device());
    }
}
