package studio.latent.app.control;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Control;
import javafx.scene.control.Skin;
import studio.latent.app.l10n.Messages;

/// A form that is made from a list of fields: editors by kind, ranges checked while one types, faults said in place.
///
/// Values go in and out as text, as `--set name=value` takes them. For the JavaFX thread only.
public final class SettingForm extends Control {
    private final Messages messages;
    private final Map<String, FormField> fields = new LinkedHashMap<>();
    private final ReadOnlyBooleanWrapper valid = new ReadOnlyBooleanWrapper(this, "valid", true);
    private Runnable onChange = () -> {};
    private Runnable onRebuild = () -> {};

    public SettingForm(Messages messages) {
        this.messages = messages;
        getStyleClass().add("setting-form");
        setAccessibleRole(AccessibleRole.PARENT);
        setFocusTraversable(false);
    }

    /// Shows these fields with their defaults in place of those before.
    public void show(List<FieldSpec> specs) {
        fields.clear();
        for (FieldSpec spec : specs) {
            fields.put(spec.name(), new FormField(spec, messages, this::fieldChanged));
        }
        onRebuild.run();
        fieldChanged();
    }

    /// What is entered, by name, in the form's order; a field that is not valid has its default here.
    public Map<String, String> values() {
        Map<String, String> values = new LinkedHashMap<>();
        fields.forEach((name, field) ->
                values.put(name, field.value().orElse(field.spec().value())));
        return values;
    }

    /// What is entered, by name, in the form's order, also what breaks its rule.
    public Map<String, String> entered() {
        Map<String, String> entered = new LinkedHashMap<>();
        fields.forEach((name, field) -> entered.put(name, field.entered()));
        return entered;
    }

    /// What differs from the defaults.
    public Map<String, String> changed() {
        Map<String, String> changed = new LinkedHashMap<>();
        fields.forEach((name, field) ->
                field.value().filter(_ -> field.isChanged()).ifPresent(value -> changed.put(name, value)));
        return changed;
    }

    /// Enters a value as if by hand. Names that the form does not have are passed over.
    public void enter(String name, String value) {
        FormField field = fields.get(name);
        if (field != null) {
            field.enter(value);
        }
    }

    /// Shows a fault at a field, as found by someone who knows more than the range; it goes when the field is changed.
    public void showFault(String name, String fault) {
        FormField field = fields.get(name);
        if (field != null) {
            field.showFault(fault);
        }
    }

    /// Brings all defaults back.
    public void reset() {
        fields.values().forEach(FormField::reset);
    }

    /// Whether every field holds a value within its range.
    public ReadOnlyBooleanProperty validProperty() {
        return valid.getReadOnlyProperty();
    }

    /// What is run after each change of a value.
    public void setOnChange(Runnable action) {
        onChange = action;
    }

    private void fieldChanged() {
        valid.set(fields.values().stream().allMatch(field -> field.value().isPresent()));
        onChange.run();
    }

    List<FormField> fields() {
        return new ArrayList<>(fields.values());
    }

    void watch(Runnable rebuild) {
        onRebuild = rebuild;
    }

    @Override
    protected Skin<?> createDefaultSkin() {
        return new SettingFormSkin(this);
    }
}
