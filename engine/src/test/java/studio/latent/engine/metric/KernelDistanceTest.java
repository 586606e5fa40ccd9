package studio.latent.engine.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.google.gson.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.latent.engine.job.Cancellation;
import studio.latent.engine.job.JobContext;
import studio.latent.engine.job.Progress;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.tensor.Lane;
import studio.latent.engine.tensor.OnLane;

class KernelDistanceTest {
    private static final double PERCENT = 1e-8;

    @ParameterizedTest
    @ValueSource(strings = {"wide", "tall"})
    void distancesAgreeWithTorchFidelityOnItsSubsets(String name) throws Exception {
        GoldenMetrics golden = GoldenMetrics.open();
        JsonObject wanted = golden.object("kernel", name);
        int[][] first = GoldenMetrics.intRows(wanted.getAsJsonArray("first"));
        int[][] second = GoldenMetrics.intRows(wanted.getAsJsonArray("second"));
        KernelDistance.Sets sets = new KernelDistance.Sets(golden.real(name), golden.generated(name));

        Replicates result = OnLane.call(
                Lane.Kind.BACKGROUND,
                scope -> KernelDistance.measure(ComputeDevice.CPU, sets, first, second, JobContext.unattended()));

        assertThat(result.mean()).isCloseTo(wanted.get("mean").getAsDouble(), withinPercentage(PERCENT));
        assertThat(result.deviation()).isCloseTo(wanted.get("deviation").getAsDouble(), withinPercentage(PERCENT));
        double[] values = GoldenMetrics.doubles(wanted.get("values"));
        for (int i = 0; i < values.length; i++) {
            assertThat(result.values()[i]).isCloseTo(values[i], withinPercentage(PERCENT));
        }
    }

    @Test
    void twoPointsAgainstTwoHaveAClosedForm() throws Exception {
        // one dimension: k(x, y) = (x y + 1)³; within: 1, 27; across: mean of 1, 1, 8, 27
        FeatureMatrix one = new FeatureMatrix(2, 1, new float[] {0, 1});
        FeatureMatrix other = new FeatureMatrix(2, 1, new float[] {1, 2});

        Replicates result = measure(new KernelDistance(3, 2), one, other, 1);

        assertThat(result.values()).containsExactly(new double[] {9.5, 9.5, 9.5}, within(1e-12));
        assertThat(result.deviation()).isZero();
    }

    @Test
    void equalDistributionsAreAtDistanceZeroOnAverage() throws Exception {
        FeatureMatrix one = RandomFeatures.normal(600, 4, 21);
        FeatureMatrix same = RandomFeatures.normal(600, 4, 22);
        FeatureMatrix moved = RandomFeatures.normal(600, 4, 23, 1, 1);

        double alike = measure(one, same, 5).mean();
        double apart = measure(one, moved, 5).mean();

        assertThat(alike).isBetween(-0.3, 0.3);
        assertThat(apart).isGreaterThan(3);
    }

    @Test
    void theSeedChoosesTheSubsets() throws Exception {
        FeatureMatrix one = RandomFeatures.normal(600, 4, 21);
        FeatureMatrix other = RandomFeatures.normal(500, 4, 22);

        assertThat(measure(one, other, 5).values())
                .isEqualTo(measure(one, other, 5).values())
                .isNotEqualTo(measure(one, other, 6).values());
    }

    @Test
    void aCancelledJobStopsAtTheNextSubset() {
        Cancellation cancellation = new Cancellation();
        JobContext context = new JobContext() {
            @Override
            public Cancellation cancellation() {
                return cancellation;
            }

            @Override
            public void progress(Progress progress) {
                if (progress.done() == 3) {
                    cancellation.request();
                }
                assertThat(progress.done()).isLessThan(4);
            }
        };
        FeatureMatrix features = RandomFeatures.normal(50, 4, 21);

        assertThatThrownBy(() -> OnLane.call(
                        Lane.Kind.BACKGROUND,
                        scope ->
                                new KernelDistance(100, 40).measure(ComputeDevice.CPU, features, features, 1, context)))
                .isInstanceOf(Cancellation.CancelledException.class);
    }

    @Test
    void setsSmallerThanASubsetAreRefused() {
        FeatureMatrix few = RandomFeatures.normal(10, 4, 21);

        assertThatThrownBy(() -> measure(few, few, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 200 images are needed, got 10");
        assertThatThrownBy(() -> new KernelDistance(0, 10)).hasMessageContaining("subsets must be at least 1");
    }

    private static Replicates measure(FeatureMatrix one, FeatureMatrix other, long seed) throws Exception {
        return measure(new KernelDistance(20, 200), one, other, seed);
    }

    private static Replicates measure(KernelDistance distance, FeatureMatrix one, FeatureMatrix other, long seed)
            throws Exception {
        return OnLane.call(
                Lane.Kind.BACKGROUND,
                scope -> distance.measure(ComputeDevice.CPU, one, other, seed, JobContext.unattended()));
    }
}
