package studio.latent.app.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import studio.latent.app.fx.FailureText;
import studio.latent.app.l10n.Messages;
import studio.latent.engine.model.Setting;

class SettingEntryTest {
    private static final Messages ENGLISH = Messages.in(Locale.ENGLISH);

    @Test
    void a_value_outside_its_range_is_named_with_the_range() {
        SettingEntry beta = new SettingEntry(
                new Setting("beta", "objective", Setting.Kind.REAL, "1.0", 0, 100, "", List.of()), "1.0", ENGLISH);

        beta.textProperty().set("101");

        FailureText fault = beta.faultProperty().get();
        assertThat(fault).isNotNull();
        assertThat(fault.problem()).contains("Beta").contains("101");
        assertThat(fault.remedy()).isEqualTo("From 0 to 100.");
        assertThat(beta.check()).isFalse();
    }

    @Test
    void a_comma_is_taken_and_only_a_change_from_the_preset_is_told() {
        SettingEntry beta = new SettingEntry(
                new Setting("beta", "objective", Setting.Kind.REAL, "1.0", 0, 100, "", List.of()), "1.0", ENGLISH);
        assertThat(beta.change()).isEmpty();

        beta.textProperty().set("2,5");

        assertThat(beta.check()).isTrue();
        assertThat(beta.change()).contains("2.5");
        beta.reset();
        assertThat(beta.change()).isEmpty();
    }

    @Test
    void whole_numbers_flags_and_choices_refuse_what_they_are_not() {
        SettingEntry batch = new SettingEntry(
                new Setting("batch", "run", Setting.Kind.INTEGER, "64", 1, 4096, "images", List.of()), "64", ENGLISH);
        batch.textProperty().set("2.5");
        assertThat(batch.check()).isFalse();
        assertThat(batch.unit()).isEqualTo("images");

        SettingEntry flag = new SettingEntry(
                new Setting("horizontalFlip", "run", Setting.Kind.FLAG, "false", 0, 0, "", List.of()),
                "false",
                ENGLISH);
        flag.textProperty().set("maybe");
        assertThat(flag.check()).isFalse();
        assertThat(flag.isFlag()).isTrue();

        SettingEntry choice = new SettingEntry(
                new Setting("network", "model", Setting.Kind.CHOICE, "linear", 0, 0, "", List.of("linear", "odd")),
                "linear",
                ENGLISH);
        assertThat(choice.choices()).extracting(Choice::label).containsExactly("Linear", "odd");
        choice.textProperty().set("cubic");
        assertThat(choice.check()).isFalse();
    }
}
