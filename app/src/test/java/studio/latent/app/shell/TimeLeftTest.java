package studio.latent.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import studio.latent.app.l10n.Messages;

class TimeLeftTest {
    private final Messages messages = Messages.in(Locale.ENGLISH);

    @Test
    void seconds_become_minutes_and_hours() {
        assertThat(new TimeLeft(0.2).text(messages)).isEqualTo("1 s left");
        assertThat(new TimeLeft(89).text(messages)).isEqualTo("89 s left");
        assertThat(new TimeLeft(600).text(messages)).isEqualTo("10 min left");
        assertThat(new TimeLeft(2 * 3600 + 600).text(messages)).isEqualTo("2 h 10 min left");
    }

    @Test
    void an_unknown_time_is_not_said() {
        assertThat(new TimeLeft(Double.NaN).text(messages)).isEmpty();
    }
}
