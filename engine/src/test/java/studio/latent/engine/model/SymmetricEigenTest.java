package studio.latent.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.latent.engine.tensor.Noise;

class SymmetricEigenTest {
    /// The discrete Laplacian: its eigenvalues are known in closed form.
    private static double[][] laplacian(int n) {
        double[][] a = new double[n][n];
        for (int i = 0; i < n; i++) {
            a[i][i] = 2;
            if (i > 0) {
                a[i][i - 1] = -1;
                a[i - 1][i] = -1;
            }
        }
        return a;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 20, 129})
    void theLaplaciansEigenvaluesAreThoseOfTheFormula(int n) {
        SymmetricEigen eigen = SymmetricEigen.of(laplacian(n));

        for (int k = 0; k < n; k++) {
            double wanted = 2 + 2 * Math.cos((k + 1) * Math.PI / (n + 1));
            assertThat(eigen.values()[k]).isCloseTo(wanted, within(1e-13));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void vectorsAreOrthonormalAndMakeTheMatrixAgain(long seed) {
        int n = 24;
        double[][] a = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                a[i][j] = Noise.normal(seed, Noise.Stream.PRIOR, i * n + j);
                a[j][i] = a[i][j];
            }
        }

        SymmetricEigen eigen = SymmetricEigen.of(a);

        assertThat(eigen.values()).isSortedAccordingTo((x, y) -> Double.compare(y, x));
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double product = 0;
                double again = 0;
                for (int k = 0; k < n; k++) {
                    product += eigen.vectors()[i][k] * eigen.vectors()[j][k];
                    again += eigen.values()[k] * eigen.vectors()[k][i] * eigen.vectors()[k][j];
                }
                assertThat(product).isCloseTo(i == j ? 1 : 0, within(1e-13));
                assertThat(again).as("seed %d", seed).isCloseTo(a[i][j], within(1e-13 * n));
            }
        }
    }

    @Test
    void equalEigenvaluesKeepTheirOrder() {
        SymmetricEigen eigen = SymmetricEigen.of(new double[][] {{1, 0, 0}, {0, 3, 0}, {0, 0, 1}});

        assertThat(eigen.values()).containsExactly(3, 1, 1);
        assertThat(eigen.vectors()).isDeepEqualTo(new double[][] {{0, 1, 0}, {1, 0, 0}, {0, 0, 1}});
    }

    @Test
    void aMatrixOfZerosHasThem() {
        assertThat(SymmetricEigen.of(new double[2][2]).values()).containsExactly(0, 0);
    }

    @Test
    void aMatrixThatIsNotFiniteIsRefused() {
        assertThatThrownBy(() -> SymmetricEigen.of(new double[][] {{Double.NaN}}))
                .hasMessageContaining("finite");
    }
}
