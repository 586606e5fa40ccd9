package studio.latent.engine.train.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RemedyTest {
    private static ToDoubleFunction<String> settings(Map<String, Double> values) {
        return name -> values.getOrDefault(name, 0.0);
    }

    @ParameterizedTest
    @EnumSource(Remedy.class)
    void aRemedyThatNeedsANewRunChangesASetting(Remedy remedy) {
        boolean without = remedy == Remedy.STOP || remedy.effect() == Remedy.Effect.ADVICE;

        assertThat(remedy.changes(settings(Map.of("beta", 1.0, "steps", 1000.0)))
                        .isEmpty())
                .isEqualTo(without);
    }

    @Test
    void aLargeBetaBecomesOneAndASmallOneAQuarter() {
        assertThat(Remedy.LOWER_BETA.changes(settings(Map.of("beta", 1000.0))))
                .containsExactly(Map.entry("beta", "1.0"));
        assertThat(Remedy.LOWER_BETA.changes(settings(Map.of("beta", 1.0)))).containsExactly(Map.entry("beta", "0.25"));
    }

    @Test
    void theSameRemedyTwiceIsTwiceAsStrong() {
        assertThat(Remedy.KL_WARMUP.changes(settings(Map.of("steps", 1000.0))))
                .containsExactly(Map.entry("klWarmupSteps", "200"));
        assertThat(Remedy.KL_WARMUP.changes(settings(Map.of("steps", 1000.0, "klWarmupSteps", 200.0))))
                .containsExactly(Map.entry("klWarmupSteps", "400"));
        assertThat(Remedy.FREE_BITS.changes(settings(Map.of("freeBits", 0.1))))
                .containsExactly(Map.entry("freeBits", "0.2"));
        assertThat(Remedy.CLIP_GRADIENTS.changes(settings(Map.of("clipNorm", 1.0))))
                .containsExactly(Map.entry("clipNorm", "0.5"));
    }

    @Test
    void aDiscriminatorIsHeldBackByHalfItsLearningRateAndStrengthenedByTwice() {
        assertThat(Remedy.WEAKEN_DISCRIMINATOR.changes(settings(Map.of("discriminatorRate", 1.0))))
                .containsExactly(Map.entry("discriminatorRate", "0.5"));
        assertThat(Remedy.WEAKEN_DISCRIMINATOR.changes(settings(Map.of("discriminatorRate", 0.015))))
                .as("not below the setting's range")
                .containsExactly(Map.entry("discriminatorRate", "0.01"));
        assertThat(Remedy.STRENGTHEN_DISCRIMINATOR.changes(settings(Map.of("discriminatorRate", 1.0))))
                .containsExactly(Map.entry("discriminatorRate", "2.0"));
    }

    @ParameterizedTest
    @EnumSource(Ailment.class)
    void everyAilmentHasARemedy(Ailment ailment) {
        assertThat(ailment.remedies()).isNotEmpty().doesNotHaveDuplicates();
    }
}
