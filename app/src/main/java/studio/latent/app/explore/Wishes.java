package studio.latent.app.explore;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import studio.latent.engine.data.ConditionName;

/// What an image shall show, out of what its model knows: one class, a mix of several, values of attributes; and
/// what it shall not show, where guidance can lead away from it.
public final class Wishes {
    private static final double SMALLEST_SUM = 1e-6;

    /// Something that can be wished for.
    public static final class Wish {
        private final String name;
        private final String attribute;
        private final AttributeValue value;
        private final ReadOnlyBooleanWrapper chosen = new ReadOnlyBooleanWrapper();
        private final ReadOnlyBooleanWrapper avoided = new ReadOnlyBooleanWrapper();
        private final DoubleProperty weight = new SimpleDoubleProperty(1);
        private double avoidedWeight = 1;

        Wish(String name, String attribute, AttributeValue value) {
            this.name = name;
            this.attribute = attribute;
            this.value = value;
        }

        /// The attribute's name; empty for a class.
        String attribute() {
            return attribute;
        }

        /// The class, or the attribute's value.
        AttributeValue value() {
            return value;
        }

        public ReadOnlyBooleanProperty chosenProperty() {
            return chosen.getReadOnlyProperty();
        }

        /// Whether the image shall not show it.
        public ReadOnlyBooleanProperty avoidedProperty() {
            return avoided.getReadOnlyProperty();
        }

        /// Share of a mix; below 0 leads away from it.
        public DoubleProperty weightProperty() {
            return weight;
        }
    }

    /// What excludes each other unless it is mixed.
    ///
    /// @param attribute its name; empty for the classes of a data set
    public record Choice(String attribute, List<Wish> wishes) {
        public Choice {
            wishes = List.copyOf(wishes);
        }

        List<Wish> chosen() {
            return wishes.stream().filter(wish -> wish.chosen.get()).toList();
        }

        private List<Wish> avoided() {
            return wishes.stream().filter(wish -> wish.avoided.get()).toList();
        }
    }

    private final ObservableList<Choice> choices = FXCollections.observableArrayList();
    private final ObservableList<Choice> choicesView = FXCollections.unmodifiableObservableList(choices);
    private final ObservableList<Wish> mixed = FXCollections.observableArrayList();
    private final ObservableList<Wish> mixedView = FXCollections.unmodifiableObservableList(mixed);
    private final Runnable changed;
    private final boolean avoidable;

    Wishes(Runnable changed) {
        this(changed, false);
    }

    /// @param avoidable whether the image can be led away from something
    Wishes(Runnable changed, boolean avoidable) {
        this.changed = changed;
        this.avoidable = avoidable;
    }

    /// Whether the image can be led away from something.
    public boolean isAvoidable() {
        return avoidable;
    }

    public ObservableList<Choice> choices() {
        return choicesView;
    }

    /// What is mixed with others of its kind: only there a weight says something.
    public ObservableList<Wish> mixed() {
        return mixedView;
    }

    /// Wishes for this alone among its kind; for none of its kind if it was the only one.
    public void choose(Wish wish) {
        Choice choice = choiceOf(wish);
        boolean only = choice.chosen().equals(List.of(wish));
        choice.wishes().forEach(other -> other.chosen.set(!only && other.equals(wish)));
        wish.weight.set(1);
        unavoid(choice, wish);
        tell();
    }

    /// Puts this into the mix of its kind or takes it out; the weights then sum to 1, the others' shares stay as
    /// they were to each other.
    public void mix(Wish wish) {
        Choice choice = choiceOf(wish);
        List<Wish> before = choice.chosen();
        if (!wish.chosen.get()) {
            wish.weight.set(before.isEmpty() ? 1 : sum(before) / before.size());
        }
        wish.chosen.set(!wish.chosen.get());
        List<Wish> after = choice.chosen();
        double sum = sum(after);
        if (sum > SMALLEST_SUM) {
            after.forEach(part -> part.weight.set(part.weight.get() / sum));
        }
        unavoid(choice, wish);
        tell();
    }

