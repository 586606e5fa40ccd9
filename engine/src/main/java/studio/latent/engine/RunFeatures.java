package studio.latent.engine;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import studio.latent.engine.data.Dataset;
import studio.latent.engine.error.IncompatibleModel;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.io.AtomicFile;
import studio.latent.engine.job.Job;
import studio.latent.engine.job.JobContext;
import studio.latent.engine.metric.feature.ClassifierCache;
import studio.latent.engine.metric.feature.DomainClassifier;
import studio.latent.engine.metric.feature.FeatureCache;
import studio.latent.engine.metric.feature.FeatureImages;
import studio.latent.engine.metric.feature.FeatureNetwork;
import studio.latent.engine.metric.feature.InceptionMixed5;
import studio.latent.engine.metric.feature.ResizeMode;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.tensor.Lane;

/// Chooses and opens the feature network by which a run is measured.
final class RunFeatures {
    private static final int LARGEST_CLASSIFIED_SIDE = 64;
    private static final int MOST_CLASSIFIED = 10_000;
    private static final long CLASSIFIER_SEED = 1;

    private final StudioOptions options;
    private final ClassifierCache classifiers;

    RunFeatures(StudioOptions options) {
        this.options = options;
        this.classifiers = new ClassifierCache(options.cache().resolve("classifiers"), new AtomicFile());
    }

    ComputeDevice device() throws StudioException {
        return ComputeDevice.named(options.device());
    }

    /// The network for `dataset`, on the calling lane: a classifier of its classes, which is trained on first
    /// use and
    /// kept, else Inception-v3 to mixed5.
    ///
    /// **Errors** [IncompatibleModel] where there is neither.
    FeatureNetwork open(Dataset dataset, JobContext context) throws StudioException {
        int longer = Math.max(dataset.shape().width(), dataset.shape().height());
        int classes = dataset.classes().size();
        if (dataset.hasLabels() && classes >= 2 && classes <= 256 && longer <= LARGEST_CLASSIFIED_SIDE) {
            return DomainClassifier.load(classifier(dataset, context), device());
        }
        Path samples = options.samples();
        if (samples == null) {
            throw new IncompatibleModel(
                    "The data set has no classes, and the shipped feature network is not installed.",
                    "Start the studio by its launcher, or train on data with classes.");
        }
        return InceptionMixed5.load(InceptionMixed5.fileIn(samples), ResizeMode.CLEAN, device());
    }

    private DomainClassifier.Trained classifier(Dataset dataset, JobContext context) throws StudioException {
        int count = Math.min(MOST_CLASSIFIED, dataset.count());
        int[] positions = new int[count];
        int[] labels = new int[count];
        ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES * count);
        for (int i = 0; i < count; i++) {
            positions[i] = (int) ((long) i * dataset.count() / count);
            labels[i] = dataset.label(positions[i]);
            bytes.putInt(labels[i]);
        }
        FeatureImages images = FeatureImages.chosen(FeatureImages.of(dataset), positions);
        int classes = dataset.classes().size();
        String key = FeatureCache.contentHash(images, context).substring(0, 32) + "-"
                + Integer.toHexString(bytes.flip().hashCode()) + "-" + classes;
        return classifiers.get(key, dataset.shape(), classes, () -> onLaneOfItsOwn(images, labels, classes, context));
    }

    /// Training needs gradients, which the metrics lane does not record.
    private DomainClassifier.Trained onLaneOfItsOwn(FeatureImages images, int[] labels, int classes, JobContext context)
            throws StudioException {
        ComputeDevice device = device();
        try (Lane lane = new Lane(Lane.Kind.TRAIN, 1)) {
            return Job.start(
                            "Training the classifier of the data set",
                            lane.at(Lane.Urgency.SOON),
                            _ -> DomainClassifier.train(images, labels, classes, CLASSIFIER_SEED, device, context))
                    .await()
                    .orThrow();
        }
    }
}
