package studio.latent.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.data.Dataset;
import studio.latent.engine.data.LooseImages;
import studio.latent.engine.error.BadOption;
import studio.latent.engine.error.OutOfDeviceMemory;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.image.Raster;
import studio.latent.engine.io.AtomicFile;
import studio.latent.engine.job.Cancellation;
import studio.latent.engine.job.Job;
import studio.latent.engine.job.JobContext;
import studio.latent.engine.job.Progress;
import studio.latent.engine.metric.ClassScores;
import studio.latent.engine.metric.FeatureMatrix;
import studio.latent.engine.metric.Metric;
import studio.latent.engine.metric.MetricInput;
import studio.latent.engine.metric.MetricResult;
import studio.latent.engine.metric.MetricSuite;
import studio.latent.engine.metric.feature.DomainClassifier;
import studio.latent.engine.metric.feature.FeatureCache;
import studio.latent.engine.metric.feature.FeatureImages;
import studio.latent.engine.metric.feature.FeatureNetwork;
import studio.latent.engine.metric.feature.FidInception;
import studio.latent.engine.metric.feature.InceptionTap;
import studio.latent.engine.tensor.Lane;

/// Measures on the metrics lane; images are drawn on the background lane, as every other way of drawing them
/// does, so that a measured image is the one that its seed gives.
final class LocalEvaluator implements Evaluator {
    /// Images drawn and turned into features at a time, so that memory stays flat.
    private static final int CHUNK = 512;

    private final Lanes lanes;
    private final Bench bench;
    private final DatasetOpener datasets;
    private final MetricNetworks networks;
    private final FeatureCache cache;
    private final ModelLikelihood likelihood;

    LocalEvaluator(StudioOptions options, Lanes lanes, Bench bench, DatasetOpener datasets) {
        this.lanes = lanes;
        this.bench = bench;
        this.datasets = datasets;
        this.likelihood = new ModelLikelihood(datasets);
        this.networks = new MetricNetworks(options);
        this.cache = new FeatureCache(options.cache().resolve("features"), new AtomicFile());
    }

    /// Features of some images, and the class numbers where the network has classes and they are wanted.
    private record Both(FeatureMatrix features, @Nullable FeatureMatrix logits) {}

    /// One side of the comparison.
    private record Side(Both both, List<String> skipped, Evaluation.@Nullable Drawing drawing) {
        static Side ofFiles(Both both, List<String> skipped) {
            return new Side(both, skipped, null);
        }

        FeatureMatrix features() {
            return both.features();
        }
    }

    /// The real images, and those of them that are kept back for the floor.
    private record Real(Side reference, @Nullable FeatureMatrix heldOut, String floor) {}

    @Override
    public Job<Evaluation> evaluate(EvaluationRequest request) {
        return Job.start("Measuring", lanes.metrics().at(Lane.Urgency.SOON), context -> {
            requireTwoPlaces(request);
            if (request.generated() instanceof ImageSource.Drawn
                    && request.metrics().stream().allMatch(Metric::isOfModel)) {
                return ofModelAlone(request, context);
            }
            List<String> remarks = overlap(request, context);
            openClassifier(request, context);
            Side generated = side(request, request.generated(), context);
            Real real = real(request, generated.features().count(), context);
            FeatureNetwork network = networks.current();
            MetricInput input = new MetricInput(
                    real.reference().features(),
                    real.heldOut(),
                    generated.features(),
                    scores(network, generated.both(), real),
                    network.id(),
                    network.resize());
            List<MetricResult> ofFeatures =
                    new MetricSuite(networks.device(), input, request.options()).measure(request.metrics(), context);
            List<MetricResult> results = withModel(request, ofFeatures, context);
            List<String> skipped = new ArrayList<>(generated.skipped());
            skipped.addAll(real.reference().skipped());
            return new Evaluation(
                    results,
                    networks.title(),
                    network.isStandard(),
                    real.floor(),
                    skipped,
                    remarks,
                    generated.drawing());
        });
    }

    /// Without a look at the images that the model draws or at features of real ones.
    private Evaluation ofModelAlone(EvaluationRequest request, JobContext context) throws StudioException {
        boolean paths = request.metrics().contains(Metric.PERCEPTUAL_PATH_LENGTH);
        if (paths) {
            openClassifier(request, context);
        }
        Map<Metric, MetricResult> found = ofModel(request, context);
        List<MetricResult> results = request.metrics().stream()
                .map(metric -> Objects.requireNonNull(found.get(metric)))
                .toList();
        return new Evaluation(results, paths ? networks.title() : "", false, "", List.of(), List.of(), null);
    }

