package studio.latent.engine.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.List;
import org.junit.jupiter.api.Test;
import studio.latent.engine.job.JobContext;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.tensor.Lane;
import studio.latent.engine.tensor.OnLane;

class SlicedWassersteinTest {
    @Test
    void onALineItIsTheWassersteinDistance() throws Exception {
        FeatureMatrix one = new FeatureMatrix(3, 1, new float[] {5, 0, 1});
        FeatureMatrix other = new FeatureMatrix(3, 1, new float[] {3, 1, 8});

        assertThat(between(one, other, 3)).isEqualTo((1 + 4 + 9) / 3.0, within(1e-12));
    }

    @Test
    void setsOfSeveralSizesAreTransportedExactly() throws Exception {
        FeatureMatrix two = new FeatureMatrix(2, 1, new float[] {0, 6});
        FeatureMatrix three = new FeatureMatrix(3, 1, new float[] {3, 0, 6});

        // a sixth of the mass moves from 0 to 3, a sixth from 6 to 3
        assertThat(between(two, three, 2)).isEqualTo(9 / 6.0 + 9 / 6.0, within(1e-12));
        assertThat(between(three, FeatureMatrix.concat(List.of(three, three)), 2))
                .isEqualTo(0, within(1e-12));
    }

    @Test
    void aShiftCostsItsSquareOverTheDimension() throws Exception {
        FeatureMatrix features = RandomFeatures.normal(3000, 16, 81);
        float[] values = features.toArray();
        for (int i = 0; i < 3000; i++) {
            values[i * 16] += 2;
        }

        // E (u·s)² = |s|²/d
        assertThat(between(features, new FeatureMatrix(3000, 16, values), 2000))
                .isCloseTo(4 / 16.0, withinPercentage(10));
        assertThat(between(features, features, 100)).isZero();
    }

    @Test
    void setsWithoutImagesOrProjectionsAreRefused() {
        FeatureMatrix none = new FeatureMatrix(0, 1, new float[0]);

        assertThatThrownBy(() -> between(none, none, 1)).hasMessageContaining("at least 1 image");
        assertThatThrownBy(() -> new SlicedWasserstein(0, 1)).hasMessageContaining("projections must be at least 1");
    }

    private static double between(FeatureMatrix one, FeatureMatrix other, int projections) throws Exception {
        return OnLane.call(
                Lane.Kind.BACKGROUND,
                scope -> new SlicedWasserstein(projections, 5)
                        .between(ComputeDevice.CPU, one, other, JobContext.unattended()));
    }
}
