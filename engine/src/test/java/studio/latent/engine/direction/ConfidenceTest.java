package studio.latent.engine.direction;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ConfidenceTest {
    @Test
    void aBandHoldsItsMedian() {
        assertThatThrownBy(() -> new Confidence(0.5, 0.6, 0.9, 50)).hasMessageContaining("must rise");
        assertThatThrownBy(() -> new Confidence(0.5, 0.4, 0.9, 1)).hasMessageContaining("refits");
    }
}
