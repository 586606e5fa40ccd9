package studio.latent.engine.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.latent.engine.job.JobContext;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.tensor.Lane;
import studio.latent.engine.tensor.OnLane;

class ManifoldMetricsTest {
    @ParameterizedTest
    @ValueSource(strings = {"wide", "tall"})
    void allFourAreExactlyThoseOfPrdc(String name) throws Exception {
        GoldenMetrics golden = GoldenMetrics.open();
        for (JsonElement element : golden.root().getAsJsonObject("manifold").getAsJsonArray(name)) {
            JsonObject wanted = element.getAsJsonObject();
            int k = wanted.get("k").getAsInt();

            ManifoldMetrics found = of(golden.real(name), golden.generated(name), k, k);

            assertThat(found.precision()).isEqualTo(wanted.get("precision").getAsDouble());
            assertThat(found.recall()).isEqualTo(wanted.get("recall").getAsDouble());
            assertThat(found.density()).isEqualTo(wanted.get("density").getAsDouble());
            assertThat(found.coverage()).isEqualTo(wanted.get("coverage").getAsDouble());
        }
    }

    @Test
    void theTwoNeighbourhoodsDoNotMix() throws Exception {
        GoldenMetrics golden = GoldenMetrics.open();
        ManifoldMetrics three = of(golden.real("wide"), golden.generated("wide"), 3, 3);
        ManifoldMetrics five = of(golden.real("wide"), golden.generated("wide"), 5, 5);

        ManifoldMetrics both = OnLane.call(
                Lane.Kind.BACKGROUND,
                scope -> ManifoldMetrics.of(
                        ComputeDevice.CPU, golden.real("wide"), golden.generated("wide"), JobContext.unattended()));

        assertThat(both.precise()).isEqualTo(three.precise());
        assertThat(both.recalled()).isEqualTo(three.recalled());
        assertThat(both.balls()).isEqualTo(five.balls());
        assertThat(both.covered()).isEqualTo(five.covered());
    }

    @Test
    void pointsOnALineAreCountedByHand() throws Exception {
        FeatureMatrix real = new FeatureMatrix(3, 1, new float[] {0, 1, 3});
        FeatureMatrix generated = new FeatureMatrix(3, 1, new float[] {0.5f, 10, 13});

        // radii with k = 1: real 1, 1, 2; generated 9.5, 3, 3
        ManifoldMetrics found = of(real, generated, 1, 1);

        assertThat(found.precise()).containsExactly(true, false, false);
        assertThat(found.recalled()).containsExactly(true, true, true);
        assertThat(found.balls()).containsExactly(2, 0, 0);
        assertThat(found.covered()).containsExactly(true, true, false);
        assertThat(found.density()).isEqualTo(2.0 / 3);
    }

    @Test
    void imagesThatAreAllOneHaveNoBallAndRecallNothing() throws Exception {
        FeatureMatrix real = RandomFeatures.normal(200, 6, 31, 1, 100);
        FeatureMatrix collapsed = real.rows(new int[100]);

        ManifoldMetrics found = of(real, collapsed, 3, 5);

        assertThat(found.precision()).isEqualTo(1);
        assertThat(found.recall()).isZero();
        assertThat(found.coverage()).isLessThan(0.2);
    }

    @Test
    void setsWithoutEnoughNeighboursAreRefused() {
        FeatureMatrix many = RandomFeatures.normal(20, 2, 1);

        assertThatThrownBy(() -> of(many, many.slice(0, 3), 3, 5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("k must be within [1, 2], got 3");
    }

    private static ManifoldMetrics of(FeatureMatrix real, FeatureMatrix generated, int k, int coverageK)
            throws Exception {
        return OnLane.call(
                Lane.Kind.BACKGROUND,
                scope -> ManifoldMetrics.of(
                        ComputeDevice.CPU, real, generated, new int[] {k, coverageK}, JobContext.unattended()));
    }
}
