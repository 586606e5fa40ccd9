package studio.latent.engine.model;

import java.util.List;

/// One knob of a spec record: what a form or `--set name=value` needs to offer it.
///
/// @param name component name, `lowerCamelCase`; messages `setting.<name>` and `setting.<name>.help` describe it
/// @param group heading under which a form shows it: `model`, `objective`, `optimizer`, `run`
/// @param value default as text, as `--set` would take it
/// @param min smallest allowed value; −∞ where there is none; meaningless for choices and flags
/// @param max largest allowed value; +∞ where there is none
/// @param unit unit for the label ("steps"); empty for a pure number
/// @param choices allowed texts of a CHOICE; empty otherwise
public record Setting(
        String name, String group, Kind kind, String value, double min, double max, String unit, List<String> choices) {
    public enum Kind {
        INTEGER,
        REAL,
        FLAG,
        CHOICE
    }
}
