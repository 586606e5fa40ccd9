package studio.latent.app.explore;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import studio.latent.app.session.Session;
import studio.latent.engine.DatasetLibrary;
import studio.latent.engine.OpenModel;
import studio.latent.engine.data.ConditionName;
import studio.latent.engine.data.DatasetCard;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.job.Outcome;

/// Which data set, which attribute of it, and what shall stay as it is: the choices from which the direction of an
/// attribute is found. Only data sets that fit the model on the bench are offered.
public final class DirectionData {
    /// What the engine calls the classes where it asks for an attribute.
    static final String CLASS = "class";

    /// More values than this are numbers or names.
    private static final int MOST_VALUES = 64;

    /// What the plus side can be: an attribute with one of its values.
    ///
    /// @param value null where the attribute has a plain yes
    record Target(String attribute, @Nullable AttributeValue value) {
        /// As the engine reads it.
        String text() {
            return value == null
                    ? attribute
                    : ConditionName.of(attribute, value.name()).text();
        }

        /// For the user.
        String label() {
            String name = new ReadableName(attribute).words();
            return value == null ? name : name + " · " + value.words();
        }

        /// The value's colour, if it is one.
        Optional<Swatch> swatch() {
            return value == null ? Optional.empty() : Swatch.of(value);
        }
    }

    /// An attribute that may be left out of the direction.
    public static final class Other {
        private final Target target;
        private final BooleanProperty chosen = new SimpleBooleanProperty();

        Other(Target target) {
            this.target = target;
        }

        public String label() {
            return target.label();
        }

        Target target() {
            return target;
        }

        /// Whether it is projected out.
        public BooleanProperty chosenProperty() {
            return chosen;
        }
    }

    private final DatasetLibrary library;
    private final Session session;
    private final Executor ui;
    private final Map<String, DatasetCard> cards = new LinkedHashMap<>();
    private final ObservableList<String> datasets = FXCollections.observableArrayList();
    private final ObjectProperty<@Nullable String> dataset = new SimpleObjectProperty<>();
    private final ObservableList<Target> targets = FXCollections.observableArrayList();
    private final ObjectProperty<@Nullable Target> target = new SimpleObjectProperty<>();
    private final ObservableList<Other> others = FXCollections.observableArrayList();
    private boolean asked;

    DirectionData(DatasetLibrary library, Session session, Executor ui) {
        this.library = library;
        this.session = session;
        this.ui = ui;
        dataset.subscribe((_, _) -> datasetChosen());
        target.subscribe((_, _) -> targetChosen());
        session.modelProperty().subscribe(this::offer);
    }

    /// Looks at the data sets that there are, once.
    void look() {
        if (asked) {
            return;
        }
        asked = true;
        for (String name : library.names()) {
            library.describe(name)
                    .whenDone(outcome -> ui.execute(() -> {
                        if (outcome instanceof Outcome.Completed<DatasetCard>(DatasetCard card)) {
                            cards.put(name, card);
                            offer();
                        }
                    }));
        }
    }

    public ObservableList<String> datasets() {
        return datasets;
    }

    public ObjectProperty<@Nullable String> datasetProperty() {
        return dataset;
    }

    /// What the direction can be for.
    public ObservableList<Target> targets() {
        return targets;
    }

    public ObjectProperty<@Nullable Target> targetProperty() {
        return target;
    }

    /// What can be left out of it: other attributes with a plain yes.
    public ObservableList<Other> others() {
        return others;
    }

    List<String> without() {
        return others.stream()
                .filter(other -> other.chosen.get())
                .map(other -> other.target.text())
                .toList();
    }

    private void offer() {
        OpenModel model = session.modelProperty().get();
        List<String> fitting = new ArrayList<>();
        if (model != null) {
            ImageShape wanted = model.card().imageShape();
            cards.forEach((name, card) -> {
                if (card.shape().channels() == wanted.channels()
                        && !targetsOf(card).isEmpty()) {
                    fitting.add(name);
                }
            });
        }
        if (!fitting.equals(datasets)) {
            datasets.setAll(fitting);
        }
        String now = dataset.get();
        if (now == null || !fitting.contains(now)) {
            dataset.set(fitting.isEmpty() ? null : fitting.getFirst());
        }
    }

    private static List<Target> targetsOf(DatasetCard card) {
        Map<String, List<String>> attributes = new LinkedHashMap<>(card.attributes());
        if (card.classes().size() > 1) {
            attributes.put(CLASS, card.classes());
        }
        List<Target> found = new ArrayList<>();
        attributes.forEach((name, values) -> {
            if (isYesOrNo(values)) {
                found.add(new Target(name, null));
            }
        });
        attributes.forEach((name, values) -> {
            if (!isYesOrNo(values) && values.size() > 1 && values.size() <= MOST_VALUES) {
                told(name, values).forEach(value -> found.add(new Target(name, value)));
            }
        });
        return found;
    }

    private static List<AttributeValue> told(String attribute, List<String> values) {
        return attribute.equals(CLASS)
                ? values.stream().map(AttributeValue::ofClass).toList()
                : AttributeValue.of(values);
    }

    private static boolean isYesOrNo(List<String> values) {
        return values.size() == 2 && values.stream().anyMatch(value -> value.matches("(?i)\\+?1|true|yes"));
    }

    private void datasetChosen() {
        String name = dataset.get();
        DatasetCard card = name == null ? null : cards.get(name);
        targets.setAll(card == null ? List.of() : targetsOf(card));
        target.set(targets.isEmpty() ? null : targets.getFirst());
    }

    private void targetChosen() {
        Target now = target.get();
        List<String> held = without();
        others.setAll(targets.stream()
                .filter(each -> each.value() == null && !each.equals(now))
                .map(Other::new)
                .toList());
        others.forEach(other -> other.chosen.set(held.contains(other.target().text())));
    }
}
