package studio.latent.app.models;

import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import studio.latent.app.l10n.Messages;
import studio.latent.engine.model.ModelCard;

/// One model of the list, in words.
///
/// @param name what the engine opens it by
/// @param origin whether it is a sample or the user's own
/// @param facts label and value of each line of its card, in order
/// @param metrics label and value of each number measured on it
public record ModelRow(
        String name,
        String origin,
        boolean own,
        String summary,
        String description,
        List<Fact> facts,
        List<Fact> metrics) {
    private static final int SHORT_HASH = 12;

    /// One line of a card.
    ///
    /// @param help explanation of the label; may be empty
    public record Fact(String label, String value, String help) {}

    static ModelRow of(ModelCard card, boolean own, Messages messages) {
        Words words = new Words(card, messages);
        return new ModelRow(
                card.name(),
                messages.text(own ? "models.origin.own" : "models.origin.sample"),
                own,
                words.summary(),
                card.description(),
                words.facts(),
                words.metrics());
    }

    /// Whether the name, type or data contain `text`, in any case.
    boolean matches(String text) {
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        return name.toLowerCase(Locale.ROOT).contains(wanted)
                || facts.stream()
                        .anyMatch(fact -> fact.value().toLowerCase(Locale.ROOT).contains(wanted));
    }

    private record Words(ModelCard card, Messages messages) {
        String summary() {
            return type() + " · " + image();
        }

        List<Fact> facts() {
            return List.of(
                    fact(
                            "models.family",
                            messages.text("models.family." + card.family().name())),
                    fact("models.type", type()),
                    fact("models.image", image()),
                    fact("models.latent", messages.number(card.latentDimension(), 0)),
                    fact(
                            "models.priors",
                            joined(card.priors().stream()
                                    .map(prior -> "models.prior." + prior.name())
                                    .toList())),
                    fact(
                            "models.capabilities",
                            joined(card.capabilities().stream()
                                    .sorted()
                                    .map(can -> "models.capability." + can.name())
                                    .toList())),
                    fact("models.parameters", messages.number((double) card.parameters(), 0)),
                    fact("models.data", known(card.dataset())),
                    fact("models.licence", known(card.licence())),
                    new Fact(
                            messages.text("models.hash"),
                            card.hash()
                                    .substring(
                                            0, Math.min(SHORT_HASH, card.hash().length())),
                            messages.text("models.hash.help")),
                    fact("models.location", card.location().toString()));
        }

        List<Fact> metrics() {
            return new TreeMap<>(card.metrics())
                    .entrySet().stream()
                            .map(metric -> new Fact(
                                    messages.find("metric." + metric.getKey()).orElse(metric.getKey()),
                                    messages.number(metric.getValue(), 4),
                                    messages.find("metric." + metric.getKey() + ".help")
                                            .orElse("")))
                            .toList();
        }

        private Fact fact(String key, String value) {
            return new Fact(messages.text(key), value, "");
        }

        private String type() {
            return messages.find("type." + card.type()).orElse(card.type());
        }

        private String image() {
            String key = card.imageShape().channels() == 1 ? "models.image.grey" : "models.image.colour";
            return messages.text(
                    key, card.imageShape().width(), card.imageShape().height());
        }

        private String joined(List<String> keys) {
            return String.join(", ", keys.stream().map(messages::text).toList());
        }

        private String known(String value) {
            return value.isBlank() ? messages.text("models.unknown") : value;
        }
    }
}
