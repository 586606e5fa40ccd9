package studio.latent.engine.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import studio.latent.engine.job.Cancellation;
import studio.latent.engine.job.JobContext;
import studio.latent.engine.job.Progress;
import studio.latent.engine.metric.MetricResult.Measured;
import studio.latent.engine.metric.MetricResult.NotMeasurable;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.tensor.Lane;
import studio.latent.engine.tensor.OnLane;

class MetricSuiteTest {
    /// Those that need the data's own classes, or a model.
    private static final Set<Metric> OTHERS = EnumSet.of(
            Metric.CLASS_ENTROPY,
            Metric.INTRA_CLASS_FRECHET,
            Metric.ELBO,
            Metric.BITS_PER_DIM,
            Metric.PERPLEXITY,
            Metric.PERCEPTUAL_PATH_LENGTH);

    private static final MetricOptions OPTIONS = new MetricOptions(7, 0.95, 200, 20, new KernelDistance(20, 100), 50);

    @Test
    void everyMetricHasAValueOnEnoughImages() throws Exception {
        List<Metric> wanted =
                Arrays.stream(Metric.values()).filter(m -> !OTHERS.contains(m)).toList();
        List<MetricResult> results = new ArrayList<>(measure(input(400, 300, 0.5f), wanted, JobContext.unattended()));
        assertThat(results).extracting(MetricResult::metric).isEqualTo(wanted);
        results.addAll(measure(
                classified(input(400, 300, 0.5f)),
                List.of(Metric.CLASS_ENTROPY, Metric.INTRA_CLASS_FRECHET),
                JobContext.unattended()));

        assertThat(results).allSatisfy(result -> assertThat(result).isInstanceOf(Measured.class));
        for (MetricResult result : results) {
            Measured measured = (Measured) result;
            assertThat(measured.basis()).isEqualTo(new MetricResult.Basis(300, 400, "numbers", "none"));
            Band band = measured.band();
            if (band != null) {
                assertThat(band.low()).as(measured.metric().id()).isLessThanOrEqualTo(measured.value());
                assertThat(band.high()).as(measured.metric().id()).isGreaterThanOrEqualTo(measured.value());
            }
        }
    }

    @Test
    void theFloorIsWhatHeldOutRealImagesReach() throws Exception {
        Measured near = measured(input(400, 300, 0), Metric.FRECHET_DISTANCE);
        Measured far = measured(input(400, 300, 1), Metric.FRECHET_DISTANCE);
        Measured precision = measured(input(400, 300, 3), Metric.PRECISION);

        assertThat(Objects.requireNonNull(far.floor())).isEqualTo(near.floor());
        assertThat(Objects.requireNonNull(near.floor())).isBetween(near.value() / 3, near.value() * 3);
        assertThat(far.value()).isGreaterThan(10 * Objects.requireNonNull(far.floor()));
        assertThat(Objects.requireNonNull(far.band()).contains(Objects.requireNonNull(far.floor())))
                .isFalse();
        assertThat(precision.value()).isLessThan(Objects.requireNonNull(precision.floor()));
    }

    @Test
    void theFloorOfAFrechetDistanceIsOfAsManyImagesAsWereGenerated() throws Exception {
        FeatureMatrix real = RandomFeatures.normal(400, 8, 101);
        FeatureMatrix heldOut = RandomFeatures.normal(2000, 8, 102);
        MetricInput few = new MetricInput(real, heldOut, RandomFeatures.normal(50, 8, 103), null, "numbers", "none");

        Measured found = measured(few, Metric.FRECHET_DISTANCE);

        // 50 images of the truth are farther away than 2000
        double floor = Objects.requireNonNull(found.floor());
        double ofAll = OnLane.call(
                Lane.Kind.BACKGROUND,
                scope -> FrechetDistance.between(
                        ComputeDevice.CPU,
                        Moments.of(ComputeDevice.CPU, real),
                        Moments.of(ComputeDevice.CPU, heldOut)));
        assertThat(floor).isGreaterThan(2 * ofAll);
    }

    @Test
    void tooFewImagesGiveAReasonInsteadOfAValue() throws Exception {
        List<MetricResult> results = measure(input(400, 8, 0), List.of(Metric.values()), JobContext.unattended());

        assertThat(of(results, Metric.FRECHET_DISTANCE))
                .isEqualTo(new NotMeasurable(
                        Metric.FRECHET_DISTANCE,
                        "At least 9 generated images are needed, there are 8: the covariance of 8 features is not"
                                + " known from fewer images.",
                        "Generate 9 images or more, or measure with fewer features."));
        assertThat(of(results, Metric.KERNEL_DISTANCE))
                .isEqualTo(new NotMeasurable(
                        Metric.KERNEL_DISTANCE,
                        "At least 100 generated images are needed, there are 8: one subset has 100 images.",
                        "Generate 100 images or more."));
        assertThat(results)
                .filteredOn(NotMeasurable.class::isInstance)
                .extracting(MetricResult::metric)
                .containsExactly(
                        Metric.FRECHET_DISTANCE,
                        Metric.FRECHET_INFINITY,
                        Metric.KERNEL_DISTANCE,
                        Metric.INCEPTION_SCORE,
                        Metric.CLASS_ENTROPY,
                        Metric.INTRA_CLASS_FRECHET,
                        Metric.ELBO,
                        Metric.BITS_PER_DIM,
                        Metric.PERPLEXITY,
                        Metric.PERCEPTUAL_PATH_LENGTH);
    }

