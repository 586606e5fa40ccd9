package studio.latent.engine.model;

import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.error.BadOption;

/// A spec record as a list of knobs, and turned knobs as a spec record.
///
/// A component of type int, long, float, double, boolean or enum is a knob of its name. A component that is a record
/// and has a [Group] contributes its own components, whose names must be unique in the whole. All others, an image's
/// shape or a list, have no knob and keep their value. [Range] and [Unit] on a component say the rest.
///
/// @param <R> the spec record's type
public final class SpecForm<R extends Record> {
    private static final String DEFAULT_GROUP = "model";
    private static final int MAX_DIGITS = 64;

    private final R defaults;
    private final Map<String, Setting> settings = new LinkedHashMap<>();

    /// A form whose knobs stand at the values of `defaults`.
    public SpecForm(R defaults) {
        this.defaults = defaults;
        collect(defaults, DEFAULT_GROUP);
    }

    /// The knobs in the record's order, each with its default.
    public List<Setting> settings() {
        return List.copyOf(settings.values());
    }

    /// The record with some knobs turned.
    ///
    /// **Errors** [BadOption] for an unknown name (with the nearest known one), a value of the wrong type or out of
    /// its range, and values that the record refuses together.
    ///
    /// @param values name → text, as `--set` takes them
    public R with(Map<String, String> values) throws BadOption {
        for (String name : values.keySet()) {
            if (!settings.containsKey(name)) {
                throw unknown(name);
            }
        }
        @SuppressWarnings("unchecked") // turned() keeps the record's class
        R spec = (R) turned(defaults, values);
        return spec;
    }

    /// The knobs' positions that give `spec`: every name with its value as text.
    public Map<String, String> values(R spec) {
        Map<String, String> values = new LinkedHashMap<>();
        new SpecForm<>(spec).settings.forEach((name, setting) -> values.put(name, setting.value()));
        return values;
    }

    private void collect(Record spec, String group) {
        for (RecordComponent component : spec.getClass().getRecordComponents()) {
            Group own = component.getAnnotation(Group.class);
            String heading = own == null ? group : own.value();
            Object value = RecordParts.value(spec, component);
            if (value instanceof Record nested) {
                if (own != null) {
                    collect(nested, heading);
                }
            } else if (value != null && kind(component).isPresent()) {
                String name = component.getName();
                if (settings.put(name, setting(component, heading, value)) != null) {
                    throw new IllegalArgumentException("names of settings must be unique, got " + name + " twice");
                }
            }
        }
    }

    private static Setting setting(RecordComponent component, String group, Object value) {
        Range range = component.getAnnotation(Range.class);
        Unit unit = component.getAnnotation(Unit.class);
        return new Setting(
                component.getName(),
                group,
                kind(component).orElseThrow(),
                text(value),
                range == null ? Double.NEGATIVE_INFINITY : range.min(),
                range == null ? Double.POSITIVE_INFINITY : range.max(),
                unit == null ? "" : unit.value(),
                choices(component.getType()));
    }

    private static Optional<Setting.Kind> kind(RecordComponent component) {
        Class<?> type = component.getType();
        if (type == int.class || type == long.class) {
            return Optional.of(Setting.Kind.INTEGER);
        }
        if (type == float.class || type == double.class) {
            return Optional.of(Setting.Kind.REAL);
        }
        if (type == boolean.class) {
            return Optional.of(Setting.Kind.FLAG);
        }
        return type.isEnum() ? Optional.of(Setting.Kind.CHOICE) : Optional.empty();
    }

    private static List<String> choices(Class<?> type) {
        return Arrays.stream(type.isEnum() ? type.getEnumConstants() : new Object[0])
                .map(SpecForm::text)
                .toList();
    }

    private static String text(Object value) {
        return switch (value) {
            case Enum<?> choice -> RecordParts.id(choice);
            case Float number -> plain(number.toString());
            case Double number -> plain(number.toString());
            default -> String.valueOf(value);
        };
    }

    private static String plain(String number) {
        BigDecimal exact = new BigDecimal(number).stripTrailingZeros();
        return exact.signum() == 0 ? "0" : exact.toPlainString();
    }

    private Record turned(Record spec, Map<String, String> values) throws BadOption {
        List<@Nullable Object> parts = new ArrayList<>();
        List<String> given = new ArrayList<>();
        for (RecordComponent component : spec.getClass().getRecordComponents()) {
            Object value = RecordParts.value(spec, component);
            String text = values.get(component.getName());
            if (value instanceof Record nested && component.isAnnotationPresent(Group.class)) {
                parts.add(turned(nested, values));
            } else if (text != null && settings.containsKey(component.getName())) {
                given.add(component.getName() + "=" + text);
                parts.add(parse(component, text.strip()));
            } else {
                parts.add(value);
            }
        }
        try {
            return RecordParts.create(spec.getClass(), parts);
        } catch (IllegalArgumentException refused) {
            throw new BadOption(
                    "The settings " + String.join(", ", given) + " do not fit together: " + refused.getMessage() + ".",
                    "Change one of them.",
                    refused);
        }
    }

