package studio.latent.engine.direction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import studio.latent.engine.data.Attribute;
import studio.latent.engine.data.Dataset;
import studio.latent.engine.error.BadOption;

/// One side of an attribute: the values that count as plus; all others are minus.
///
/// @param plus positions of the values among the attribute's
public record AttributeChoice(Attribute attribute, Set<Integer> plus) {
    /// What a data set's classes are called among its attributes.
    public static final String CLASS = "class";

    /// Words for yes, of an attribute with two values.
    private static final Set<String> YES = Set.of("1", "true", "yes", "+1");

    public AttributeChoice {
        plus = Set.copyOf(plus);
        if (plus.isEmpty() || plus.size() >= attribute.values().size()) {
            throw new IllegalArgumentException("plus must be some of the "
                    + attribute.values().size() + " values of " + attribute.name() + ", got " + plus);
        }
    }

    /// What a data set says of its images: its attributes, and its classes as one more.
    public static List<Attribute> attributes(Dataset dataset) {
        List<Attribute> all = new ArrayList<>(dataset.attributes());
        if (dataset.hasLabels()) {
            all.add(new Attribute(CLASS, dataset.classes(), dataset.labels()));
        }
        return all;
    }

    /// The choice that a text names: `smile` of an attribute with two values of which one is a yes, or
    /// `hairColor=red|brown`.
    ///
    /// **Errors** [BadOption] with what there is.
    public static AttributeChoice parse(String text, List<Attribute> attributes) throws BadOption {
        int sign = text.indexOf('=');
        String name = sign < 0 ? text : text.substring(0, sign);
        Attribute attribute = attributes.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new BadOption(
                        "The data set has no attribute '" + name + "'.",
                        attributes.isEmpty()
                                ? "Choose a data set with attributes or classes."
                                : "Use one of "
                                        + String.join(
                                                ", ",
                                                attributes.stream()
                                                        .map(Attribute::name)
                                                        .toList())
                                        + "."));
        Set<Integer> plus = new TreeSet<>();
        if (sign < 0) {
            plus.add(yes(attribute));
        } else {
            for (String value : text.substring(sign + 1).split("\\|", -1)) {
                plus.add(position(attribute, value));
            }
        }
        if (plus.size() == attribute.values().size()) {
            throw new BadOption(
                    "Every image has one of the values in '" + text + "', so there is no other side.",
                    "Leave out at least one of " + String.join(", ", attribute.values()) + ".");
        }
        return new AttributeChoice(attribute, plus);
    }

    /// Whether a value is a plain yes: `1`, `+1`, `true` or `yes`.
    public static boolean isYes(String value) {
        return YES.contains(value.toLowerCase(Locale.ROOT));
    }

    private static int yes(Attribute attribute) throws BadOption {
        for (int i = 0; i < attribute.values().size() && attribute.values().size() == 2; i++) {
            if (isYes(attribute.values().get(i))) {
                return i;
            }
        }
        throw new BadOption(
                "The attribute '" + attribute.name() + "' has the values " + String.join(", ", attribute.values())
                        + ", none of which is a plain yes.",
                "Name what shall be on the plus side, as in " + attribute.name() + "="
                        + attribute.values().getFirst() + ".");
    }

    private static int position(Attribute attribute, String value) throws BadOption {
        int position = attribute.values().indexOf(value);
        if (position < 0) {
            throw new BadOption(
                    "The attribute '" + attribute.name() + "' has no value '" + value + "'.",
                    "Use some of " + String.join(", ", attribute.values()) + ", with | between them.");
        }
        return position;
    }

    /// Whether there is no more to say than the attribute's name.
    private boolean isPlainYes() {
        return plus.size() == 1
                && attribute.values().size() == 2
                && isYes(attribute.values().get(plus.iterator().next()));
    }

    /// Of each image 1 for plus, 0 for minus, [Attribute#UNKNOWN] where nothing is said. **Shapes** `[n]`.
    public int[] sides() {
        return Arrays.stream(attribute.codes())
                .map(code -> code == Attribute.UNKNOWN ? Attribute.UNKNOWN : plus.contains(code) ? 1 : 0)
                .toArray();
    }

    /// As [#parse] reads it.
    public String text() {
        List<String> values =
                plus.stream().sorted().map(attribute.values()::get).toList();
        return isPlainYes() ? attribute.name() : attribute.name() + "=" + String.join("|", values);
    }
}
