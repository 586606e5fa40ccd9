package studio.latent.engine.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import studio.latent.engine.job.JobContext;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.tensor.Lane;
import studio.latent.engine.tensor.OnLane;

class PairwiseSpreadTest {
    @Test
    void theMeanDistanceAgreesWithPyTorch() throws Exception {
        GoldenMetrics golden = GoldenMetrics.open();

        assertThat(of(golden.real("wide"))).isEqualTo(golden.number("spread"), within(1e-10));
    }

    @Test
    void imagesThatAreAllOneHaveNoSpread() throws Exception {
        assertThat(of(RandomFeatures.normal(1, 20, 61, 3, 500).rows(new int[30])))
                .isZero();
    }

    @Test
    void oneImageHasNoPair() {
        assertThatThrownBy(() -> of(RandomFeatures.normal(1, 2, 1))).hasMessageContaining("at least 2 images");
    }

    private static double of(FeatureMatrix images) throws Exception {
        return OnLane.call(
                Lane.Kind.BACKGROUND, scope -> PairwiseSpread.of(ComputeDevice.CPU, images, JobContext.unattended()));
    }
}
