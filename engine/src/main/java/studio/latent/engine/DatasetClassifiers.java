package studio.latent.engine;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import studio.latent.engine.data.Dataset;
import studio.latent.engine.error.BadDataset;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.io.AtomicFile;
import studio.latent.engine.job.Job;
import studio.latent.engine.job.JobContext;
import studio.latent.engine.metric.feature.ClassifierCache;
import studio.latent.engine.metric.feature.DomainClassifier;
import studio.latent.engine.metric.feature.FeatureCache;
import studio.latent.engine.metric.feature.FeatureImages;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.tensor.Lane;

/// Classifiers of the classes of data sets: for runs and for evaluations the same ones.
final class DatasetClassifiers {
    private static final int LARGEST_SIDE = 64;
    private static final int MOST_CLASSES = 255;
    private static final int MOST_IMAGES = 10_000;
    private static final long SEED = 1;

    private final StudioOptions options;
    private final ClassifierCache classifiers;

    DatasetClassifiers(StudioOptions options) {
        this.options = options;
        this.classifiers = new ClassifierCache(options.cache().resolve("classifiers"), new AtomicFile());
    }

    /// Why a data set has no classifier, one sentence; empty where it has one.
    Optional<String> refusal(Dataset dataset) {
        int classes = dataset.classes().size();
        int longer = Math.max(dataset.shape().width(), dataset.shape().height());
        if (!dataset.hasLabels() || classes < 2) {
            return Optional.of("The data set '" + dataset.name() + "' has no two classes to tell apart.");
        }
        if (classes > MOST_CLASSES) {
            return Optional.of("The data set '" + dataset.name() + "' has " + classes + " classes; a classifier is made"
                    + " for at most " + MOST_CLASSES + ".");
        }
        return longer <= LARGEST_SIDE
                ? Optional.empty()
                : Optional.of("The images of '" + dataset.name() + "' are " + longer + " pixels long; a classifier is"
                        + " made for at most " + LARGEST_SIDE + ".");
    }

    /// Trained on first use, on a lane of its own, and kept by what it was trained on.
    ///
    /// **Errors** [BadDataset] where there can be none.
    DomainClassifier.Trained get(Dataset dataset, JobContext context) throws StudioException {
        Optional<String> refusal = refusal(dataset);
        if (refusal.isPresent()) {
            throw new BadDataset(refusal.orElseThrow(), "Measure with other features, or with data that have classes.");
        }
        int count = Math.min(MOST_IMAGES, dataset.count());
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
        return classifiers.get(
                key, dataset.shape(), List.of(classes), () -> onLaneOfItsOwn(images, labels, classes, context));
    }

    /// With one thread, so that a classifier is the same whatever the metrics lane has.
    private DomainClassifier.Trained onLaneOfItsOwn(FeatureImages images, int[] labels, int classes, JobContext context)
            throws StudioException {
        ComputeDevice device = ComputeDevice.named(options.device());
        try (Lane lane = new Lane(Lane.Kind.TRAIN, 1)) {
            return Job.start(
                            "Training the classifier of the data set",
                            lane.at(Lane.Urgency.SOON),
                            _ -> DomainClassifier.train(images, labels, List.of(classes), SEED, device, context))
                    .awaitFor(context);
        }
    }
}
