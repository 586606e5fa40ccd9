package studio.latent.engine.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.tensor.Lane;
import studio.latent.engine.tensor.OnLane;

class MomentsTest {
    @Test
    void meanAndCovarianceAgreeWithNumPy() throws Exception {
        GoldenMetrics golden = GoldenMetrics.open();

        Moments moments = of(golden.real("wide"));

        assertThat(moments.count()).isEqualTo(300);
        assertThat(moments.mean())
                .containsExactly(GoldenMetrics.doubles(golden.root().get("mean")), within(1e-12));
        assertThat(moments.covariance())
                .containsExactly(GoldenMetrics.doubles(golden.root().get("covariance")), within(1e-11));
    }

    @Test
    void momentsOfTwoPointsAreKnown() throws Exception {
        Moments moments = of(new FeatureMatrix(2, 2, new float[] {1, 0, 3, 4}));

        assertThat(moments.mean()).containsExactly(2, 2);
        assertThat(moments.covariance()).containsExactly(2, 4, 4, 8);
    }

    @Test
    void aLargeMeanCostsNoDigits() throws Exception {
        // float32 holds the half steps around 2^20 exactly
        float far = 1 << 20;
        Moments moments = of(new FeatureMatrix(4, 1, new float[] {far, far + 0.5f, far + 1, far + 1.5f}));

        assertThat(moments.covariance()[0]).isEqualTo(1.25 / 3, within(1e-12));
    }

    @Test
    void partsTogetherAreTheWhole() throws Exception {
        FeatureMatrix features = RandomFeatures.normal(500, 5, 3, 2, 40);
        Moments whole = of(features);

        Moments merged = of(features.slice(0, 130)).with(of(features.slice(130, 370)));

        assertThat(merged.count()).isEqualTo(500);
        assertThat(merged.mean()).containsExactly(whole.mean(), within(1e-12));
        assertThat(merged.covariance()).containsExactly(whole.covariance(), within(1e-11));
    }

    @Test
    void rowsChosenByIndexCountAsOftenAsTheyAreChosen() throws Exception {
        FeatureMatrix features = RandomFeatures.normal(20, 3, 4);
        int[] rows = {3, 3, 7, 19, 0, 3};

        Moments chosen = OnLane.call(Lane.Kind.BACKGROUND, scope -> Moments.of(ComputeDevice.CPU, features, rows));

        assertThat(chosen).isEqualTo(of(features.rows(rows)));
    }

    @Test
    void blocksLargerThanTheBufferAddUp() throws Exception {
        FeatureMatrix features = RandomFeatures.normal(9000, 2, 5);
        double sum = 0;
        for (int i = 0; i < 9000; i++) {
            sum += features.value(i, 1);
        }

        Moments moments = of(features);

        assertThat(moments.mean()[1]).isEqualTo(sum / 9000, within(1e-13));
        assertThat(moments.covariance()[0]).isEqualTo(1, within(0.1));
    }

    @Test
    void fewerThanTwoImagesHaveNoCovariance() {
        assertThatThrownBy(() -> of(new FeatureMatrix(1, 2, new float[2])))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 2, got 1");
        assertThatThrownBy(() -> new Moments(2, new double[2], new double[3])).hasMessageContaining("2 x 2");
        assertThatThrownBy(() -> new Moments(2, new double[] {Double.NaN}, new double[1]))
                .hasMessageContaining("finite");
    }

    static Moments of(FeatureMatrix features) throws Exception {
        return OnLane.call(Lane.Kind.BACKGROUND, scope -> Moments.of(ComputeDevice.CPU, features));
    }
}