    private Object parse(RecordComponent component, String text) throws BadOption {
        Setting setting = Objects.requireNonNull(settings.get(component.getName()));
        return switch (setting.kind()) {
            case INTEGER -> integer(component, setting, text);
            case REAL -> real(component, setting, text);
            case FLAG -> flag(setting, text);
            case CHOICE -> choice(component, setting, text);
        };
    }

    private static Object integer(RecordComponent component, Setting setting, String text) throws BadOption {
        BigDecimal number = number(setting, text, "a whole number");
        boolean wide = component.getType() == long.class;
        BigDecimal largest = BigDecimal.valueOf(wide ? Long.MAX_VALUE : Integer.MAX_VALUE);
        // Magnitude first: taking the fraction off a number like 1e999999999 would write out its digits.
        if (number.precision() - (long) number.scale() > 19 || number.abs().compareTo(largest) > 0) {
            throw outOfRange(setting, text);
        }
        if (number.stripTrailingZeros().scale() > 0) {
            throw wrongType(setting, text, "a whole number");
        }
        checkRange(setting, number.doubleValue(), text);
        return wide ? (Object) number.longValueExact() : (Object) number.intValueExact();
    }

    private static Object real(RecordComponent component, Setting setting, String text) throws BadOption {
        BigDecimal number = number(setting, text, "a number");
        boolean narrow = component.getType() == float.class;
        double value = narrow ? number.floatValue() : number.doubleValue();
        if (Double.isInfinite(value)) {
            throw outOfRange(setting, text);
        }
        // The range is that of the decimal text: 0.1f is more than 0.1, but --set x=0.1 is not above a maximum of 0.1.
        checkRange(setting, number.doubleValue(), text);
        return narrow ? (Object) number.floatValue() : (Object) value;
    }

    private static BigDecimal number(Setting setting, String text, String expected) throws BadOption {
        if (text.length() > MAX_DIGITS) {
            throw wrongType(setting, text.substring(0, MAX_DIGITS) + "…", expected);
        }
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            throw wrongType(setting, text, expected);
        }
    }

    private static Object flag(Setting setting, String text) throws BadOption {
        return switch (text) {
            case "true", "yes", "on" -> true;
            case "false", "no", "off" -> false;
            default -> throw wrongType(setting, text, "true or false");
        };
    }

    private static Object choice(RecordComponent component, Setting setting, String text) throws BadOption {
        for (Object constant : component.getType().getEnumConstants()) {
            if (text(constant).equals(text)) {
                return constant;
            }
        }
        throw wrongType(setting, text, "one of " + String.join(", ", setting.choices()));
    }

    private static void checkRange(Setting setting, double value, String text) throws BadOption {
        if (!(value >= setting.min() && value <= setting.max())) {
            throw outOfRange(setting, text);
        }
    }

    private static BadOption wrongType(Setting setting, String text, String expected) {
        return new BadOption(
                "The setting '" + setting.name() + "' must be " + expected + ", got '" + text + "'.",
                "Give it as " + setting.name() + "=" + setting.value() + ", which is its default.");
    }

    private static BadOption outOfRange(Setting setting, String text) {
        return new BadOption(
                "The setting '" + setting.name() + "' must be " + range(setting) + ", got " + text + ".",
                "Give it as " + setting.name() + "=" + setting.value() + ", which is its default.");
    }

    private static String range(Setting setting) {
        String unit = setting.unit().isEmpty() ? "" : " " + setting.unit();
        if (Double.isInfinite(setting.max())) {
            return Double.isInfinite(setting.min()) ? "smaller" : "at least " + bound(setting.min()) + unit;
        }
        return Double.isInfinite(setting.min())
                ? "at most " + bound(setting.max()) + unit
                : "in [" + bound(setting.min()) + ", " + bound(setting.max()) + "]" + unit;
    }

    private static String bound(double value) {
        return plain(Double.toString(value));
    }

    private BadOption unknown(String name) {
        String known = String.join(", ", settings.keySet());
        String nearest = settings.keySet().stream()
                .min(Comparator.comparingInt(candidate -> distance(name, candidate)))
                .map(candidate -> "Did you mean '" + candidate + "'? ")
                .orElse("");
        return new BadOption("There is no setting '" + name + "'.", nearest + "The settings are " + known + ".");
    }

    /// Fewest insertions, deletions and replacements of a letter that turn `a` into `b`, whatever their case.
    ///
    /// **Source** Wagner and Fischer 1974.
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        Arrays.setAll(row, j -> j);
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                boolean same = Character.toLowerCase(a.charAt(i - 1)) == Character.toLowerCase(b.charAt(j - 1));
                int replaced = diagonal + (same ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
