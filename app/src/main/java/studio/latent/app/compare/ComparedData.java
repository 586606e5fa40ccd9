package studio.latent.app.compare;

import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import studio.latent.app.fx.UiThread;
import studio.latent.app.session.Session;
import studio.latent.engine.DatasetLibrary;
import studio.latent.engine.OpenModel;
import studio.latent.engine.SeedWishes;
import studio.latent.engine.data.DatasetCard;
import studio.latent.engine.job.Job;
import studio.latent.engine.job.Outcome;
import studio.latent.engine.model.ModelCard;

/// The data that models are compared on: which there are, what the chosen ones are, what they say of each seed.
final class ComparedData {
    private final DatasetLibrary library;
    private final Session session;
    private final UiThread ui;
    private final Listener listener;
    private final ObservableList<String> names = FXCollections.observableArrayList();
    private final ObservableList<String> namesView = FXCollections.unmodifiableObservableList(names);
    private final ObjectProperty<@Nullable String> chosen = new SimpleObjectProperty<>();
    private @Nullable DatasetCard card;
    private SeedWishes wishes = SeedWishes.UNKNOWN;
    private String wishesOf = "";
    private int described;

    /// Who is told when something about the data is known.
    interface Listener {
        /// Other data are chosen; null until it is known what they are.
        void described(@Nullable DatasetCard card);

        void wished();

        void failed(Throwable cause);
    }

    ComparedData(DatasetLibrary library, Session session, UiThread ui, Listener listener) {
        this.library = library;
        this.session = session;
        this.ui = ui;
        this.listener = listener;
        chosen.addListener(_ -> describe());
    }

    /// Names of all data sets.
    ObservableList<String> names() {
        return namesView;
    }

    ObjectProperty<@Nullable String> chosenProperty() {
        return chosen;
    }

    /// What the chosen data are; null until that is known.
    @Nullable
    DatasetCard card() {
        return card;
    }

    /// What models that take wishes are asked for at each seed to show what the data show.
    SeedWishes wishes() {
        return wishes;
    }

    /// Looks anew at which data there are; what was chosen stays chosen if it can.
    ///
    /// @param models of which some were trained on the data
    void refresh(List<ModelCard> models) {
        String before = chosen.get();
        List<String> found = library.names();
        if (!found.equals(names)) {
            names.setAll(found);
        }
        if (before == null || !found.contains(before)) {
            chosen.set(first(found, models));
        } else {
            listener.described(card);
        }
    }

    /// The data that the open model was trained on, or their test part; else those of any model.
    private @Nullable String first(List<String> found, List<ModelCard> models) {
        OpenModel open = session.modelProperty().get();
        List<String> trainedOn = open == null
                ? models.stream().map(ModelCard::dataset).toList()
                : List.of(open.card().dataset());
        return found.stream()
                .filter(name -> trainedOn.stream().anyMatch(each -> !each.isEmpty() && name.startsWith(each)))
                .findFirst()
                .orElse(found.isEmpty() ? null : found.getFirst());
    }

    private void describe() {
        int stamp = ++described;
        card = null;
        listener.described(null);
        String name = chosen.get();
        if (name == null) {
            return;
        }
        ask(library.describe(name), () -> stamp == described, found -> {
            card = found;
            listener.described(found);
        });
    }

    /// Finds out what the data say of each seed, unless that is known or on its way.
    void askForWishes() {
        String name = chosen.get();
        if (name == null || name.equals(wishesOf)) {
            return;
        }
        wishesOf = name;
        ask(library.wishes(name), () -> name.equals(wishesOf), found -> {
            wishes = found;
            listener.wished();
        });
    }

    private <T> void ask(Job<T> job, BooleanSupplier stillWanted, Consumer<T> found) {
        session.track(job)
                .whenDone(outcome -> ui.run(() -> {
                    if (!stillWanted.getAsBoolean()) {
                        return;
                    }
                    switch (outcome) {
                        case Outcome.Completed<T>(T value) -> found.accept(value);
                        case Outcome.Cancelled<T> _ -> {}
                        case Outcome.Failed<T>(Throwable cause) -> listener.failed(cause);
                    }
                }));
    }
}
