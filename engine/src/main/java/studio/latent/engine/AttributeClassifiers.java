package studio.latent.engine;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import studio.latent.engine.data.Attribute;
import studio.latent.engine.data.Dataset;
import studio.latent.engine.direction.AttributeChoice;
import studio.latent.engine.direction.TrackedAttribute;
import studio.latent.engine.error.BadDataset;
import studio.latent.engine.error.BadOption;
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

/// Classifiers that tell all attributes of a data set's images at once.
final class AttributeClassifiers {
    private static final int LARGEST_SIDE = 128;
    private static final int MOST_IMAGES = 10_000;

    /// An attribute with more values than this is a number or a name rather than a property.
    private static final int MOST_VALUES = 64;

    private static final long SEED = 1;

    private final StudioOptions options;
    private final ClassifierCache classifiers;

    AttributeClassifiers(StudioOptions options) {
        this.options = options;
        this.classifiers = new ClassifierCache(options.cache().resolve("classifiers"), new AtomicFile());
    }

    /// A classifier and what it tells, in the order of its heads.
    record Told(List<TrackedAttribute> attributes, DomainClassifier.Trained trained) {}

    /// Trained on first use, on a lane of its own, and kept by what it was trained on.
    ///
    /// **Errors** [BadDataset] where the data set says nothing of its images that could be told.
    Told get(Dataset dataset, JobContext context) throws StudioException {
        List<Attribute> attributes = told(dataset);
        int count = Math.min(MOST_IMAGES, dataset.count());
        int[] positions = new int[count];
        int[] labels = new int[count * attributes.size()];
        ByteBuffer bytes = ByteBuffer.allocate(labels.length);
        for (int i = 0; i < count; i++) {
            positions[i] = (int) ((long) i * dataset.count() / count);
            for (int a = 0; a < attributes.size(); a++) {
                int code = attributes.get(a).codes()[positions[i]];
                int label = code == Attribute.UNKNOWN ? DomainClassifier.UNKNOWN : code;
                labels[i * attributes.size() + a] = label;
                bytes.put((byte) label);
            }
        }
        List<Integer> heads =
                attributes.stream().map(each -> each.values().size()).toList();
        FeatureImages images = FeatureImages.chosen(FeatureImages.of(dataset), positions);
        String key = FeatureCache.contentHash(images, context).substring(0, 32) + "-"
                + Integer.toHexString(bytes.flip().hashCode()) + "-attributes-soft-" + heads.size();
        DomainClassifier.Trained trained =
                classifiers.get(key, dataset.shape(), heads, () -> onLaneOfItsOwn(images, labels, heads, context));
        List<TrackedAttribute> told = new ArrayList<>();
        for (int a = 0; a < attributes.size(); a++) {
            told.add(new TrackedAttribute(
                    attributes.get(a), trained.heldOutAccuracies().get(a)));
        }
        return new Told(List.copyOf(told), trained);
    }

    /// Refuses what no classifier of the data set tells, before one is trained.
    ///
    /// **Errors** [BadDataset] as [#get]; [BadOption] for an attribute of too many values.
    static void require(Dataset dataset, List<AttributeChoice> choices) throws StudioException {
        List<Attribute> told = told(dataset);
        for (AttributeChoice choice : choices) {
            String name = choice.attribute().name();
            if (told.stream().noneMatch(each -> each.name().equals(name))) {
                throw new BadOption(
                        "No classifier tells '" + name + "': it has "
                                + choice.attribute().values().size() + " values, at most " + MOST_VALUES
                                + " are told apart.",
                        "Choose an attribute with fewer values, or do without leak and disentangling.");
            }
        }
    }

    /// The attributes that are properties of images and not numbers or names.
    static List<Attribute> few(Dataset dataset) {
        return AttributeChoice.attributes(dataset).stream()
                .filter(each -> each.values().size() >= 2 && each.values().size() <= MOST_VALUES)
                .toList();
    }

    private static List<Attribute> told(Dataset dataset) throws BadDataset {
        List<Attribute> attributes = few(dataset);
        requireUsable(dataset, attributes);
        return attributes;
    }

    private static void requireUsable(Dataset dataset, List<Attribute> attributes) throws BadDataset {
        if (attributes.isEmpty()) {
            throw new BadDataset(
                    "The data set '" + dataset.name() + "' says nothing of its images that a classifier could tell.",
                    "Choose a data set with classes, or with attributes of 2 to " + MOST_VALUES + " values.");
        }
        int longer = Math.max(dataset.shape().width(), dataset.shape().height());
        if (longer > LARGEST_SIDE) {
            throw new BadDataset(
                    "The images of '" + dataset.name() + "' are " + longer + " pixels long; a classifier is made for at"
                            + " most " + LARGEST_SIDE + ".",
                    "Choose a data set with smaller images.");
        }
    }

    /// Training needs gradients, which the metrics lane does not record.
    private DomainClassifier.Trained onLaneOfItsOwn(
            FeatureImages images, int[] labels, List<Integer> heads, JobContext context) throws StudioException {
        ComputeDevice device = ComputeDevice.named(options.device());
        try (Lane lane = new Lane(Lane.Kind.TRAIN, 1)) {
            return Job.start(
                            "Training the classifier of attributes",
                            lane.at(Lane.Urgency.SOON),
                            _ -> DomainClassifier.trainForDrawn(images, labels, heads, SEED, device, context))
                    .awaitFor(context);
        }
    }
}
