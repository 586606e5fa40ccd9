package studio.latent.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import studio.latent.engine.tensor.Noise;

class GaussianMixtureTest {
    private static final float[][] FIRST = {{2, 0}, {1, 0.5f}};
    private static final float[][] SECOND = {{0.1f, 0}, {0, 0.1f}};
    private static final GaussianMixture MIXTURE = new GaussianMixture(
            new float[] {0.25f, 0.75f}, new float[][] {{1, 0}, {-5, 5}}, new float[][][] {FIRST, SECOND});

    @Test
    void aLatentIsTheMeanPlusTheFactorTimesTheNormals() {
        assertThat(MIXTURE.sample(new float[] {1, -2}, 0.2).values()).containsExactly(3, 0);
        assertThat(MIXTURE.sample(new float[] {1, -2}, 0.25).values())
                .containsExactly(new float[] {-4.9f, 4.8f}, within(1e-6f));
        assertThat(MIXTURE.sample(new float[2], 0.9999).values()).containsExactly(-5, 5);
    }

    @Test
    void manyLatentsHaveTheMixturesMeanAndCovariance() {
        int n = 40_000;
        double[] mean = new double[2];
        double product = 0;
        for (int i = 0; i < n; i++) {
            float[] z = MIXTURE.sample(
                            Noise.normals(i, Noise.Stream.PRIOR, 0, 2),
                            Noise.uniform(i, Noise.Stream.MIXTURE_COMPONENT, 0))
                    .values();
            mean[0] += z[0] / (double) n;
            mean[1] += z[1] / (double) n;
            product += (double) z[0] * z[1] / n;
        }

        // E z = ¼·(1, 0) + ¾·(−5, 5); E z₀z₁ = ¼·(2 + 0) + ¾·(−25)
        assertThat(mean).containsExactly(new double[] {-3.5, 3.75}, within(0.1));
        assertThat(product).isCloseTo(-18.25, within(0.4));
    }

    @Test
    void theDensityOfOneGaussianIsItsFormula() {
        GaussianMixture one = new GaussianMixture(new float[] {1}, new float[][] {{1, 0}}, new float[][][] {FIRST});
        // Σ = [[4, 2], [2, 1.25]], |Σ| = 1, Σ⁻¹ = [[1.25, −2], [−2, 4]], x − μ = (2, 1)
        double quadratic = 1.25 * 4 - 2 * 2 * 2 + 4;

        assertThat(one.logDensity(new double[] {3, 1}))
                .isCloseTo(-Math.log(2 * Math.PI) - quadratic / 2, within(1e-12));
    }

    @Test
    void theDensityOfTheMixtureIntegratesToOne() {
        double sum = 0;
        double h = 0.05;
        for (double x = -12; x < 14; x += h) {
            for (double y = -8; y < 9; y += h) {
                sum += Math.exp(MIXTURE.logDensity(new double[] {x, y})) * h * h;
            }
        }

        assertThat(sum).isCloseTo(1, within(1e-3));
    }

    @Test
    void farAwayTheLogDensityStaysFinite() {
        assertThat(MIXTURE.logDensity(new double[] {1e4, -1e4})).isFinite().isLessThan(-1e6);
    }

    @Test
    void aMixtureOfNoWeightIsNeverDrawn() {
        GaussianMixture mixture = new GaussianMixture(
                new float[] {0, 1, 0}, new float[][] {{1}, {2}, {3}}, new float[][][] {{{1}}, {{1}}, {{1}}});

        assertThat(mixture.component(0)).isEqualTo(1);
        assertThat(mixture.component(Math.nextDown(1.0))).isEqualTo(1);
    }

    @Test
    void wrongPartsAreNamed() {
        float[][] mean = {{0}};
        float[][][] factor = {{{1}}};
        assertThatThrownBy(() -> new GaussianMixture(new float[] {0.5f}, mean, factor))
                .hasMessageContaining("sum to 1, got 0.5");
        assertThatThrownBy(() -> new GaussianMixture(new float[] {Float.NaN}, mean, factor))
                .hasMessageContaining("at least 0");
        assertThatThrownBy(() -> new GaussianMixture(new float[0], new float[0][], new float[0][][]))
                .hasMessageContaining("at least 1");
        assertThatThrownBy(() -> new GaussianMixture(new float[] {1}, mean, new float[][][] {{{0}}}))
                .hasMessageContaining("positive diagonal");
        assertThatThrownBy(() ->
                        new GaussianMixture(new float[] {1}, new float[][] {{0, 0}}, new float[][][] {{{1, 1}, {0, 1}}
                        }))
                .hasMessageContaining("lower triangle");
        assertThatThrownBy(() -> MIXTURE.sample(new float[3], 0)).hasMessageContaining("[2]");
        assertThatThrownBy(() -> MIXTURE.sample(new float[2], 1)).hasMessageContaining("[0, 1)");
        assertThatThrownBy(() -> MIXTURE.logDensity(new double[1])).hasMessageContaining("[2]");
    }
}
