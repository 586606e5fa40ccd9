package studio.latent.app.explore;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import studio.latent.engine.direction.AttributeChoice;

/// A value of an attribute, or a class, as it is shown; `name` stays what the model, recipes and commands call it.
///
/// @param name as the data write it
/// @param words what is read in its place; of a yes or no the name, for which the window has words of its own
record AttributeValue(String name, Kind kind, String words) {
    /// What a value says, in the order in which values of one attribute are shown.
    enum Kind {
        /// Nothing of what the attribute is about.
        ABSENT,
        NO,
        YES,
        NUMBER,
        WORDS,
        /// A [Shade].
        COLOUR
    }

    private static final Set<String> ABSENT = Set.of("", "-", "none", "nothing", "null", "no", "n/a");
    private static final Set<String> NO = Set.of("0", "-1", "false", "no");
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d+(\\.\\d+)?([eE][+-]?\\d{1,3})?");

    /// A class of a data set: its name is meant to be read, and its place among the classes as well.
    static AttributeValue ofClass(String name) {
        return new AttributeValue(name, Kind.WORDS, name);
    }

    /// All values of one attribute, in the order in which they are shown.
    static List<AttributeValue> of(List<String> names) {
        boolean yesOrNo = names.size() == 2
                && names.stream().anyMatch(name -> NO.contains(lower(name)))
                && names.stream().anyMatch(AttributeChoice::isYes);
        List<AttributeValue> values = names.stream()
                .map(name -> new AttributeValue(name, kindOf(name, yesOrNo), new ReadableName(name).words()))
                .toList();
        Map<String, Long> read =
                values.stream().collect(Collectors.groupingBy(value -> lower(value.words), Collectors.counting()));
        List<AttributeValue> told = values.stream()
                .map(value -> read.getOrDefault(lower(value.words), 0L) > 1 ? value.asWritten() : value)
                .map(value -> value.name.isBlank() ? new AttributeValue(value.name, value.kind, "–") : value)
                .toList();
        return ordered(told);
    }

    private static Kind kindOf(String name, boolean yesOrNo) {
        if (yesOrNo) {
            return NO.contains(lower(name)) ? Kind.NO : Kind.YES;
        }
        if (name.isBlank() || ABSENT.contains(lower(name))) {
            return Kind.ABSENT;
        }
        if (Shade.isCode(name)) {
            return Kind.COLOUR;
        }
        return NUMBER.matcher(name).matches() ? Kind.NUMBER : Kind.WORDS;
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /// Two values that read the same would not be told apart.
    private AttributeValue asWritten() {
        return new AttributeValue(name, kind, name);
    }

    private static List<AttributeValue> ordered(List<AttributeValue> values) {
        List<AttributeValue> row = new ArrayList<>(values.stream()
                .filter(value -> value.kind != Kind.COLOUR)
                .sorted(Comparator.comparing(AttributeValue::kind)
                        .thenComparingDouble(AttributeValue::number)
                        .thenComparing(value -> new ReadableName(value.name)))
                .toList());
        Map<String, AttributeValue> colours = values.stream()
                .filter(value -> value.kind == Kind.COLOUR)
                .collect(Collectors.toMap(AttributeValue::name, Function.identity(), (first, _) -> first));
        Shade.besideTheirLike(colours.keySet().stream().map(Shade::new).toList())
                .forEach(shade -> row.add(colours.get(shade.code())));
        return List.copyOf(row);
    }

    private double number() {
        return kind == Kind.NUMBER ? Double.parseDouble(name) : 0;
    }
}
