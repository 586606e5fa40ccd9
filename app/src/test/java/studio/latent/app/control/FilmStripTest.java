package studio.latent.app.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;

class FilmStripTest extends ControlTest {
    private final List<String> edits = new ArrayList<>();

    private FilmStrip strip(int count) {
        FilmStrip strip = showOnTop(500, 200, () -> new FilmStrip(ENGLISH));
        onFx(() -> {
            strip.editableProperty().set(true);
            for (int i = 0; i < count; i++) {
                strip.frames().add(new FilmFrame("frame " + i, plain(4, 4, 20 * i, 0, 0)));
            }
            strip.setEditor(new FilmStrip.Editor() {
                @Override
                public void moved(int from, int to) {
                    edits.add(from + "→" + to);
                }

                @Override
                public void removed(int index) {
                    edits.add("−" + index);
                }
            });
        });
        return strip;
    }

    private List<String> labels(FilmStrip strip) {
        return strip.frames().stream().map(FilmFrame::label).toList();
    }

    @Test
    void arrow_keys_choose_and_stop_at_the_ends() {
        FilmStrip strip = strip(3);
        focus(strip);
        press(KeyCode.RIGHT);
        assertThat(strip.selectedProperty().get()).isZero();
        press(KeyCode.END);
        press(KeyCode.RIGHT);
        assertThat(strip.selectedProperty().get()).isEqualTo(2);
        press(KeyCode.HOME);
        press(KeyCode.LEFT);
        assertThat(strip.selectedProperty().get()).isZero();
    }

    @Test
    void a_click_chooses_and_a_double_click_acts() {
        FilmStrip strip = strip(3);
        onFx(() -> strip.setOnActivate(
                () -> edits.add("open " + strip.selectedProperty().get())));
        click("frame 1");
        assertThat(strip.selectedProperty().get()).isEqualTo(1);
        focus(strip);
        press(KeyCode.ENTER);
        assertThat(edits).containsExactly("open 1");
    }

    @Test
    void shift_and_arrow_keys_move_the_chosen_picture() {
        FilmStrip strip = strip(3);
        onFx(() -> strip.selectedProperty().set(0));
        focus(strip);
        press(KeyCode.SHIFT, KeyCode.RIGHT);
        assertThat(labels(strip)).containsExactly("frame 1", "frame 0", "frame 2");
        assertThat(strip.selectedProperty().get()).isEqualTo(1);
        assertThat(edits).containsExactly("0→1");
    }

    @Test
    void delete_removes_where_the_strip_is_editable() {
        FilmStrip strip = strip(3);
        onFx(() -> strip.selectedProperty().set(2));
        focus(strip);
        press(KeyCode.DELETE);
        assertThat(labels(strip)).containsExactly("frame 0", "frame 1");
        assertThat(strip.selectedProperty().get()).isEqualTo(1);
        onFx(() -> strip.editableProperty().set(false));
        press(KeyCode.DELETE);
        assertThat(strip.frames()).hasSize(2);
        assertThat(edits).containsExactly("−2");
    }

    @Test
    void the_chosen_picture_of_a_long_strip_is_in_sight() {
        FilmStrip strip = strip(40);
        focus(strip);
        press(KeyCode.END);
        settle();
        javafx.scene.Node last = find("frame 39", javafx.scene.Node.class);
        double x = callFx(() -> last.localToScene(last.getBoundsInLocal()).getMaxX());
        assertThat(x).isLessThanOrEqualTo(500);
    }

    @Test
    void an_empty_strip_says_what_to_do() {
        FilmStrip strip = strip(0);
        onFx(() -> strip.placeholderProperty().set("Add a key frame."));
        assertThat(isShown("Add a key frame.")).isTrue();
        onFx(() -> strip.frames().add(new FilmFrame("a", null)));
        assertThat(isShown("Add a key frame.")).isFalse();
    }

    @Test
    void the_play_head_stands_between_the_first_and_the_last_picture() {
        FilmStrip strip = strip(3);
        assertThat(isShown(".play-head")).isFalse();
        onFx(() -> strip.positionProperty().set(0.5));
        javafx.scene.Node head = find(".play-head", javafx.scene.Node.class);
        javafx.scene.Node middle =
                callFx(() -> strip.lookupAll(".frame").stream().toList().get(1));
        assertThat(head.getBoundsInParent().getCenterX())
                .isEqualTo(middle.getBoundsInParent().getCenterX());
    }
}
