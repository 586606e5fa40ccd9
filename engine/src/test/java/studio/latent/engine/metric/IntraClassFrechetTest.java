package studio.latent.engine.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import studio.latent.engine.job.JobContext;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.tensor.Lane;
import studio.latent.engine.tensor.OnLane;

class IntraClassFrechetTest {
    @Test
    void classesThatWereSwappedAreFarThoughTheSetsAreEqual() throws Exception {
        FeatureMatrix features = new FeatureMatrix(8, 1, new float[] {0, 1, 2, 3, 10, 11, 12, 13});
        int[] classes = {0, 0, 0, 0, 4, 4, 4, 4};
        int[] swapped = {4, 4, 4, 4, 0, 0, 0, 0};

        assertThat(of(features, classes, classes).mean().orElseThrow()).isEqualTo(0, within(1e-12));
        assertThat(of(features, classes, swapped).distances().get(4)).isEqualTo(100, within(1e-10));
        assertThat(of(features, classes, swapped).mean().orElseThrow()).isEqualTo(100, within(1e-10));
    }

    @Test
    void aClassWithTooFewImagesIsNamedInsteadOfMeasured() throws Exception {
        FeatureMatrix features = RandomFeatures.normal(20, 3, 91);
        int[] classes = new int[20];
        Arrays.fill(classes, 0, 3, 7);

        IntraClassFrechet found = of(features, classes, classes);

        assertThat(found.tooFew()).containsExactly(7);
        assertThat(found.distances()).containsOnlyKeys(0);
        assertThat(of(features.slice(0, 3), new int[3], new int[3]).mean()).isEmpty();
    }

    @Test
    void everyImageNeedsAClass() {
        assertThatThrownBy(() -> new IntraClassFrechet.Labelled(RandomFeatures.normal(3, 1, 1), new int[2]))
                .hasMessageContaining("must hold 3 numbers, got 2");
    }

    private static IntraClassFrechet of(FeatureMatrix features, int[] real, int[] generated) throws Exception {
        return OnLane.call(
                Lane.Kind.BACKGROUND,
                scope -> IntraClassFrechet.of(
                        ComputeDevice.CPU,
                        new IntraClassFrechet.Labelled(features, real),
                        new IntraClassFrechet.Labelled(features, generated),
                        JobContext.unattended()));
    }
}
