package studio.latent.engine.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import studio.latent.engine.job.JobContext;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.tensor.Lane;
import studio.latent.engine.tensor.OnLane;

class NearestNeighboursTest {
    @Test
    void neighboursAgreeWithScikitLearn() throws Exception {
        GoldenMetrics golden = GoldenMetrics.open();
        JsonObject wanted = golden.object("neighbours");

        NearestNeighbours found = of(golden.generated("wide").slice(0, 20), golden.real("wide"), 3);

        assertThat(found.indices()).isDeepEqualTo(GoldenMetrics.intRows(wanted.getAsJsonArray("indices")));
        for (int i = 0; i < 20; i++) {
            assertThat(found.distances()[i])
                    .containsExactly(
                            GoldenMetrics.doubles(
                                    wanted.getAsJsonArray("distances").get(i)),
                            within(1e-9));
        }
    }

    @Test
    void blocksOfRowsDoNotChangeTheNeighbours() throws Exception {
        // 3000 x 3000 distances are more than one block
        FeatureMatrix features = RandomFeatures.normal(3000, 3, 41);

        NearestNeighbours found = of(features, features, 2);

        for (int i = 0; i < 3000; i += 97) {
            assertThat(found.indices()[i][0]).isEqualTo(i);
            assertThat(found.distances()[i][0]).isZero();
            double nearest = Double.POSITIVE_INFINITY;
            for (int j = 0; j < 3000; j++) {
                nearest = j == i ? nearest : Math.min(nearest, features.squaredDistance(i, features, j));
            }
            assertThat(found.distances()[i][1]).isEqualTo(Math.sqrt(nearest));
        }
    }

    @Test
    void copiesFarFromTheOriginAreAtDistanceZero() throws Exception {
        FeatureMatrix far = RandomFeatures.normal(50, 64, 42, 1, 1000);

        double[][] radii = OnLane.call(
                Lane.Kind.BACKGROUND,
                scope -> NearestNeighbours.squaredRadii(
                        ComputeDevice.CPU,
                        FeatureMatrix.concat(List.of(far, far)),
                        new int[] {1, 2},
                        JobContext.unattended()));

        assertThat(radii[0]).containsOnly(0.0);
        assertThat(Arrays.stream(radii[1]).boxed())
                .allSatisfy(radius -> assertThat(radius).isGreaterThan(1));
    }

    @Test
    void neighboursThatAreNotThereAreRefused() {
        FeatureMatrix few = RandomFeatures.normal(3, 2, 1);

        assertThatThrownBy(() -> of(few, few, 4)).hasMessageContaining("k must be within [1, 3], got 4");
        assertThatThrownBy(() -> of(few, RandomFeatures.normal(3, 5, 1), 1)).hasMessageContaining("one dimension");
    }

    private static NearestNeighbours of(FeatureMatrix images, FeatureMatrix among, int k) throws Exception {
        return OnLane.call(
                Lane.Kind.BACKGROUND,
                scope -> NearestNeighbours.of(ComputeDevice.CPU, images, among, k, JobContext.unattended()));
    }
}
