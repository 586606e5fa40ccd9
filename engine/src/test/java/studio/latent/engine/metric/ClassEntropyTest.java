package studio.latent.engine.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ClassEntropyTest {
    @Test
    void imagesOfOneClassHaveNoneAndOfAllClassesAlikeTheLogarithmOfTheirNumber() {
        FeatureMatrix one = FeatureMatrix.of(new float[][] {{0, 1, 0}, {0, 1, 0}});
        FeatureMatrix all = FeatureMatrix.of(new float[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}});

        assertThat(ClassEntropy.of(one)).isZero();
        assertThat(ClassEntropy.of(all)).isEqualTo(Math.log(3), within(1e-12));
    }

    @Test
    void itIsThatOfTheMeanProbabilitiesOfTheRowsAskedFor() {
        FeatureMatrix shares = FeatureMatrix.of(new float[][] {{0.5f, 0.5f}, {1, 0}, {0, 1}});

        // the mean of rows 0, 1 and 1 is 5/6 and 1/6
        assertThat(ClassEntropy.of(shares, new int[] {0, 1, 1}))
                .isEqualTo(-5.0 / 6 * Math.log(5.0 / 6) - 1.0 / 6 * Math.log(1.0 / 6), within(1e-12));
        assertThatThrownBy(() -> ClassEntropy.of(shares, new int[0])).hasMessageContaining("at least one image");
    }
}
