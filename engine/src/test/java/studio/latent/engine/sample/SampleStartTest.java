package studio.latent.engine.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.latent.engine.error.BadOption;

class SampleStartTest {
    private static final SigmaGrid GRID = new SigmaGrid(new double[] {8, 4, 2, 1, 0});
    private static final Samples IMAGE = new Samples(new int[] {1, 2}, new double[] {0.5, -0.5});
    private static final Samples NOISE = new Samples(new int[] {1, 2}, new double[] {1, 2});

    @Test
    void pureNoiseHasTheFirstSigma() {
        SampleStart start = SampleStart.noise(GRID, NOISE);

        assertThat(start.x().values()).containsExactly(8, 16);
        assertThat(start.grid()).isEqualTo(GRID);
    }

    @Test
    void strengthIsTheShareOfStepsThatAreTaken() throws Exception {
        assertThat(SampleStart.image(GRID, IMAGE, 0.5, NOISE).grid().sigmas()).containsExactly(2, 1, 0);
        assertThat(SampleStart.image(GRID, IMAGE, 0.5, NOISE).x().values()).containsExactly(2.5, 3.5);
        assertThat(SampleStart.image(GRID, IMAGE, 1, NOISE).grid()).isEqualTo(GRID);
        assertThat(SampleStart.image(GRID, IMAGE, 0.01, NOISE).grid().steps()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, 1.1, Double.NaN})
    void aStrengthOutOfRangeIsRefused(double strength) {
        assertThatThrownBy(() -> SampleStart.image(GRID, IMAGE, strength, NOISE))
                .isInstanceOf(BadOption.class)
                .hasMessageContaining("at most 1")
                .hasMessageContaining("0.3 keeps the composition");
    }
}
