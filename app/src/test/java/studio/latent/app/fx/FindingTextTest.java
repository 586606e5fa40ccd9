package studio.latent.app.fx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import studio.latent.app.l10n.Messages;
import studio.latent.engine.train.doctor.Ailment;
import studio.latent.engine.train.doctor.Remedy;
import studio.latent.engine.train.doctor.Symptom;

class FindingTextTest {
    private final FindingText words = new FindingText(Messages.in(Locale.ENGLISH));

    @ParameterizedTest
    @EnumSource(Ailment.class)
    void every_ailment_has_a_name_a_meaning_and_remedies_in_words(Ailment ailment) {
        assertThat(words.title(ailment)).isNotBlank();
        assertThat(words.meaning(ailment)).endsWith(".");
        for (Remedy remedy : ailment.remedies()) {
            for (boolean underWay : new boolean[] {true, false}) {
                assertThat(words.label(remedy, underWay)).isNotBlank().doesNotStartWith("remedy.");
                assertThat(words.help(remedy, underWay)).endsWith(".");
            }
        }
    }

    @Test
    void every_symptom_is_told_with_all_its_numbers() {
        assertThat(words.seen(new Symptom.NotANumber())).isEqualTo("A loss became infinite or not a number.");
        assertThat(words.seen(new Symptom.LossRose(230.12, 1301.4, 5.25)))
                .isEqualTo("The loss rose from 230.1 to 1301; from step to step it varies by 5.25.");
        assertThat(words.seen(new Symptom.LossRose(500, 1.4e22, 2))).startsWith("The loss rose from 500 to 1.4e22;");
        assertThat(words.seen(new Symptom.LossSpikes(3, 71, 12.19))).contains("3 times", "71 steps", "12.2");
        assertThat(words.seen(new Symptom.LossSwings(4, 40))).contains("40", "4");
        assertThat(words.seen(new Symptom.GradientBursts(3, 90, 11))).contains("3", "90", "11");
        assertThat(words.seen(new Symptom.LowSpread(2, 10))).contains("2", "10");
        assertThat(words.seen(new Symptom.LowDeviation(0.012, 0.25))).contains("0.012", "0.25");
        assertThat(words.seen(new Symptom.FewClasses(2, 10))).contains("2", "10");
        assertThat(words.seen(new Symptom.LostCoverage(0.1, 0.8))).contains("10 %", "80 %");
        assertThat(words.seen(new Symptom.HeldOutRises(230, 239, 185))).contains("230", "239", "185");
        assertThat(words.seen(new Symptom.Copies(0.3, 0.02))).contains("30 %", "2 %");
        assertThat(words.seen(new Symptom.Accuracy(0.995))).containsAnyOf("99 %", "100 %");
        assertThat(words.seen(new Symptom.Scores(0.97, 0.02))).contains("97 %", "2 %");
        assertThat(words.seen(new Symptom.PlayersLossGrew(1, 585.2))).contains("1", "585");
        assertThat(words.seen(new Symptom.PlayersGradientGrew(3, 410))).contains("3", "410");
        assertThat(words.seen(new Symptom.CriticGap(12, 96.5))).contains("12", "96.5");
        assertThat(words.seen(new Symptom.NoGradient(5, 0.0001))).contains("5", "0.0001");
        assertThat(words.seen(new Symptom.FewCodes(90, 512))).contains("90", "512");
    }
}
