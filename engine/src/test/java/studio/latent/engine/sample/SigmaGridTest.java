package studio.latent.engine.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SigmaGridTest {
    @Test
    void stepsGoFromOneSigmaToTheNext() {
        SigmaGrid grid = new SigmaGrid(new double[] {3, 1, 0});

        assertThat(grid.steps()).isEqualTo(2);
        assertThat(grid.from(1)).isEqualTo(1);
        assertThat(grid.to(1)).isZero();
        assertThat(grid.tail(1).sigmas()).containsExactly(1, 0);
        assertThat(grid.withoutZero().sigmas()).containsExactly(3, 1);
        assertThat(grid.tail(1).withoutZero().sigmas()).containsExactly(1, 0);
    }

    @Test
    void whatDoesNotFallToZeroIsRefused() {
        for (double[] bad : new double[][] {{1}, {1, 1}, {1, 2, 0}, {2, 0, 0}, {2, -1}, {Double.NaN, 0}, {3, 0, -1}}) {
            assertThatThrownBy(() -> new SigmaGrid(bad))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("sigmas must");
        }
    }
}
