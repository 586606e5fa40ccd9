package studio.latent.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import studio.latent.engine.tensor.Noise;

class PrincipalAxesTest {
    @Test
    void fourPointsOnACrossHaveItsArmsAsAxes() {
        LatentGeometry geometry = PrincipalAxes.fit(new float[][] {{5, 4}, {-1, -4}, {0.4f, 1.2f}, {3.6f, -1.2f}});

        assertThat(geometry.fitted()).isTrue();
        assertThat(geometry.mean()).containsExactly(new float[] {2, 0}, within(1e-6f));
        assertThat(geometry.axes()[0]).containsExactly(new float[] {0.6f, 0.8f}, within(1e-6f));
        assertThat(geometry.axes()[1]).containsExactly(new float[] {0.8f, -0.6f}, within(1e-6f));
        assertThat(geometry.deviations())
                .containsExactly(new float[] {(float) Math.sqrt(50 / 3.0), (float) Math.sqrt(8 / 3.0)}, within(1e-6f));
    }

    @Test
    void axesAndDeviationsAgreeWithNumPy() {
        GoldenMixture golden = GoldenMixture.open();

        LatentGeometry geometry = PrincipalAxes.fit(golden.points());

        float tolerance = (float) golden.tolerance();
        float[][] axes = GoldenMixture.matrix(golden.root().get("axes"));
        for (int k = 0; k < axes.length; k++) {
            assertThat(geometry.axes()[k]).containsExactly(axes[k], within(tolerance));
        }
        assertThat(geometry.deviations())
                .containsExactly(GoldenMixture.vector(golden.root().get("deviations")), within(tolerance));
    }

    @Test
    void axesAreOrthonormalAndPointToTheirLargestComponent() {
        int d = 40;
        float[][] latents = new float[300][];
        for (int n = 0; n < latents.length; n++) {
            latents[n] = Noise.normals(n, Noise.Stream.PRIOR, 0, d);
        }

        float[][] axes = PrincipalAxes.fit(latents).axes();

        for (int i = 0; i < d; i++) {
            float largest = 0;
            for (int j = 0; j < d; j++) {
                double product = 0;
                for (int k = 0; k < d; k++) {
                    product += (double) axes[i][k] * axes[j][k];
                }
                assertThat(product).isCloseTo(i == j ? 1 : 0, within(1e-6));
                largest = Math.abs(axes[i][j]) > Math.abs(largest) ? axes[i][j] : largest;
            }
            assertThat(largest).isPositive();
        }
    }

    @Test
    void fewerPointsThanDimensionsLeaveAxesWithoutSpread() {
        LatentGeometry geometry = PrincipalAxes.fit(new float[][] {{0, 0, 0}, {0, 2, 0}});

        assertThat(geometry.axes()[0]).containsExactly(0, 1, 0);
        assertThat(geometry.deviations()).containsExactly((float) Math.sqrt(2), 0, 0);
    }

    @Test
    void unusableLatentsAreNamed() {
        assertThatThrownBy(() -> PrincipalAxes.fit(new float[][] {{1}})).hasMessageContaining("at least 2");
        assertThatThrownBy(() -> PrincipalAxes.fit(new float[][] {{1}, {1, 2}})).hasMessageContaining("one dimension");
        assertThatThrownBy(() -> PrincipalAxes.fit(new float[][] {{1}, {Float.NaN}}))
                .hasMessageContaining("latent 1 must be finite");
    }
}
