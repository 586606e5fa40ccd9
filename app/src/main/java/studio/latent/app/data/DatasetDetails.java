package studio.latent.app.data;

import java.util.ArrayList;
import java.util.List;
import studio.latent.app.l10n.Messages;
import studio.latent.engine.data.DatasetCard;

/// What the place shows of one data set, in words.
///
/// @param facts label and value of each line
/// @param skipped one sentence for each file left out
public record DatasetDetails(
        String name,
        int count,
        String description,
        List<Fact> facts,
        List<ClassCount> classes,
        List<Fact> attributes,
        List<String> skipped) {
    /// Values of an attribute that are named; of more, the first are named and the rest counted.
    private static final int MOST_VALUES = 8;

    /// One line of the details.
    public record Fact(String label, String value) {}

    /// Images of one class.
    ///
    /// @param share of the largest class, in [0, 1]
    public record ClassCount(String name, int count, double share) {}

    static DatasetDetails of(DatasetCard card, Messages messages) {
        String shape = card.shape().channels() == 1 ? "data.shape.grey" : "data.shape.colour";
        String unknown = messages.text("data.unknown");
        return new DatasetDetails(
                card.name(),
                card.count(),
                card.description(),
                List.of(
                        new Fact(messages.text("data.count"), messages.number(card.count(), 0)),
                        new Fact(
                                messages.text("data.size"),
                                messages.text(
                                        shape,
                                        card.shape().width(),
                                        card.shape().height())),
                        new Fact(messages.text("data.licence"), card.licence().isBlank() ? unknown : card.licence()),
                        new Fact(messages.text("data.location"), card.location().toString())),
                classes(card),
                card.attributes().entrySet().stream()
                        .map(e -> new Fact(e.getKey(), values(e.getValue(), messages)))
                        .toList(),
                card.skipped().entrySet().stream()
                        .map(e -> messages.text("data.skipped.one", e.getKey(), e.getValue()))
                        .toList());
    }

    private static String values(List<String> values, Messages messages) {
        if (values.size() <= MOST_VALUES) {
            return String.join(", ", values);
        }
        String first = String.join(", ", values.subList(0, MOST_VALUES - 2));
        return messages.text("data.attribute.more", first, values.size() - (MOST_VALUES - 2));
    }

    private static List<ClassCount> classes(DatasetCard card) {
        int largest =
                card.classCounts().stream().mapToInt(Integer::intValue).max().orElse(0);
        List<ClassCount> classes = new ArrayList<>();
        for (int i = 0; i < card.classes().size(); i++) {
            int count = card.classCounts().get(i);
            classes.add(new ClassCount(card.classes().get(i), count, largest == 0 ? 0 : (double) count / largest));
        }
        return List.copyOf(classes);
    }
}
