package studio.latent.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.data.Dataset;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.generate.ModelOnLane;
import studio.latent.engine.generate.PriorSampler;
import studio.latent.engine.generate.SamplerSettings;
import studio.latent.engine.image.Raster;
import studio.latent.engine.job.JobContext;
import studio.latent.engine.metric.Band;
import studio.latent.engine.metric.ClassScores;
import studio.latent.engine.metric.FeatureMatrix;
import studio.latent.engine.metric.KernelDistance;
import studio.latent.engine.metric.Metric;
import studio.latent.engine.metric.MetricInput;
import studio.latent.engine.metric.MetricOptions;
import studio.latent.engine.metric.MetricResult;
import studio.latent.engine.metric.MetricSuite;
import studio.latent.engine.metric.feature.DomainClassifier;
import studio.latent.engine.metric.feature.FeatureCache;
import studio.latent.engine.metric.feature.FeatureImages;
import studio.latent.engine.metric.feature.FeatureNetwork;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.tensor.HostTensor;
import studio.latent.engine.train.MetricPoint;
import studio.latent.engine.train.TrainingPlan;

/// Measures copies of one run's weights against its data: the same seeds each time, against the same real images.
///
/// Features come from a classifier of the data set where it has classes, which is quick, else from Inception-v3 to
/// mixed5. Confined to the metrics lane, but for [#takeRemarks].
final class RunMeasure implements AutoCloseable {
    private static final int GENERATED = 1024;
    private static final int REFERENCE = 2048;
    private static final int HELD_OUT = 1024;
    private static final List<Metric> METRICS = List.of(
            Metric.FRECHET_DISTANCE,
            Metric.PRECISION,
            Metric.RECALL,
            Metric.DENSITY,
            Metric.COVERAGE,
            Metric.SPREAD,
            Metric.MEMORISATION,
            Metric.CLASS_ENTROPY);

    private final TrainingPlan plan;
    private final Dataset dataset;
    private final RunFeatures networks;
    private final FeatureCache cache;
    private final List<String> remarks = Collections.synchronizedList(new ArrayList<>());
    private @Nullable Real real;
    private boolean remarked;

    /// The real images' side.
    private record Real(FeatureNetwork network, FeatureMatrix reference, FeatureMatrix heldOut) {}

    RunMeasure(TrainingPlan plan, Dataset dataset, RunFeatures networks, FeatureCache cache) {
        this.plan = plan;
        this.dataset = dataset;
        this.networks = networks;
        this.cache = cache;
    }

    /// Loads the network and computes the real images' features, unless that is done.
    void prepare(JobContext context) throws StudioException {
        if (real != null) {
            return;
        }
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, dataset.count()).boxed().toList());
        Collections.shuffle(order, new Random(plan.seed()));
        int held = Math.min(HELD_OUT, dataset.count() / 3);
        int reference = Math.min(REFERENCE, dataset.count() - held);
        int[] chosen = order.subList(0, held + reference).stream()
                .mapToInt(Integer::intValue)
                .toArray();
        FeatureImages images = FeatureImages.chosen(FeatureImages.of(dataset), chosen);
        FeatureNetwork network = networks.open(dataset, context);
        String sizeRule = dataset.shape().width() + "x" + dataset.shape().height();
        FeatureMatrix all = cache.features(images, network, sizeRule, context);
        real = new Real(network, all.slice(held, reference), all.slice(0, held));
    }

    /// The metrics of the model with these weights; those that have no value are left out and remarked on once.
    List<MetricPoint> measure(Map<String, HostTensor> weights, JobContext context) throws StudioException {
        Real against = real;
        if (against == null) {
            throw new IllegalStateException("prepare must come first");
        }
        FeatureImages images = FeatureImages.of(draw(weights, context));
        FeatureNetwork network = against.network();
        FeatureMatrix made = network.features(images, context);
        ClassScores classes = network instanceof DomainClassifier classifier
                ? new ClassScores.Probabilities(
                        classifier.probabilities(against.reference()),
                        classifier.probabilities(against.heldOut()),
                        classifier.probabilities(made))
                : null;
        MetricInput input =
                new MetricInput(against.reference(), against.heldOut(), made, classes, network.id(), network.resize());
        MetricOptions options = new MetricOptions(plan.seed(), 0.95, 200, 10, KernelDistance.STANDARD, 100);
        List<MetricPoint> points = new ArrayList<>();
        for (MetricResult result : new MetricSuite(networks.device(), input, options).measure(METRICS, context)) {
            switch (result) {
                case MetricResult.Measured measured -> points.add(point(measured, network));
                case MetricResult.NotMeasurable none -> remark(none);
            }
        }
        remarked = true;
        return points;
    }

    private List<Raster> draw(Map<String, HostTensor> weights, JobContext context) throws StudioException {
        ComputeDevice device = networks.device();
        int dimension = plan.model().spec().latentDimension();
        List<Raster> images = new ArrayList<>(GENERATED);
        try (ModelOnLane model = ModelOnLane.load(plan.model(), weights, device)) {
            for (int i = 0; i < GENERATED; i++) {
                context.checkCancelled();
                SamplerSettings settings = model.inTurn(i);
                images.add(model.decode(PriorSampler.normal(i, dimension, 1), settings, context.cancellation()));
            }
        }
        return images;
    }

    private static MetricPoint point(MetricResult.Measured measured, FeatureNetwork network) {
        Band band = measured.band();
        return new MetricPoint(
                measured.metric().id(),
                measured.value(),
                band == null ? null : band.low(),
                band == null ? null : band.high(),
                measured.floor(),
                measured.basis().generated(),
                network.title());
    }

    private void remark(MetricResult.NotMeasurable none) {
        if (!remarked) {
            remarks.add(none.metric().id() + " is not measured: " + none.reason());
        }
    }

    /// What there is to say since the last call.
    List<String> takeRemarks() {
        synchronized (remarks) {
            List<String> taken = List.copyOf(remarks);
            remarks.clear();
            return taken;
        }
    }

    @Override
    public void close() {
        Real held = real;
        real = null;
        if (held != null) {
            held.network().close();
        }
    }
}