    /// Leads away from this, or no longer; what is avoided is not wished for as well. Several of a kind are avoided
    /// in equal shares.
    public void avoid(Wish wish) {
        if (!avoidable) {
            return;
        }
        Choice choice = choiceOf(wish);
        if (!wish.avoided.get() && wish.chosen.get()) {
            mix(wish);
        }
        wish.avoided.set(!wish.avoided.get());
        share(choice);
        tell();
    }

    private static void unavoid(Choice choice, Wish wish) {
        if (wish.avoided.get()) {
            wish.avoided.set(false);
            share(choice);
        }
    }

    private static void share(Choice choice) {
        List<Wish> avoided = choice.avoided();
        avoided.forEach(wish -> wish.avoidedWeight = 1.0 / avoided.size());
    }

    private static double sum(List<Wish> wishes) {
        return wishes.stream().mapToDouble(wish -> wish.weight.get()).sum();
    }

    private Choice choiceOf(Wish wish) {
        return choices.stream()
                .filter(choice -> choice.wishes().contains(wish))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("wish must be one on offer, got " + wish.name));
    }

    private void tell() {
        findMixed();
        changed.run();
    }

    private void findMixed() {
        List<Wish> found = new ArrayList<>();
        for (Choice choice : choices) {
            List<Wish> chosen = choice.chosen();
            // a single wish of another weight came from a recipe
            if (chosen.size() > 1
                    || (chosen.size() == 1 && chosen.getFirst().weight.get() != 1)) {
                found.addAll(chosen);
            }
        }
        if (!found.equals(mixed)) {
            mixed.setAll(found);
        }
    }

    /// Offers what a model knows: class names, or `attribute=value`.
    void offer(List<String> names) {
        Map<String, Map<String, String>> namesByValue = new LinkedHashMap<>();
        for (String name : names) {
            ConditionName condition = new ConditionName(name);
            namesByValue
                    .computeIfAbsent(condition.attribute(), _ -> new LinkedHashMap<>())
                    .put(condition.value(), name);
        }
        mixed.clear();
        choices.setAll(namesByValue.entrySet().stream()
                .map(kind -> choice(kind.getKey(), kind.getValue()))
                .toList());
    }

    /// Classes stay in the order of the data.
    private Choice choice(String attribute, Map<String, String> names) {
        List<String> values = List.copyOf(names.keySet());
        List<AttributeValue> ordered = attribute.isEmpty()
                ? values.stream().map(AttributeValue::ofClass).toList()
                : AttributeValue.of(values);
        List<Wish> wishes = new ArrayList<>();
        for (AttributeValue value : ordered) {
            Wish wish = new Wish(names.getOrDefault(value.name(), value.name()), attribute, value);
            wish.weight.subscribe((_, _) -> changed.run());
            wishes.add(wish);
        }
        return new Choice(attribute, wishes);
    }

    /// Shows these weights, and that nothing is avoided.
    void follow(Map<String, Double> weights) {
        follow(weights, Map.of());
    }

    /// Shows these weights of what is wished for and of what is avoided.
    void follow(Map<String, Double> weights, Map<String, Double> unwanted) {
        for (Choice choice : choices) {
            for (Wish wish : choice.wishes()) {
                Double weight = weights.get(wish.name);
                wish.chosen.set(weight != null);
                wish.weight.set(weight == null ? 1 : weight);
                Double away = unwanted.get(wish.name);
                wish.avoided.set(away != null);
                wish.avoidedWeight = away == null ? 1 : away;
            }
        }
        findMixed();
    }

    /// What is chosen, by the model's names.
    Map<String, Double> weights() {
        Map<String, Double> weights = new TreeMap<>();
        for (Choice choice : choices) {
            choice.chosen().forEach(wish -> weights.put(wish.name, wish.weight.get()));
        }
        return weights;
    }

    /// What is avoided, by the model's names.
    Map<String, Double> unwanted() {
        Map<String, Double> weights = new TreeMap<>();
        for (Choice choice : choices) {
            choice.avoided().forEach(wish -> weights.put(wish.name, wish.avoidedWeight));
        }
        return weights;
    }
}