    @Test
    void classMetricsHaveTheFloorOfHeldOutImagesAndNeedTheDatasOwnClasses() throws Exception {
        MetricInput whole = classified(input(400, 300, 0));

        Measured entropy = measured(whole, Metric.CLASS_ENTROPY);
        Measured distance = measured(whole, Metric.INTRA_CLASS_FRECHET);

        assertThat(entropy.value()).isBetween(0.9 * Math.log(2), Math.log(2));
        assertThat(Objects.requireNonNull(entropy.floor())).isBetween(0.9 * Math.log(2), Math.log(2));
        assertThat(distance.value()).isPositive();
        assertThat(Objects.requireNonNull(distance.floor())).isBetween(distance.value() / 3, distance.value() * 3);
        assertThat(measure(input(400, 300, 0), List.of(Metric.CLASS_ENTROPY), JobContext.unattended()))
                .singleElement()
                .isInstanceOfSatisfying(
                        NotMeasurable.class, none -> assertThat(none.remedy()).contains("--features domain"));
        assertThat(measure(classified(input(400, 9, 0)), List.of(Metric.INTRA_CLASS_FRECHET), JobContext.unattended()))
                .singleElement()
                .isInstanceOfSatisfying(
                        NotMeasurable.class,
                        none -> assertThat(none.reason()).startsWith("No class has more than 8 real and 8 generated"));
    }

    @Test
    void noImagesAtAllAreARefusalForEveryMetric() throws Exception {
        FeatureMatrix none = new FeatureMatrix(0, 8, new float[0]);
        MetricInput empty = new MetricInput(none, null, none, null, "numbers", "none");

        assertThat(measure(empty, List.of(Metric.values()), JobContext.unattended()))
                .allSatisfy(result -> assertThat(result).isInstanceOf(NotMeasurable.class));
    }

    @Test
    void withoutHeldOutImagesThereIsNoFloorAndWithoutSpareImagesNoBandOfSubsets() throws Exception {
        MetricInput small = new MetricInput(
                RandomFeatures.normal(150, 8, 101), null, RandomFeatures.normal(150, 8, 103), null, "numbers", "none");

        Measured kernel = measured(small, Metric.KERNEL_DISTANCE);

        assertThat(kernel.floor()).isNull();
        assertThat(kernel.band()).isNull();
    }

    @Test
    void theSameSeedGivesTheSameResults() throws Exception {
        List<Metric> all = List.of(Metric.values());

        assertThat(measure(input(200, 150, 1), all, JobContext.unattended()))
                .isEqualTo(measure(input(200, 150, 1), all, JobContext.unattended()));
    }

    @Test
    void progressCountsMetricsAndACancelledSuiteStops() {
        List<Progress> seen = new ArrayList<>();
        Cancellation cancellation = new Cancellation();
        JobContext context = new JobContext() {
            @Override
            public Cancellation cancellation() {
                return cancellation;
            }

            @Override
            public void progress(Progress progress) {
                seen.add(progress);
                if (progress.done() == 1) {
                    cancellation.request();
                }
            }
        };

        assertThatThrownBy(() -> measure(
                        input(200, 150, 1), List.of(Metric.KERNEL_DISTANCE, Metric.COVERAGE, Metric.RECALL), context))
                .isInstanceOf(Cancellation.CancelledException.class);
        assertThat(seen).allSatisfy(progress -> assertThat(progress.total()).isEqualTo(3));
        assertThat(seen).extracting(Progress::done).isSorted().contains(0L, 1L).doesNotContain(2L);
        assertThat(seen).extracting(Progress::activity).contains("Kernel distance");
    }

    private static MetricResult of(List<MetricResult> results, Metric metric) {
        return results.stream()
                .filter(result -> result.metric() == metric)
                .findFirst()
                .orElseThrow();
    }

    private static MetricInput input(int real, int generated, float shift) {
        @Nullable
        ClassScores logits = generated < 10 ? null : new ClassScores.Logits(RandomFeatures.normal(generated, 5, 104));
        return new MetricInput(
                RandomFeatures.normal(real, 8, 101),
                RandomFeatures.normal(real, 8, 102),
                RandomFeatures.normal(generated, 8, 103, 1, shift),
                logits,
                "numbers",
                "none");
    }

    /// Two classes, told by the sign of the first number.
    private static MetricInput classified(MetricInput input) {
        FeatureMatrix heldOut = Objects.requireNonNull(input.heldOut());
        return new MetricInput(
                input.reference(),
                heldOut,
                input.generated(),
                new ClassScores.Probabilities(bySign(input.reference()), bySign(heldOut), bySign(input.generated())),
                "numbers",
                "none");
    }

    private static FeatureMatrix bySign(FeatureMatrix features) {
        float[] values = new float[2 * features.count()];
        for (int i = 0; i < features.count(); i++) {
            values[2 * i + (features.value(i, 0) > 0 ? 1 : 0)] = 1;
        }
        return new FeatureMatrix(features.count(), 2, values);
    }

    private static Measured measured(MetricInput input, Metric metric) throws Exception {
        return (Measured)
                measure(input, List.of(metric), JobContext.unattended()).getFirst();
    }

    private static List<MetricResult> measure(MetricInput input, List<Metric> metrics, JobContext context)
            throws Exception {
        return OnLane.call(
                Lane.Kind.BACKGROUND,
                scope -> new MetricSuite(ComputeDevice.CPU, input, OPTIONS).measure(metrics, context));
    }
}
