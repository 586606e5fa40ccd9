package studio.latent.app.explore;

import java.util.Arrays;
import java.util.stream.Collectors;
import studio.latent.app.l10n.Messages;
import studio.latent.engine.data.ConditionName;

/// Says in the user's words which attribute has which value.
record AttributeText(Messages messages) {
    /// The value alone, where its attribute is read beside it.
    String of(AttributeValue value) {
        return switch (value.kind()) {
            case NO -> messages.text("explore.value.no");
            case YES -> messages.text("explore.value.yes");
            case ABSENT, NUMBER, WORDS, COLOUR -> value.words();
        };
    }

    /// The value with its attribute; a class by itself.
    ///
    /// @param attribute as the data write it; empty for a class
    String of(String attribute, AttributeValue value) {
        return attribute.isEmpty()
                ? value.words()
                : messages.text("explore.value", new ReadableName(attribute).heading(), of(value));
    }

    /// What a direction is for: an attribute with a plain yes, or some of its values.
    ///
    /// @param choice `smile`, or `hairColor=red|brown`
    static String ofChoice(String choice) {
        ConditionName name = new ConditionName(choice);
        if (name.isClass()) {
            return new ReadableName(choice).words();
        }
        boolean classes = name.attribute().equals(DirectionData.CLASS);
        String values = Arrays.stream(name.value().split("\\|", -1))
                .map(value -> classes ? value : new ReadableName(value).words())
                .collect(Collectors.joining(", "));
        return new ReadableName(name.attribute()).words() + " · " + values;
    }
}
