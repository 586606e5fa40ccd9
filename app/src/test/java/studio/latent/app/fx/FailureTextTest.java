package studio.latent.app.fx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import studio.latent.app.l10n.Messages;
import studio.latent.engine.error.BadImage;

class FailureTextTest {
    private final Messages messages = Messages.in(Locale.ENGLISH);

    @Test
    void the_worlds_fault_speaks_for_itself() {
        assertThat(FailureText.of(new BadImage("a.png is torn.", "Choose another file.", null), messages))
                .isEqualTo(new FailureText("a.png is torn.", "Choose another file."));
    }

    @Test
    void a_bug_is_named_as_one_and_keeps_its_message() {
        FailureText text = FailureText.of(new IllegalStateException("lane closed"), messages);
        assertThat(text.problem()).contains("fault of its own").contains("IllegalStateException: lane closed");
        assertThat(text.remedy()).isNotBlank();
    }
}