    /// In the place of the metrics that images alone do not give, those that the model gives.
    private List<MetricResult> withModel(EvaluationRequest request, List<MetricResult> results, JobContext context)
            throws StudioException {
        Map<Metric, MetricResult> found = ofModel(request, context);
        return results.stream()
                .map(result -> found.getOrDefault(result.metric(), result))
                .toList();
    }

    private Map<Metric, MetricResult> ofModel(EvaluationRequest request, JobContext context) throws StudioException {
        Map<Metric, MetricResult> found = new EnumMap<>(Metric.class);
        if (request.generated() instanceof ImageSource.Drawn drawn) {
            List<Metric> likelihoods = request.metrics().stream()
                    .filter(metric -> metric.source() == Metric.Source.LIKELIHOOD)
                    .toList();
            if (!likelihoods.isEmpty()) {
                likelihood
                        .measure(request, drawn, likelihoods, networks.device(), context)
                        .forEach(result -> found.put(result.metric(), result));
            }
            if (request.metrics().contains(Metric.PERCEPTUAL_PATH_LENGTH)) {
                FeatureNetwork network = network(request, drawn.model().card().imageShape());
                found.put(
                        Metric.PERCEPTUAL_PATH_LENGTH,
                        ModelPathLength.measure(request, drawn, network, networks.device(), context));
            }
        }
        return found;
    }

    private void openClassifier(EvaluationRequest request, JobContext context) throws StudioException {
        if (request.features() instanceof FeatureChoice.Domain) {
            networks.open(classified(request.reference(), context), context);
        }
    }

    /// The data set whose classes are told apart.
    private Dataset classified(ImageSource reference, JobContext context) throws StudioException {
        if (reference instanceof ImageSource.Data data) {
            return datasets.open(data.nameOrPath(), data.imageSize(), context);
        }
        throw new BadOption(
                "The classifier of the data's own classes needs a data set with classes, and the reference is loose"
                        + " images.",
                "Name the real images as a data set with --data, or measure with other features.");
    }

    private static @Nullable ClassScores scores(FeatureNetwork network, Both generated, Real real)
            throws OutOfDeviceMemory {
        if (network instanceof DomainClassifier classifier) {
            return new ClassScores.Probabilities(
                    classifier.probabilities(real.reference().features()),
                    real.heldOut() == null ? null : classifier.probabilities(real.heldOut()),
                    classifier.probabilities(generated.features()));
        }
        return generated.logits() == null ? null : new ClassScores.Logits(generated.logits());
    }

    private static void requireTwoPlaces(EvaluationRequest request) throws BadOption {
        if (request.generated() instanceof ImageSource.Loose(Path a)
                && request.reference() instanceof ImageSource.Loose(Path b)) {
            try {
                if (Files.exists(a) && Files.exists(b) && Files.isSameFile(a, b)) {
                    throw new BadOption(
                            "The generated and the reference images are the same folder, " + a + ".",
                            "Name two different folders: a distance of images to themselves says nothing.");
                }
            } catch (IOException _) {
                // reading them will say what is wrong
            }
        }
    }

    /// What two folders have in common; they are read for it once more, which is quick beside features.
    private static List<String> overlap(EvaluationRequest request, JobContext context) throws StudioException {
        return request.generated() instanceof ImageSource.Loose made
                        && request.reference() instanceof ImageSource.Loose real
                ? FolderContents.overlap(FolderContents.read(made, context), FolderContents.read(real, context))
                        .stream()
                        .toList()
                : List.of();
    }

    private FeatureNetwork network(EvaluationRequest request, ImageShape shape) throws StudioException {
        boolean classes = request.metrics().contains(Metric.INCEPTION_SCORE);
        return networks.get(request.features(), request.resize(), classes, shape);
    }

    private Real real(EvaluationRequest request, int generated, JobContext context) throws StudioException {
        ImageSource heldOut = request.heldOut();
        if (heldOut == null && request.reference() instanceof ImageSource.Data data) {
            return split(request, data, generated, context);
        }
        Side reference = side(request, request.reference(), context);
        return heldOut == null
                ? new Real(reference, null, "")
                : new Real(reference, side(request, heldOut, context).features(), "the held-out real images");
    }

    /// One data set is all there is: part of it, at most half, takes the place of images that nobody trained on.
    private Real split(EvaluationRequest request, ImageSource.Data data, int generated, JobContext context)
            throws StudioException {
        Dataset dataset = datasets.open(data.nameOrPath(), data.imageSize(), context);
        int[] chosen = chosen(dataset, data.count(), request.options().seed());
        int kept = Math.min(chosen.length / 2, generated);
        FeatureMatrix all = features(request, dataset, chosen, context);
        int rest = all.count() - kept;
        Both reference = new Both(all.slice(kept, rest), null);
        return new Real(
                Side.ofFiles(reference, List.copyOf(dataset.skipped().values())),
                kept == 0 ? null : all.slice(0, kept),
                kept == 0 ? "" : kept + " of the real images against the other " + rest);
    }

