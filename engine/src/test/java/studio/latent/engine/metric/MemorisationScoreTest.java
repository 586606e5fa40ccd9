package studio.latent.engine.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import studio.latent.engine.job.JobContext;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.tensor.Lane;
import studio.latent.engine.tensor.OnLane;

class MemorisationScoreTest {
    @Test
    void anImageMuchNearerToOneTrainingImageIsMemorised() throws Exception {
        FeatureMatrix training = new FeatureMatrix(3, 1, new float[] {0, 4, 100});
        FeatureMatrix images = new FeatureMatrix(4, 1, new float[] {0.5f, 1.5f, 100, 2});

        assertThat(of(training, images).memorised()).containsExactly(true, false, true, false);
        assertThat(of(training, images).share()).isEqualTo(0.5);
    }

    @Test
    void copiesAreMemorisedEvenWhereTheTrainingSetRepeatsItself() throws Exception {
        FeatureMatrix training = RandomFeatures.normal(40, 8, 51);

        assertThat(of(FeatureMatrix.concat(List.of(training, training)), training)
                        .share())
                .isEqualTo(1);
    }

    @Test
    void newImagesOfTheSameDistributionAreNot() throws Exception {
        FeatureMatrix training = RandomFeatures.normal(500, 16, 52);
        FeatureMatrix fresh = RandomFeatures.normal(200, 16, 53);

        assertThat(of(training, fresh).share()).isZero();
    }

    private static MemorisationScore of(FeatureMatrix training, FeatureMatrix images) throws Exception {
        return OnLane.call(
                Lane.Kind.BACKGROUND,
                scope -> MemorisationScore.of(ComputeDevice.CPU, training, images, JobContext.unattended()));
    }
}
