package studio.latent.app.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;

class InlineNoteTest extends ControlTest {
    private InlineNote note() {
        return showOnTop(420, 200, () -> new InlineNote(ENGLISH));
    }

    @Test
    void it_takes_no_room_until_it_has_something_to_say() {
        InlineNote note = note();
        assertThat(note.isManaged()).isFalse();
        onFx(() -> note.error("The file is torn.", "Choose another one."));
        assertThat(note.isManaged()).isTrue();
        assertThat(note.problem()).isEqualTo("The file is torn.");
        assertThat(note.getAccessibleText()).isEqualTo("Error: The file is torn. Choose another one.");
        assertThat(note.getStyleClass()).contains("error");
    }

    @Test
    void a_note_of_another_kind_replaces_the_look() {
        InlineNote note = note();
        onFx(() -> note.error("a", "b"));
        onFx(() -> note.success("Saved."));
        assertThat(note.getStyleClass()).contains("success").doesNotContain("error");
        assertThat(isShown(".inline-note .remedy")).isFalse();
    }

    @Test
    void its_button_and_escape_dismiss_it() {
        InlineNote note = note();
        onFx(() -> note.info("a", "b"));
        click(find(".dismiss", Node.class));
        assertThat(note.shownProperty().get()).isFalse();
        onFx(() -> note.info("a", "b"));
        focus(find(".dismiss", Node.class));
        press(KeyCode.ESCAPE);
        assertThat(note.shownProperty().get()).isFalse();
    }

    @Test
    void an_offer_is_a_button_that_acts_and_closes_the_note() {
        InlineNote note = note();
        List<String> done = new ArrayList<>();
        onFx(() -> {
            note.warning("The run has stopped.", "Resume it.");
            note.offer("Resume", () -> done.add("resumed"));
        });
        click("Resume");
        assertThat(done).containsExactly("resumed");
        assertThat(note.shownProperty().get()).isFalse();
    }
}
