package studio.latent.app.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import studio.latent.app.l10n.Messages;

class FigureTextTest {
    private final FigureText english = new FigureText(Messages.in(Locale.ENGLISH));

    @Test
    void durations_are_told_in_two_units_at_most() {
        assertThat(english.duration(42.4)).isEqualTo("42 s");
        assertThat(english.duration(61)).isEqualTo("1 min 1 s");
        assertThat(english.duration(7260)).isEqualTo("2 h 1 min");
    }

    @Test
    void what_is_not_known_is_a_dash() {
        assertThat(english.duration(Double.NaN)).isEqualTo("–");
        assertThat(english.rate(Double.NaN)).isEqualTo("–");
        assertThat(english.bytes(0)).isEqualTo("–");
        assertThat(english.learningRate(Double.NaN)).isEmpty();
    }

    @Test
    void sizes_and_rates_follow_the_language() {
        FigureText german = new FigureText(Messages.in(Locale.GERMAN));
        assertThat(english.bytes(300L << 20)).isEqualTo("300 MiB");
        assertThat(german.bytes(3L << 29)).isEqualTo("1,5 GiB");
        assertThat(english.rate(3.14)).isEqualTo("3.1");
        assertThat(german.rate(1234.5)).isEqualTo("1234");
    }

    @Test
    void learning_rates_keep_their_digits() {
        assertThat(english.learningRate(0.001)).isEqualTo("0.001");
        assertThat(english.learningRate(0.000123)).isEqualTo("0.000123");
        assertThat(english.learningRate(2.5e-5)).isEqualTo("2.50e-05");
    }
}
