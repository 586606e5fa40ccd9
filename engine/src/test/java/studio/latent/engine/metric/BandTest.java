package studio.latent.engine.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class BandTest {
    @Test
    void aBandHoldsItsEnds() {
        Band band = new Band(1, 2, 0.95, Band.Method.BOOTSTRAP);

        assertThat(band.contains(1)).isTrue();
        assertThat(band.contains(2)).isTrue();
        assertThat(band.contains(2.1)).isFalse();
    }

    @Test
    void endsInTheWrongOrderAndImpossibleLevelsAreRefused() {
        assertThatThrownBy(() -> new Band(2, 1, 0.95, Band.Method.BOOTSTRAP)).hasMessageContaining("low");
        assertThatThrownBy(() -> new Band(Double.NaN, 1, 0.95, Band.Method.BOOTSTRAP))
                .hasMessageContaining("low");
        assertThatThrownBy(() -> new Band(1, 2, 1, Band.Method.SUBSETS)).hasMessageContaining("level");
    }
}
