package studio.latent.engine.metric;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/// How many images a metric needs before its value means something.
record MetricRules(MetricInput input, MetricOptions options) {
    /// The reason why there can be no value, if there is one.
    Optional<MetricResult.NotMeasurable> refusal(Metric metric) {
        int d = input.reference().dimension();
        return switch (metric) {
            case FRECHET_DISTANCE -> tooFew(metric, d + 1, d + 1, covariance(d));
            case FRECHET_INFINITY ->
                tooFew(metric, d + 1, 4 * d, "the smaller half of the subsets needs twice as many images as features");
            case KERNEL_DISTANCE -> {
                int size = options.kernel().size();
                yield tooFew(metric, size, size, "one subset has " + size + " images");
            }
            case SLICED_WASSERSTEIN -> tooFew(metric, 2, 2, "one image is no distribution");
            case PRECISION, RECALL, DENSITY, COVERAGE -> {
                int least = Math.max(ManifoldMetrics.PRECISION_K, ManifoldMetrics.COVERAGE_K) + 1;
                yield tooFew(metric, least, least, "each image is compared with its nearest neighbours");
            }
            case MEMORISATION -> tooFew(metric, 2, 1, "each image is compared with its two nearest");
            case SPREAD -> tooFew(metric, 0, 2, "one image has no distance to another");
            case INCEPTION_SCORE -> inceptionScore();
            case CLASS_ENTROPY -> classes(metric).or(() -> tooFew(metric, 0, 1, "an entropy is one of images"));
            case INTRA_CLASS_FRECHET -> classes(metric).or(this::intraClass);
            case ELBO, BITS_PER_DIM, PERPLEXITY ->
                Optional.of(new MetricResult.NotMeasurable(
                        metric,
                        "Images alone have no likelihood: a model with an encoder and a decoder gives it.",
                        "Evaluate such a model, with --model and --data."));
            case PERCEPTUAL_PATH_LENGTH ->
                Optional.of(new MetricResult.NotMeasurable(
                        metric,
                        "Images alone have no path between them: a model that decodes latents gives it.",
                        "Evaluate such a model, with --model and --data."));
        };
    }

    private static String covariance(int d) {
        return "the covariance of " + d + " features is not known from fewer images";
    }

    private Optional<MetricResult.NotMeasurable> inceptionScore() {
        if (input.logits().isEmpty()) {
            return Optional.of(new MetricResult.NotMeasurable(
                    Metric.INCEPTION_SCORE,
                    "The features " + input.features() + " have no classes, which the Inception Score is made of.",
                    "Measure with a network that has a classifying head."));
        }
        return tooFew(Metric.INCEPTION_SCORE, 0, MetricSuite.SPLITS, "the images are split into equal parts");
    }

    private Optional<MetricResult.NotMeasurable> classes(Metric metric) {
        return input.probabilities().isPresent()
                ? Optional.empty()
                : Optional.of(new MetricResult.NotMeasurable(
                        metric,
                        "The features " + input.features() + " do not know the classes of the data.",
                        "Measure with the classifier of the data set, --features domain."));
    }

    private Optional<MetricResult.NotMeasurable> intraClass() {
        ClassScores.Probabilities all = input.probabilities().orElseThrow();
        int d = input.reference().dimension();
        int[] real = new int[all.reference().dimension()];
        int[] made = new int[real.length];
        for (int predicted : ClassScores.Probabilities.predicted(all.reference())) {
            real[predicted]++;
        }
        for (int predicted : ClassScores.Probabilities.predicted(all.generated())) {
            made[predicted]++;
        }
        boolean some = IntStream.range(0, real.length).anyMatch(i -> real[i] > d && made[i] > d);
        return some
                ? Optional.empty()
                : Optional.of(refusal(
                        Metric.INTRA_CLASS_FRECHET,
                        "no class has more than " + d + " real and " + d + " generated images",
                        covariance(d),
                        "Generate more images"));
    }

    private Optional<MetricResult.NotMeasurable> tooFew(Metric metric, int reference, int generated, String why) {
        if (input.generated().count() < generated) {
            return Optional.of(refusal(
                    metric,
                    "at least " + generated + " generated images are needed, there are "
                            + input.generated().count(),
                    why,
                    "Generate " + generated + " images or more"));
        }
        if (input.reference().count() < reference) {
            return Optional.of(refusal(
                    metric,
                    "at least " + reference + " real images are needed, there are "
                            + input.reference().count(),
                    why,
                    "Compare with " + reference + " real images or more"));
        }
        return Optional.empty();
    }

    private static MetricResult.NotMeasurable refusal(Metric metric, String lack, String why, String remedy) {
        String reason = lack.substring(0, 1).toUpperCase(Locale.ROOT) + lack.substring(1) + ": " + why + ".";
        boolean byDimension = metric == Metric.FRECHET_DISTANCE || metric == Metric.FRECHET_INFINITY;
        return new MetricResult.NotMeasurable(
                metric, reason, remedy + (byDimension ? ", or measure with fewer features." : "."));
    }
}
