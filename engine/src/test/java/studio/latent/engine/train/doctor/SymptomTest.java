package studio.latent.engine.train.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SymptomTest {
    static Stream<Symptom> all() {
        return Stream.of(
                new Symptom.NotANumber(),
                new Symptom.LossRose(1, 2, 3),
                new Symptom.LossSpikes(1, 2, 3),
                new Symptom.LossSwings(1, 2),
                new Symptom.GradientBursts(1, 2, 3),
                new Symptom.EmptyLatent(1, 2, 3),
                new Symptom.LowSpread(1, 2),
                new Symptom.LowDeviation(1, 2),
                new Symptom.FewClasses(1, 2),
                new Symptom.LostCoverage(1, 2),
                new Symptom.HeldOutRises(1, 2, 3),
                new Symptom.Copies(1, 2),
                new Symptom.Accuracy(1),
                new Symptom.Scores(1, 2),
                new Symptom.PlayersLossGrew(1, 2),
                new Symptom.PlayersGradientGrew(1, 2),
                new Symptom.CriticGap(1, 2),
                new Symptom.NoGradient(1, 2),
                new Symptom.FewCodes(1, 2));
    }

    @ParameterizedTest
    @MethodSource("all")
    void comesBackFromItsNameAndNumbers(Symptom symptom) {
        assertThat(Symptom.of(symptom.key(), symptom.numbers())).contains(symptom);
    }

    @Test
    void isNothingForAnotherNameOrCount() {
        assertThat(Symptom.of("plague", List.of())).isEmpty();
        assertThat(Symptom.of("accuracy", List.of())).isEmpty();
    }

    @Test
    void everyKindIsTried() {
        assertThat(all().map(Symptom::getClass)).hasSameSizeAs(Symptom.class.getPermittedSubclasses());
    }
}
