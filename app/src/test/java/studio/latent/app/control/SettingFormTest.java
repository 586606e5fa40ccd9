package studio.latent.app.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;

class SettingFormTest extends ControlTest {
    private static final List<FieldSpec> FIELDS = List.of(
            new FieldSpec(
                    "steps",
                    "Steps",
                    "How long.",
                    "Run",
                    FieldSpec.Kind.INTEGER,
                    "1000",
                    1,
                    100_000,
                    "steps",
                    List.of()),
            new FieldSpec(
                    "rate", "Learning rate", "How fast.", "Run", FieldSpec.Kind.REAL, "0.001", 0, 1, "", List.of()),
            new FieldSpec("flip", "Mirror images", "", "Data", FieldSpec.Kind.FLAG, "false", 0, 0, "", List.of()),
            new FieldSpec(
                    "loss", "Loss", "", "Data", FieldSpec.Kind.CHOICE, "mse", 0, 0, "", List.of("mse", "bernoulli")));

    private SettingForm form() {
        return showOnTop(460, 420, () -> {
            SettingForm form = new SettingForm(ENGLISH);
            form.show(FIELDS);
            return form;
        });
    }

    private void enter(String text) {
        click(find(".text-field", TextField.class));
        press(KeyCode.CONTROL, KeyCode.A);
        type(text);
    }

    @Test
    void it_starts_with_the_defaults_and_nothing_changed() {
        SettingForm form = form();
        assertThat(form.values()).isEqualTo(Map.of("steps", "1000", "rate", "0.001", "flip", "false", "loss", "mse"));
        assertThat(form.changed()).isEmpty();
        assertThat(form.validProperty().get()).isTrue();
    }

    @Test
    void what_is_entered_comes_out_as_text() {
        SettingForm form = form();
        enter("250");
        click(find(".check-box", CheckBox.class));
        onFx(() -> form.enter("loss", "bernoulli"));
        onFx(() -> form.enter("rate", "5e-4"));
        assertThat(form.changed())
                .isEqualTo(Map.of("steps", "250", "flip", "true", "loss", "bernoulli", "rate", "5e-4"));
    }

    @Test
    void a_value_outside_its_range_is_said_in_place_with_the_rule() {
        SettingForm form = form();
        enter("0");
        assertThat(form.validProperty().get()).isFalse();
        assertThat(isShown("A whole number from 1 to 100000.")).isTrue();
        enter("2.5");
        assertThat(form.validProperty().get()).isFalse();
        enter("3");
        assertThat(form.validProperty().get()).isTrue();
        assertThat(isShown("A whole number from 1 to 100000.")).isFalse();
    }

    @Test
    void each_row_and_the_whole_form_can_be_reset() {
        SettingForm form = form();
        enter("250");
        doubleClick(find("Steps", javafx.scene.control.Label.class));
        assertThat(form.changed()).isEmpty();
        onFx(() -> form.enter("flip", "true"));
        onFx(form::reset);
        assertThat(form.changed()).isEmpty();
    }

    @Test
    void a_fault_found_elsewhere_is_shown_at_its_field_until_that_is_changed() {
        SettingForm form = form();
        onFx(() -> form.showFault("steps", "Too many for this data set."));
        assertThat(isShown("Too many for this data set.")).isTrue();
        enter("5");
        assertThat(isShown("Too many for this data set.")).isFalse();
    }

    @Test
    void other_fields_replace_these() {
        SettingForm form = form();
        onFx(() -> form.show(FIELDS.subList(3, 4)));
        assertThat(form.values()).containsOnlyKeys("loss");
        assertThat(isShown("Steps")).isFalse();
    }

    @Test
    void editors_have_words_for_screen_readers() {
        form();
        assertThat(find(".combo-box", ComboBox.class).getAccessibleText()).isEqualTo("Loss");
        assertThat(find(".text-field", TextField.class).getAccessibleHelp()).isEqualTo("How long.");
    }
}
