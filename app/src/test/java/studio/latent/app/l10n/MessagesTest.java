package studio.latent.app.l10n;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import java.util.MissingResourceException;
import org.junit.jupiter.api.Test;

class MessagesTest {
    @Test
    void a_spoken_language_is_used_and_any_other_falls_back_to_english() {
        assertThat(Messages.in(Locale.GERMANY).text("failure.bug.remedy")).startsWith("Die bisherige");
        assertThat(Messages.in(Locale.GERMANY).locale()).isEqualTo(Locale.GERMANY);
        assertThat(Messages.in(Locale.JAPAN).text("failure.bug.remedy")).startsWith("Your work");
        assertThat(Messages.in(Locale.JAPAN).locale()).isEqualTo(Locale.ENGLISH);
    }

    @Test
    void arguments_are_filled_in() {
        assertThat(Messages.in(Locale.ENGLISH).text("failure.bug", "Oops", "why"))
                .contains("(Oops: why)");
    }

    @Test
    void numbers_follow_the_language() {
        assertThat(Messages.in(Locale.ENGLISH).number(12345.678, 2)).isEqualTo("12,345.68");
        assertThat(Messages.in(Locale.GERMAN).number(0.5, 3)).isEqualTo("0,5");
        assertThat(Messages.in(Locale.ENGLISH).number(-0.0004, 2)).isEqualTo("0");
        assertThat(Messages.in(Locale.ENGLISH).number(-0.006, 2)).isEqualTo("-0.01");
        assertThat(Messages.in(Locale.ENGLISH).number(1600, 0)).isEqualTo("1600");
    }

    @Test
    void an_unknown_key_is_a_bug_unless_it_is_asked_for_as_optional() {
        Messages messages = Messages.in(Locale.ENGLISH);
        assertThatThrownBy(() -> messages.text("no.such.key")).isInstanceOf(MissingResourceException.class);
        assertThat(messages.find("no.such.key")).isEmpty();
    }

    @Test
    void a_long_text_is_shortened_to_the_length_with_an_ellipsis_for_what_is_left_out() {
        assertThat(Messages.shortened("abcde", 5)).isEqualTo("abcde");
        assertThat(Messages.shortened("abcdef", 5)).isEqualTo("abcd…");
    }
}
