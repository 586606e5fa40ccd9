package studio.latent.app.control;

import java.util.Optional;
import java.util.OptionalDouble;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.Region;
import javafx.util.Duration;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignR;
import studio.latent.app.l10n.Messages;

/// One row of a [SettingForm]: its name, its editor, its reset button and the place where its fault is said.
final class FormField {
    private static final PseudoClass WRONG = PseudoClass.getPseudoClass("error");
    private static final PseudoClass CHANGED = PseudoClass.getPseudoClass("changed");

    private final FieldSpec spec;
    private final Messages messages;
    private final NumberText numbers;
    private final Runnable changed;
    private final Label name = new Label();
    private final Label unit = new Label();
    private final Label fault = new Label();
    private final Button reset = new Button();
    private final Region editor;

    FormField(FieldSpec spec, Messages messages, Runnable changed) {
        this.spec = spec;
        this.messages = messages;
        this.numbers = new NumberText(messages);
        this.changed = changed;
        editor = switch (spec.kind()) {
            case INTEGER, REAL -> numberEditor();
            case FLAG -> flagEditor();
            case CHOICE -> choiceEditor();
        };
        buildWords();
        refresh();
    }

    private void buildWords() {
        name.setText(spec.label());
        name.getStyleClass().add("name");
        name.setLabelFor(editor);
        name.setOnMouseClicked(event -> {
            if (event.getButton() == MouseButton.PRIMARY && event.getClickCount() == 2) {
                reset();
            }
        });
        unit.setText(spec.unit());
        unit.getStyleClass().add("unit");
        fault.getStyleClass().add("fault");
        fault.setWrapText(true);
        fault.managedProperty().bind(fault.visibleProperty());
        reset.getStyleClass().addAll("flat", "reset");
        reset.setGraphic(new FontIcon(MaterialDesignR.RESTORE));
        reset.setAccessibleText(messages.text("control.form.reset", spec.label()));
        reset.setOnAction(_ -> reset());
        editor.setAccessibleText(spec.label());
        editor.setAccessibleHelp(spec.help());
        if (!spec.help().isEmpty()) {
            Tooltip tip = new Tooltip(spec.help());
            tip.setShowDelay(Duration.millis(500));
            tip.setWrapText(true);
            tip.setMaxWidth(360);
            name.setTooltip(tip);
            Tooltip.install(editor, tip);
        }
    }

    private TextField numberEditor() {
        TextField field = new TextField(spec.value());
        field.getStyleClass().add("figures");
        field.setPrefColumnCount(9);
        field.textProperty().subscribe(_ -> edited());
        return field;
    }

    private CheckBox flagEditor() {
        CheckBox box = new CheckBox();
        box.setSelected(Boolean.parseBoolean(spec.value()));
        box.selectedProperty().subscribe(_ -> edited());
        return box;
    }

    private ComboBox<String> choiceEditor() {
        ComboBox<String> box = new ComboBox<>();
        box.getItems().setAll(spec.choices());
        box.setConverter(new ShownAs<>(spec::labelOf));
        box.setValue(spec.value());
        box.setMaxWidth(Double.MAX_VALUE);
        box.valueProperty().subscribe(_ -> edited());
        return box;
    }

    /// The editor reports its first value while this object is still being made; nothing is to be said then.
    private void edited() {
        if (name.getText().isEmpty()) {
            return;
        }
        refresh();
        changed.run();
    }

    private void refresh() {
        boolean sound = value().isPresent();
        fault.setText(sound ? "" : rule());
        fault.setVisible(!sound);
        editor.pseudoClassStateChanged(WRONG, !sound);
        name.pseudoClassStateChanged(CHANGED, isChanged());
        reset.setVisible(isChanged());
    }

    private String rule() {
        String kind =
                messages.text(spec.kind() == FieldSpec.Kind.INTEGER ? "control.form.integer" : "control.form.real");
        boolean above = Double.isFinite(spec.min());
        boolean below = Double.isFinite(spec.max());
        if (above && below) {
            return messages.text("control.form.between", kind, bound(spec.min()), bound(spec.max()));
        }
        if (above) {
            return messages.text("control.form.least", kind, bound(spec.min()));
        }
        return below ? messages.text("control.form.most", kind, bound(spec.max())) : kind + ".";
    }

    private static String bound(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    FieldSpec spec() {
        return spec;
    }

    /// What is entered as it stands, also what breaks the rule.
    String entered() {
        return switch (editor) {
            case TextField field -> value().orElse(field.getText());
            case CheckBox box -> Boolean.toString(box.isSelected());
            case ComboBox<?> box -> String.valueOf(box.getValue());
            default -> throw new IllegalStateException("editor: must be one of the form's, got " + editor);
        };
    }

    /// What is entered, as text with a decimal point; empty while it breaks the rule.
    Optional<String> value() {
        return switch (editor) {
            case TextField field -> number(field.getText());
            case CheckBox box -> Optional.of(Boolean.toString(box.isSelected()));
            case ComboBox<?> box -> Optional.ofNullable(box.getValue()).map(Object::toString);
            default -> throw new IllegalStateException("no editor: " + editor);
        };
    }

    private Optional<String> number(String text) {
        OptionalDouble read = numbers.read(text);
        if (read.isEmpty() || read.getAsDouble() < spec.min() || read.getAsDouble() > spec.max()) {
            return Optional.empty();
        }
        double value = read.getAsDouble();
        if (spec.kind() == FieldSpec.Kind.INTEGER) {
            boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
            return whole ? Optional.of(Long.toString((long) value)) : Optional.empty();
        }
        String plain = text.strip();
        return Optional.of(
                isDefault(value) ? spec.value() : plain.matches("[-+0-9.eE]+") ? plain : Double.toString(value));
    }

    private boolean isDefault(double value) {
        OptionalDouble standard = numbers.read(spec.value());
        return standard.isPresent() && standard.getAsDouble() == value;
    }

    boolean isChanged() {
        return value().map(now -> !now.equals(spec.value())).orElse(true);
    }

    void enter(String value) {
        switch (editor) {
            case TextField field -> field.setText(value);
            case CheckBox box -> box.setSelected(Boolean.parseBoolean(value));
            case ComboBox<?> box -> choose(box, value);
            default -> throw new IllegalStateException("no editor: " + editor);
        }
    }

    private static <T> void choose(ComboBox<T> box, String value) {
        box.getItems().stream().filter(value::equals).findFirst().ifPresent(box::setValue);
    }

    void reset() {
        enter(spec.value());
    }

    void showFault(String words) {
        fault.setText(words);
        fault.setVisible(true);
        editor.pseudoClassStateChanged(WRONG, true);
    }

    Label name() {
        return name;
    }

    Region editor() {
        return editor;
    }

    Label unit() {
        return unit;
    }

    Label fault() {
        return fault;
    }

    Node resetButton() {
        return reset;
    }
}
