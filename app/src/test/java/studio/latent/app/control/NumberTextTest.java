package studio.latent.app.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import studio.latent.app.l10n.Messages;

class NumberTextTest {
    private final NumberText english = new NumberText(Messages.in(Locale.ENGLISH));
    private final NumberText german = new NumberText(Messages.in(Locale.GERMAN));

    @Test
    void the_step_says_how_many_digits_are_shown() {
        assertThat(NumberText.digitsFor(0.01)).isEqualTo(2);
        assertThat(NumberText.digitsFor(0.25)).isEqualTo(2);
        assertThat(NumberText.digitsFor(5)).isZero();
        assertThat(NumberText.digitsFor(1e-9)).isEqualTo(6);
    }

    @Test
    void numbers_are_written_in_the_users_language_without_a_negative_zero() {
        assertThat(english.write(-0.001, 2)).isEqualTo("0");
        assertThat(german.write(1.25, 2)).isEqualTo("1,25");
    }

    @Test
    void either_decimal_sign_is_read() {
        assertThat(english.read("0,5")).hasValue(0.5);
        assertThat(english.read(" 12,345 ")).hasValue(12345);
        assertThat(german.read("0.5")).hasValue(0.5);
        assertThat(german.read("1.234,5")).hasValue(1234.5);
        assertThat(english.read("−2")).hasValue(-2);
        assertThat(english.read("1e-3")).hasValue(0.001);
    }

    @Test
    void what_is_no_finite_number_is_not_read() {
        assertThat(english.read("abc")).isEmpty();
        assertThat(english.read("")).isEmpty();
        assertThat(english.read("NaN")).isEmpty();
        assertThat(english.read("Infinity")).isEmpty();
    }
}
