package studio.latent.engine.train.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ActiveUnitsTest {
    @Test
    void dimensionsAboveAHundredthOfANatAreCounted() {
        assertThat(ActiveUnits.count(new float[] {0, 0.009f, 0.011f, 3})).isEqualTo(2);
        assertThat(ActiveUnits.count(new float[0])).isZero();
    }
}
