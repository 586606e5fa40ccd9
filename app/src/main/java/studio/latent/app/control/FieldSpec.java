package studio.latent.app.control;

import java.util.List;

/// One row of a [SettingForm]: what can be set and within which bounds.
///
/// @param name how the form's owner calls it
/// @param label what the row says; a blank one is refused
/// @param help one or two sentences on what it does; may be empty
/// @param group heading above the row and its neighbours of the same group; may be empty
/// @param kind what can be entered
/// @param value default as text: a number with a decimal point, `true` or `false`, or a choice
/// @param min smallest number; −∞ where there is none
/// @param max largest number; +∞ where there is none
/// @param unit unit behind the number; may be empty
/// @param choices what can be chosen; empty except for a CHOICE
/// @param choiceLabels what the user reads for each choice, in the same order
public record FieldSpec(
        String name,
        String label,
        String help,
        String group,
        Kind kind,
        String value,
        double min,
        double max,
        String unit,
        List<String> choices,
        List<String> choiceLabels) {
    public enum Kind {
        INTEGER,
        REAL,
        FLAG,
        CHOICE
    }

    public FieldSpec {
        if (name.isBlank() || label.isBlank()) {
            throw new IllegalArgumentException(
                    "name and label must not be blank, got \"" + name + "\", \"" + label + "\"");
        }
        if ((kind == Kind.CHOICE) == choices.isEmpty()) {
            throw new IllegalArgumentException(
                    "choices of " + name + " must be given for a CHOICE only, got " + choices);
        }
        if (choiceLabels.size() != choices.size()) {
            throw new IllegalArgumentException(
                    "choiceLabels of " + name + " must be as many as its choices, got " + choiceLabels);
        }
        choices = List.copyOf(choices);
        choiceLabels = List.copyOf(choiceLabels);
    }

    /// A row whose choices are read as they are entered.
    public FieldSpec(
            String name,
            String label,
            String help,
            String group,
            Kind kind,
            String value,
            double min,
            double max,
            String unit,
            List<String> choices) {
        this(name, label, help, group, kind, value, min, max, unit, choices, choices);
    }

    /// What the user reads for `choice`; itself when it is none of the choices.
    String labelOf(String choice) {
        int index = choices.indexOf(choice);
        return index < 0 ? choice : choiceLabels.get(index);
    }
}
