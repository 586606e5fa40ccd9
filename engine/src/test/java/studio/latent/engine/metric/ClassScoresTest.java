package studio.latent.engine.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ClassScoresTest {
    @Test
    void theMostProbableClassIsPredictedAndOfEqualOnesTheFirst() {
        FeatureMatrix shares = FeatureMatrix.of(new float[][] {{0.2f, 0.5f, 0.3f}, {0.4f, 0.2f, 0.4f}, {0, 0, 1}});

        assertThat(ClassScores.Probabilities.predicted(shares)).containsExactly(1, 0, 2);
    }

    @Test
    void bothSidesHaveTheSameClasses() {
        FeatureMatrix two = FeatureMatrix.of(new float[][] {{1, 0}});
        FeatureMatrix three = FeatureMatrix.of(new float[][] {{1, 0, 0}});

        assertThatThrownBy(() -> new ClassScores.Probabilities(two, null, three))
                .hasMessageContaining("one dimension");
    }
}