    /// Positions of `count` images of a data set in an order by seed; all of them for 0.
    private static int[] chosen(Dataset dataset, int count, long seed) {
        List<Integer> positions =
                new ArrayList<>(IntStream.range(0, dataset.count()).boxed().toList());
        Collections.shuffle(positions, new Random(seed));
        int wanted = count == 0 ? positions.size() : Math.min(count, positions.size());
        return positions.subList(0, wanted).stream().mapToInt(Integer::intValue).toArray();
    }

    private FeatureMatrix features(EvaluationRequest request, Dataset dataset, int[] positions, JobContext context)
            throws StudioException {
        FeatureNetwork network = network(request, dataset.shape());
        String sizeRule = dataset.shape().width() + "x" + dataset.shape().height();
        return cache.features(FeatureImages.chosen(FeatureImages.of(dataset), positions), network, sizeRule, context);
    }

    private Side side(EvaluationRequest request, ImageSource source, JobContext context) throws StudioException {
        return switch (source) {
            case ImageSource.Drawn drawn -> drawn(request, drawn, context);
            case ImageSource.Data data -> {
                Dataset dataset = datasets.open(data.nameOrPath(), data.imageSize(), context);
                int[] chosen = chosen(dataset, data.count(), request.options().seed());
                Both both = new Both(features(request, dataset, chosen, context), null);
                yield Side.ofFiles(both, List.copyOf(dataset.skipped().values()));
            }
            case ImageSource.Loose loose -> loose(request, loose, context);
        };
    }

    private Side loose(EvaluationRequest request, ImageSource.Loose loose, JobContext context) throws StudioException {
        LooseImages read = LooseImages.read(loose.place(), context);
        FeatureNetwork network = network(request, read.images().getFirst().shape());
        List<String> skipped = read.skipped().entrySet().stream()
                .map(entry -> entry.getKey() + ": " + entry.getValue())
                .toList();
        return Side.ofFiles(both(network, read.images(), context), skipped);
    }

    private Side drawn(EvaluationRequest request, ImageSource.Drawn drawn, JobContext context) throws StudioException {
        FeatureNetwork network = network(request, drawn.model().card().imageShape());
        DrawnImages images = new DrawnImages(bench, drawn, wishes(request, drawn, context));
        List<FeatureMatrix> features = new ArrayList<>();
        List<FeatureMatrix> logits = new ArrayList<>();
        for (int done = 0; done < drawn.count(); done += CHUNK) {
            context.checkCancelled();
            int size = Math.min(CHUNK, drawn.count() - done);
            Both both = both(network, images.draw(done, size, context), new Silent(context));
            features.add(both.features());
            if (both.logits() != null) {
                logits.add(both.logits());
            }
        }
        FeatureMatrix classes = logits.isEmpty() ? null : FeatureMatrix.concat(logits);
        return new Side(new Both(FeatureMatrix.concat(features), classes), List.of(), images.drawing());
    }

    /// What the model's images must show to stand beside the reference images.
    private SeedWishes wishes(EvaluationRequest request, ImageSource.Drawn drawn, JobContext context)
            throws StudioException {
        return request.reference() instanceof ImageSource.Data data
                        && SeedWishes.ask(drawn.model().conditions(), drawn.sampling())
                ? SeedWishes.of(datasets.open(data.nameOrPath(), data.imageSize(), context))
                : SeedWishes.UNKNOWN;
    }

    private static Both both(FeatureNetwork network, List<Raster> images, JobContext context) throws StudioException {
        FeatureImages of = FeatureImages.of(images);
        if (network instanceof FidInception inception) {
            Map<InceptionTap, FeatureMatrix> all = inception.allFeatures(of, context);
            for (Map.Entry<InceptionTap, FeatureMatrix> entry : all.entrySet()) {
                if (entry.getKey() != InceptionTap.LOGITS || all.size() == 1) {
                    return new Both(entry.getValue(), all.get(InceptionTap.LOGITS));
                }
            }
        }
        return new Both(network.features(of, context), null);
    }

    /// Stops with the whole, and leaves the telling to it.
    private record Silent(JobContext whole) implements JobContext {
        @Override
        public Cancellation cancellation() {
            return whole.cancellation();
        }

        @Override
        public void progress(Progress step) {
            // the whole counts the images of all chunks
        }
    }
}
