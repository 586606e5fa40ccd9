package studio.latent.engine.metric;

import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.error.OutOfDeviceMemory;
import studio.latent.engine.job.JobContext;
import studio.latent.engine.tensor.ComputeDevice;

/// Values and bands of one set of generated images; what several metrics need is computed once.
final class SuiteValues {
    private final ComputeDevice device;
    private final MetricInput input;
    private final MetricOptions options;
    private @Nullable SuiteValues shared;
    private @Nullable Moments reference;
    private @Nullable ManifoldMetrics manifold;
    private @Nullable Replicates kernel;
    private @Nullable Replicates score;
    private @Nullable MemorisationScore memorisation;
    private double frechet = Double.NaN;

    SuiteValues(ComputeDevice device, MetricInput input, MetricOptions options) {
        this.device = device;
        this.input = input;
        this.options = options;
    }

    MetricInput input() {
        return input;
    }

    /// Takes the moments of the reference from values that have the same one.
    void shareReference(SuiteValues other) {
        shared = other;
    }

    double value(Metric metric, JobContext context) throws OutOfDeviceMemory {
        return switch (metric) {
            case FRECHET_DISTANCE -> frechet();
            case FRECHET_INFINITY -> {
                FeatureMatrix made = input.generated();
                yield FrechetInfinity.standard(made.count(), made.dimension(), options.seed())
                        .measure(device, reference(), made, context)
                        .value();
            }
            case KERNEL_DISTANCE -> kernel(context).mean();
            case SLICED_WASSERSTEIN ->
                new SlicedWasserstein(options.projections(), options.seed())
                        .between(device, input.reference(), input.generated(), context);
            case PRECISION -> manifold(context).precision();
            case RECALL -> manifold(context).recall();
            case DENSITY -> manifold(context).density();
            case COVERAGE -> manifold(context).coverage();
            case INCEPTION_SCORE -> score().mean();
            case MEMORISATION -> memorisation(context).share();
            case SPREAD -> PairwiseSpread.of(device, input.generated(), context);
            case CLASS_ENTROPY -> ClassEntropy.of(probabilities().generated());
            case INTRA_CLASS_FRECHET -> intraClass(context);
            case ELBO, BITS_PER_DIM, PERPLEXITY, PERCEPTUAL_PATH_LENGTH ->
                throw new IllegalArgumentException(metric.id() + " is not one of features");
        };
    }

    /// Precision and the like are means over images: the images are resampled, their neighbourhoods are not.
    @Nullable
    Band band(Metric metric, JobContext context) throws OutOfDeviceMemory {
        Bootstrap bootstrap = options.bootstrap();
        return switch (metric) {
            case FRECHET_DISTANCE -> frechetBand(context);
            // resampled images would repeat, which these see as something else
            case FRECHET_INFINITY, SLICED_WASSERSTEIN, SPREAD, INTRA_CLASS_FRECHET -> null;
            case CLASS_ENTROPY -> {
                FeatureMatrix made = probabilities().generated();
                double[] values = bootstrap.values(made.count(), rows -> ClassEntropy.of(made, rows), context);
                yield bootstrap.centred(ClassEntropy.of(made), values, 0);
            }
            case ELBO, BITS_PER_DIM, PERPLEXITY, PERCEPTUAL_PATH_LENGTH -> null;
            case KERNEL_DISTANCE -> kernelBand(context);
            case PRECISION -> bootstrap.ofMean(numbers(manifold(context).precise()));
            case RECALL -> bootstrap.ofMean(numbers(manifold(context).recalled()));
            case DENSITY -> {
                ManifoldMetrics found = manifold(context);
                yield bootstrap.ofMean(IntStream.of(found.balls())
                        .mapToDouble(balls -> (double) balls / found.coverageK())
                        .toArray());
            }
            case COVERAGE -> bootstrap.ofMean(numbers(manifold(context).covered()));
            case INCEPTION_SCORE -> bootstrap.percentiles(score().values(), Band.Method.SUBSETS);
            case MEMORISATION -> bootstrap.ofMean(numbers(memorisation(context).memorised()));
        };
    }

    private @Nullable Band frechetBand(JobContext context) throws OutOfDeviceMemory {
        if (options.frechetReplicates() == 0) {
            return null;
        }
        Bootstrap bootstrap = new Bootstrap(options.frechetReplicates(), options.level(), options.seed());
        Moments real = reference();
        double[] values = bootstrap.values(
                input.generated().count(),
                rows -> FrechetDistance.between(device, real, Moments.of(device, input.generated(), rows)),
                context);
        return bootstrap.centred(frechet(), values, 0);
    }

    /// Subsets that hold most of the images are all alike and tell nothing about others.
    private @Nullable Band kernelBand(JobContext context) throws OutOfDeviceMemory {
        int images = Math.min(input.generated().count(), input.reference().count());
        boolean different = options.kernel().subsets() > 1
                && images >= 2L * options.kernel().size();
        return different ? options.bootstrap().percentiles(kernel(context).values(), Band.Method.SUBSETS) : null;
    }

    private Moments reference() throws OutOfDeviceMemory {
        if (shared != null) {
            return shared.reference();
        }
        if (reference == null) {
            reference = Moments.of(device, input.reference());
        }
        return reference;
    }

    private double frechet() throws OutOfDeviceMemory {
        if (Double.isNaN(frechet)) {
            frechet = FrechetDistance.between(device, reference(), Moments.of(device, input.generated()));
        }
        return frechet;
    }

    private Replicates kernel(JobContext context) throws OutOfDeviceMemory {
        if (kernel == null) {
            kernel = options.kernel().measure(device, input.reference(), input.generated(), options.seed(), context);
        }
        return kernel;
    }

    private ManifoldMetrics manifold(JobContext context) throws OutOfDeviceMemory {
        if (manifold == null) {
            manifold = ManifoldMetrics.of(device, input.reference(), input.generated(), context);
        }
        return manifold;
    }

    private Replicates score() throws OutOfDeviceMemory {
        if (score == null) {
            FeatureMatrix logits = input.logits().orElseThrow();
            int[] order = new SeededRows(options.seed()).subset(0, logits.count(), logits.count());
            score = InceptionScore.of(device, logits.rows(order), MetricSuite.SPLITS);
        }
        return score;
    }

    private MemorisationScore memorisation(JobContext context) throws OutOfDeviceMemory {
        if (memorisation == null) {
            memorisation = MemorisationScore.of(device, input.reference(), input.generated(), context);
        }
        return memorisation;
    }

    private ClassScores.Probabilities probabilities() {
        return input.probabilities().orElseThrow();
    }

    private double intraClass(JobContext context) throws OutOfDeviceMemory {
        ClassScores.Probabilities all = probabilities();
        IntraClassFrechet.Labelled real =
                new IntraClassFrechet.Labelled(input.reference(), ClassScores.Probabilities.predicted(all.reference()));
        IntraClassFrechet.Labelled made =
                new IntraClassFrechet.Labelled(input.generated(), ClassScores.Probabilities.predicted(all.generated()));
        return IntraClassFrechet.of(device, real, made, context).mean().orElseThrow();
    }

    private static double[] numbers(boolean[] marks) {
        return IntStream.range(0, marks.length)
                .mapToDouble(i -> marks[i] ? 1 : 0)
                .toArray();
    }
}
