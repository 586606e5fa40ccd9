package studio.latent.app.train;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;
import studio.latent.app.control.FieldSpec;
import studio.latent.app.fx.FailureText;
import studio.latent.app.l10n.Messages;
import studio.latent.engine.model.Setting;

/// One setting of a model type in the form: its words, its range, the text typed and what is wrong with that.
public final class SettingEntry {
    private final Setting setting;
    private final Messages messages;
    private final String preset;
    private final StringProperty text;
    private final ReadOnlyObjectWrapper<@Nullable FailureText> fault = new ReadOnlyObjectWrapper<>();

    /// @param preset the value that the chosen preset gives it
    SettingEntry(Setting setting, String preset, Messages messages) {
        this.setting = setting;
        this.messages = messages;
        this.preset = preset;
        text = new SimpleStringProperty(preset);
        text.addListener(_ -> check());
    }

    public String name() {
        return setting.name();
    }

    public String group() {
        return setting.group();
    }

    public String label() {
        return messages.find("setting." + name()).orElse(name());
    }

    /// What it does, then its range and unit.
    public String help() {
        String what = messages.find("setting." + name() + ".help").orElse("");
        return (what + " " + range()).strip();
    }

    /// The unit in the user's words; empty for a pure number.
    public String unit() {
        return messages.find("unit." + setting.unit()).orElse(setting.unit());
    }

    private String range() {
        return switch (setting.kind()) {
            case INTEGER, REAL -> {
                boolean from = Double.isFinite(setting.min());
                boolean to = Double.isFinite(setting.max());
                yield from && to
                        ? messages.text("train.range", plain(setting.min()), plain(setting.max()))
                        : from ? messages.text("train.range.from", plain(setting.min())) : "";
            }
            case FLAG, CHOICE -> "";
        };
    }

    private static String plain(double value) {
        return Numbers.isWhole(value) && Math.abs(value) < 1e15 ? Long.toString((long) value) : Double.toString(value);
    }

    /// The row of a form that offers it, with the preset's value as its default.
    FieldSpec spec() {
        return new FieldSpec(
                name(),
                label(),
                help(),
                "",
                FieldSpec.Kind.valueOf(setting.kind().name()),
                preset,
                setting.min(),
                setting.max(),
                unit(),
                setting.choices(),
                choices().stream().map(Choice::label).toList());
    }

    public boolean isFlag() {
        return setting.kind() == Setting.Kind.FLAG;
    }

    /// What there is to choose from; empty unless it is a choice.
    public List<Choice> choices() {
        return setting.choices().stream().map(this::choice).toList();
    }

    private Choice choice(String id) {
        String key = "setting." + name() + "." + id.toLowerCase(Locale.ROOT);
        return new Choice(id, messages.find(key).orElse(id), "");
    }

    public StringProperty textProperty() {
        return text;
    }

    /// What is wrong with the text; empty when nothing is.
    public ReadOnlyObjectProperty<@Nullable FailureText> faultProperty() {
        return fault.getReadOnlyProperty();
    }

    /// Puts the preset's value back.
    public void reset() {
        text.set(preset);
    }

    /// What `--set` would take, when it is not the preset's own.
    Optional<String> change() {
        String value = valueText();
        return value.equals(preset) ? Optional.empty() : Optional.of(value);
    }

    private String valueText() {
        String typed = text.get() == null ? "" : text.get().strip();
        return switch (setting.kind()) {
            case INTEGER, REAL -> typed.replace(',', '.');
            case FLAG, CHOICE -> typed;
        };
    }

    /// Whether the text can be taken; if not, [#faultProperty()] says why.
    boolean check() {
        boolean fits = switch (setting.kind()) {
            case INTEGER -> Numbers.isWhole(Numbers.parse(valueText())) && inRange();
            case REAL -> inRange();
            case FLAG -> List.of("true", "false").contains(valueText());
            case CHOICE -> setting.choices().contains(valueText());
        };
        fault.set(fits ? null : new FailureText(messages.text("train.setting.bad", label(), valueText()), remedy()));
        return fits;
    }

    private String remedy() {
        return setting.kind() == Setting.Kind.INTEGER ? messages.text("train.setting.whole", range()) : range();
    }

    private boolean inRange() {
        double value = Numbers.parse(valueText());
        return value >= setting.min() && value <= setting.max() && Double.isFinite(value);
    }
}
