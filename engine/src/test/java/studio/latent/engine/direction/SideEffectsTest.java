package studio.latent.engine.direction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SideEffectsTest {
    @Test
    void aDirectionGivesWayWhereMuchChangesBesides() {
        SideEffects.Sum sum = new SideEffects.Sum(2);
        // the second axis alone changes an attribute, pixels do not change: M = diag(0, 2)
        sum.add(new float[][] {{0}, {0.5f}}, new float[][] {{0}, {0}});

        double[] turned = sum.weighing(1.5).spared(new double[] {0.6, 0.8});

        assertThat(turned).containsExactly(new double[] {0.6, 0.8 / (1 + 1.5 * 2)}, within(1e-12));
    }

    @Test
    void attributesAndPixelsCountAlikeWhateverTheirSize() {
        SideEffects.Sum sum = new SideEffects.Sum(2);
        // diag(2, 0) of the attribute and diag(0, 2) of pixels, which change a hundred times as much
        sum.add(new float[][] {{0.1f}, {0}}, new float[][] {{0, 0}, {6, 8}});

        assertThat(sum.weighing(1).spared(new double[] {1, 1}))
                .containsExactly(new double[] {1 / 3.0, 1 / 3.0}, within(1e-12));
    }

    @Test
    void whatOnePointLosesAndAnotherGainsIsASideEffectToo() {
        SideEffects.Sum sum = new SideEffects.Sum(2);
        sum.add(new float[][] {{0}, {1}}, new float[][] {{0}, {0}});
        sum.add(new float[][] {{0}, {-1}}, new float[][] {{0}, {0}});

        assertThat(sum.weighing(1).spared(new double[] {0, 1}))
                .containsExactly(new double[] {0, 1 / 3.0}, within(1e-12));
    }

    @Test
    void theQuotientOfWhatShallChangeToWhatShallNotIsLargest() {
        SideEffects.Sum sum = new SideEffects.Sum(3);
        sum.add(new float[][] {{1, 0}, {2, 1}, {0, -1}}, new float[][] {{0.1f}, {-0.2f}, {0.4f}});
        SideEffects effects = sum.weighing(2);
        double[] wanted = {0.2, 0.9, -0.4};
        double[] best = effects.spared(wanted);

        for (int i = 0; i < 3; i++) {
            for (double by : new double[] {-0.05, 0.05}) {
                double[] other = best.clone();
                other[i] += by;

                assertThat(quotient(effects, wanted, other)).isLessThan(quotient(effects, wanted, best));
            }
        }
    }

    /// (w · d)² / dᵀAd where A is what [SideEffects#spared] inverts: its columns are found by solving for the axes.
    private static double quotient(SideEffects effects, double[] wanted, double[] d) {
        double[][] inverse = new double[3][];
        for (int i = 0; i < 3; i++) {
            double[] axis = new double[3];
            axis[i] = 1;
            inverse[i] = effects.spared(axis);
        }
        double[] solved = solve(inverse, d);
        double above = UnitVectors.dot(wanted, d);
        return above * above / UnitVectors.dot(d, solved);
    }

    /// Cramer's rule.
    private static double[] solve(double[][] a, double[] b) {
        double[] x = new double[3];
        for (int i = 0; i < 3; i++) {
            double[][] replaced = {a[0].clone(), a[1].clone(), a[2].clone()};
            for (int row = 0; row < 3; row++) {
                replaced[row][i] = b[row];
            }
            x[i] = determinant(replaced) / determinant(a);
        }
        return x;
    }

    private static double determinant(double[][] a) {
        return a[0][0] * (a[1][1] * a[2][2] - a[1][2] * a[2][1])
                - a[0][1] * (a[1][0] * a[2][2] - a[1][2] * a[2][0])
                + a[0][2] * (a[1][0] * a[2][1] - a[1][1] * a[2][0]);
    }

    @Test
    void withoutStrengthADirectionStays() {
        SideEffects.Sum sum = new SideEffects.Sum(2);
        sum.add(new float[][] {{1}, {2}}, new float[][] {{3}, {4}});

        assertThat(sum.weighing(0).spared(new double[] {0.6, 0.8}))
                .containsExactly(new double[] {0.6, 0.8}, within(1e-12));
        assertThatThrownBy(() -> sum.weighing(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("strength must be at least 0, got -1.0");
        assertThatThrownBy(() -> sum.add(new float[3][1], new float[2][1]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("along 2 axes, got 3");
    }
}
