package studio.latent.engine.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Objects;
import org.junit.jupiter.api.Test;

class PathLengthTest {
    @Test
    void aPathsLengthIsTheSquaredDistanceOfItsEndsForAStepOfOne() {
        FeatureMatrix ends = FeatureMatrix.of(new float[][] {{0, 0}, {3, 4}, {1, 1}, {1, 2}});

        PathLength length = PathLength.of(ends, 0.5);

        assertThat(length.perPath()).containsExactly(25 / 0.25, 1 / 0.25);
        assertThat(length.mean()).isEqualTo(52);
    }

    @Test
    void theResultNamesFeaturesAndStepAndHasTheBandOfOtherPaths() {
        MetricResult.Measured result =
                new PathLength(new double[] {1, 2, 3, 6}, 1e-4).result("pixels", "none", MetricOptions.standard(1));

        assertThat(result.value()).isEqualTo(3);
        assertThat(result.basis()).isEqualTo(new MetricResult.Basis(8, 0, "pixels, step 1.0E-4", "none"));
        assertThat(Objects.requireNonNull(result.band()).low()).isBetween(1.0, 3.0);
        assertThat(Objects.requireNonNull(result.band()).high()).isBetween(3.0, 6.0);
        assertThat(result.floor()).isNull();
    }

    @Test
    void lengthsOfOneAndTwoStepsDisagreeByThreeQuartersOfTheRoundingsShare() {
        PathLength exact = new PathLength(new double[] {7}, 1e-4);
        // 0.1 of rounding in the square of the step weighs a quarter in the step of twice the length
        PathLength rounded = new PathLength(new double[] {7.1}, 1e-4);
        PathLength twice = new PathLength(new double[] {7.025}, 2e-4);

        assertThat(exact.disagreement(exact)).isZero();
        assertThat(rounded.disagreement(twice)).isEqualTo(0.75 * 0.1 / 7.1, within(1e-12));
        assertThat(twice.disagreement(rounded)).isEqualTo(rounded.disagreement(twice));
        assertThat(new PathLength(new double[1], 1e-4).disagreement(new PathLength(new double[1], 2e-4)))
                .isZero();
    }

    @Test
    void halfAPathNoPathsAndStepsOfNothingAreRefused() {
        assertThatThrownBy(() -> PathLength.of(FeatureMatrix.of(new float[][] {{1}}), 0.1))
                .hasMessageContaining("in twos");
        assertThatThrownBy(() -> new PathLength(new double[0], 0.1)).hasMessageContaining("at least 1");
        assertThatThrownBy(() -> new PathLength(new double[1], 0)).hasMessageContaining("step");
    }
}
