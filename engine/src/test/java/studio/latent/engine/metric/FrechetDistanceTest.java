package studio.latent.engine.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.tensor.Lane;
import studio.latent.engine.tensor.OnLane;

class FrechetDistanceTest {
    /// 1e-6 relative is asked for; the arithmetic is float64 on both sides.
    private static final double PERCENT = 1e-9;

    @ParameterizedTest
    @ValueSource(strings = {"wide", "tall"})
    void distancesAgreeWithTorchFidelityAndPytorchFid(String name) throws Exception {
        GoldenMetrics golden = GoldenMetrics.open();

        double distance = between(golden.real(name), golden.generated(name));

        assertThat(distance)
                .isCloseTo(golden.number("frechet", name, "torchFidelity"), withinPercentage(PERCENT))
                .isCloseTo(golden.number("frechet", name, "pytorchFid"), withinPercentage(PERCENT));
    }

    @Test
    void singularCovariancesAgreeWithTorchFidelity() throws Exception {
        GoldenMetrics golden = GoldenMetrics.open();

        double distance = between(
                golden.real("wide").slice(0, 10), golden.generated("wide").slice(0, 10));

        // the tool takes roots of eigenvalues that are rounding: some 1e-8 each
        assertThat(distance).isCloseTo(golden.number("frechetOfTenImages"), withinPercentage(1e-5));
    }

    @Test
    void diagonalGaussiansHaveAClosedForm() throws Exception {
        Moments one = new Moments(10, new double[] {0, 1}, new double[] {4, 0, 0, 9});
        Moments other = new Moments(10, new double[] {3, 1}, new double[] {1, 0, 0, 25});

        assertThat(between(one, other)).isEqualTo(9 + 1 + 4, within(1e-12));
    }

    @Test
    void aDimensionThatDoesNotVaryAddsItsVarianceOnly() throws Exception {
        Moments flat = new Moments(10, new double[2], new double[] {4, 0, 0, 0});
        Moments round = new Moments(10, new double[2], new double[] {1, 0, 0, 25});
        Moments point = new Moments(10, new double[2], new double[4]);

        assertThat(between(flat, round)).isEqualTo(1 + 25, within(1e-12));
        assertThat(between(point, round)).isEqualTo(26, within(1e-12));
        assertThat(between(point, point)).isZero();
    }

    @Test
    void linesInThePlaneMeetAtTheirAngle() throws Exception {
        // variances 1 along x and 1 along the diagonal: tr root = |cos 45°|
        Moments along = new Moments(10, new double[2], new double[] {1, 0, 0, 0});
        Moments diagonal = new Moments(10, new double[2], new double[] {0.5, 0.5, 0.5, 0.5});

        assertThat(between(along, diagonal)).isEqualTo(2 - Math.sqrt(2), within(1e-12));
    }

    @Test
    void equalSetsAreAtDistanceZeroAndTheOrderDoesNotMatter() throws Exception {
        FeatureMatrix one = RandomFeatures.normal(400, 30, 11);
        FeatureMatrix other = RandomFeatures.normal(300, 30, 12, 1.5f, 0.2f);

        assertThat(between(one, one)).isBetween(0.0, 1e-11);
        assertThat(between(one, other)).isCloseTo(between(other, one), withinPercentage(1e-10));
        assertThat(between(one.slice(0, 7), one.slice(0, 7))).isBetween(0.0, 1e-11);
    }

    @Test
    void momentsOfSeveralDimensionsAreRefused() {
        Moments two = new Moments(10, new double[2], new double[4]);
        Moments one = new Moments(10, new double[1], new double[1]);

        assertThatThrownBy(() -> between(two, one))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("got 2 and 1");
    }

    private static double between(FeatureMatrix one, FeatureMatrix other) throws Exception {
        return between(MomentsTest.of(one), MomentsTest.of(other));
    }

    private static double between(Moments one, Moments other) throws Exception {
        return OnLane.call(Lane.Kind.BACKGROUND, scope -> FrechetDistance.between(ComputeDevice.CPU, one, other));
    }
}
