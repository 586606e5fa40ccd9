package studio.latent.app.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;

class ParameterSliderTest extends ControlTest {
    private static final ParameterSlider.Range RANGE = new ParameterSlider.Range(-3, 3, 0, 0.1);

    private ParameterSlider slider() {
        return showOnTop(
                300, 120, () -> new ParameterSlider(ENGLISH, "z₁", RANGE).withHelp("Moves the latent along axis 1."));
    }

    @Test
    void the_field_takes_an_exact_value_and_keeps_it() {
        ParameterSlider slider = slider();
        click(find(".exact", TextField.class));
        press(KeyCode.CONTROL, KeyCode.A);
        type("1.234");
        press(KeyCode.ENTER);
        assertThat(slider.getValue()).isEqualTo(1.234);
        assertThat(find(".exact", TextField.class).getText()).isEqualTo("1.234");
    }

    @Test
    void a_value_outside_the_range_goes_to_the_nearer_end() {
        ParameterSlider slider = slider();
        click(find(".exact", TextField.class));
        press(KeyCode.CONTROL, KeyCode.A);
        type("99");
        press(KeyCode.ENTER);
        assertThat(slider.getValue()).isEqualTo(3);
        assertThat(find(".exact", TextField.class).getText()).isEqualTo("3");
    }

    @Test
    void the_field_takes_what_lies_beyond_the_tracks_end() {
        ParameterSlider slider = showOnTop(
                300,
                120,
                () -> new ParameterSlider(ENGLISH, "Steps", new ParameterSlider.Range(1, 1000, 20, 1))
                        .withTrackTo(100));
        click(find(".exact", TextField.class));
        press(KeyCode.CONTROL, KeyCode.A);
        type("700");
        press(KeyCode.ENTER);

        assertThat(slider.getValue()).isEqualTo(700);
        assertThat(find(".exact", TextField.class).getText()).isEqualTo("700");
        assertThat(find(".slider", Slider.class).getValue()).isEqualTo(100);
        focus(find(".slider", Slider.class));
        press(KeyCode.HOME);
        press(KeyCode.END);
        assertThat(slider.getValue()).isEqualTo(100);
        assertThatThrownBy(() -> new ParameterSlider(ENGLISH, "Steps", RANGE).withTrackTo(4))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void what_is_no_number_is_marked_and_escape_brings_the_value_back() {
        ParameterSlider slider = slider();
        TextField field = find(".exact", TextField.class);
        click(field);
        press(KeyCode.CONTROL, KeyCode.A);
        type("abc");
        press(KeyCode.ENTER);
        assertThat(field.getPseudoClassStates().toString()).contains("error");
        assertThat(slider.getValue()).isZero();
        press(KeyCode.ESCAPE);
        assertThat(field.getText()).isEqualTo("0");
    }

    @Test
    void a_double_click_on_the_name_brings_the_default_back() {
        ParameterSlider slider = slider();
        onFx(() -> slider.setValue(2));
        doubleClick(find(".name", Label.class));
        assertThat(slider.getValue()).isZero();
    }

    @Test
    void keys_go_by_steps_without_drifting_off_the_grid() {
        ParameterSlider slider = slider();
        focus(find(".slider", Slider.class));
        press(KeyCode.RIGHT);
        press(KeyCode.RIGHT);
        press(KeyCode.RIGHT);
        assertThat(slider.getValue()).isEqualTo(0.3);
        press(KeyCode.PAGE_UP);
        assertThat(slider.getValue()).isEqualTo(1.3);
        press(KeyCode.END);
        assertThat(slider.getValue()).isEqualTo(3);
        press(KeyCode.DELETE);
        assertThat(slider.getValue()).isZero();
    }

    @Test
    void dragging_the_thumb_moves_the_value_and_says_that_it_is_changing() {
        ParameterSlider slider = slider();
        Slider inner = find(".slider", Slider.class);
        boolean[] changed = {false};
        onFx(() -> slider.changingProperty().subscribe(now -> changed[0] |= now));
        double width = inner.getWidth();
        drag(inner, width / 2, inner.getHeight() / 2, width * 0.75, inner.getHeight() / 2);
        assertThat(slider.getValue()).isCloseTo(1.5, within(0.3));
        assertThat(changed[0]).isTrue();
        assertThat(callFx(() -> slider.changingProperty().get())).isFalse();
    }

    @Test
    void it_has_words_for_screen_readers() {
        slider();
        Slider inner = find(".slider", Slider.class);
        assertThat(inner.getAccessibleText()).isEqualTo("z₁");
        assertThat(inner.getAccessibleHelp()).startsWith("Moves the latent along axis 1.");
        assertThat(find(".exact", TextField.class).getAccessibleText()).contains("exact value");
    }

    @Test
    void a_range_that_makes_no_sense_is_refused() {
        assertThatThrownBy(() -> new ParameterSlider.Range(1, 1, 1, 0.1)).hasMessageContaining("max must be above min");
        assertThatThrownBy(() -> new ParameterSlider.Range(0, 1, 2, 0.1)).hasMessageContaining("initial");
        assertThatThrownBy(() -> new ParameterSlider.Range(0, 1, 0, 0)).hasMessageContaining("step");
    }
}
