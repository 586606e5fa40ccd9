package studio.latent.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FidelityDialTest {
    @ParameterizedTest
    @EnumSource(Family.class)
    void everyFamilyHasADialThatIsSweptThroughItsNeutralValue(Family family) {
        FidelityDial dial = family.dial();

        assertThat(dial.stops()).hasSizeGreaterThanOrEqualTo(4).contains(dial.neutral());
    }

    @Test
    void aClassifierThatSaysNothingLeavesTheModelAsItWasTrained() {
        FidelityDial dial = FidelityDial.classifierScale(List.of(0.0, 1.0, 2.0));

        assertThat(dial.neutral()).isZero();
        assertThat(dial.up()).isEqualTo(FidelityDial.Gain.FIDELITY);
    }

    @Test
    void valuesOutsideOfTheRangeAreRefused() {
        assertThatThrownBy(() -> new FidelityDial("psi", 0, 1, 2, List.of(0.5, 1.0), FidelityDial.Gain.DIVERSITY))
                .hasMessageContaining("psi: neutral must be within [0.0, 1.0], got 2.0");
        assertThatThrownBy(() -> new FidelityDial("psi", 0, 1, 1, List.of(0.5, 1.5), FidelityDial.Gain.DIVERSITY))
                .hasMessageContaining("stops must rise within");
        assertThatThrownBy(() -> new FidelityDial("psi", 0, 1, 1, List.of(0.5, 0.5), FidelityDial.Gain.DIVERSITY))
                .hasMessageContaining("stops must rise within");
        assertThatThrownBy(() -> new FidelityDial("psi", 0, 1, 1, List.of(0.5), FidelityDial.Gain.DIVERSITY))
                .hasMessageContaining("at least 2");
    }
}
