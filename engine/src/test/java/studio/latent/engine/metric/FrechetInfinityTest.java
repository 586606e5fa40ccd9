package studio.latent.engine.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.google.gson.JsonObject;
import org.junit.jupiter.api.Test;
import studio.latent.engine.job.JobContext;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.tensor.Lane;
import studio.latent.engine.tensor.OnLane;

class FrechetInfinityTest {
    @Test
    void theLineAgreesWithNumPyThroughTorchFidelitysDistances() throws Exception {
        GoldenMetrics golden = GoldenMetrics.open();
        JsonObject wanted = golden.object("frechetInfinity");
        int[][] rows = GoldenMetrics.intRows(wanted.getAsJsonArray("rows"));

        FrechetInfinity.Result result = OnLane.call(
                Lane.Kind.BACKGROUND,
                scope -> FrechetInfinity.measure(
                        ComputeDevice.CPU,
                        Moments.of(ComputeDevice.CPU, golden.real("wide")),
                        golden.generated("wide"),
                        rows,
                        JobContext.unattended()));

        double[] values = GoldenMetrics.doubles(wanted.get("values"));
        for (int i = 0; i < values.length; i++) {
            assertThat(result.distances()[i]).isCloseTo(values[i], withinPercentage(1e-8));
        }
        assertThat(result.value()).isCloseTo(wanted.get("intercept").getAsDouble(), withinPercentage(1e-7));
        assertThat(result.slope()).isCloseTo(wanted.get("slope").getAsDouble(), withinPercentage(1e-7));
    }

    @Test
    void theBiasOfFewImagesIsTakenAway() throws Exception {
        Moments truth = identity(10);
        FeatureMatrix generated = RandomFeatures.normal(1000, 10, 71);

        FrechetInfinity.Result result = OnLane.call(
                Lane.Kind.BACKGROUND,
                scope -> FrechetInfinity.standard(1000, 10, 3)
                        .measure(ComputeDevice.CPU, truth, generated, JobContext.unattended()));

        assertThat(result.sizes()).hasSize(15).contains(100, 1000).isSorted();
        assertThat(Math.abs(result.value())).isLessThan(result.distances()[14] / 2);
        assertThat(result.slope()).isPositive();
    }

    @Test
    void tooFewImagesAreRefused() {
        assertThatThrownBy(() -> OnLane.call(
                        Lane.Kind.BACKGROUND,
                        scope -> new FrechetInfinity(5, 100, 1)
                                .measure(
                                        ComputeDevice.CPU,
                                        identity(2),
                                        RandomFeatures.normal(100, 2, 1),
                                        JobContext.unattended())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("more than 100 generated images");
    }

    private static Moments identity(int d) {
        double[] covariance = new double[d * d];
        for (int i = 0; i < d; i++) {
            covariance[i * d + i] = 1;
        }
        return new Moments(1_000_000, new double[d], covariance);
    }
}
