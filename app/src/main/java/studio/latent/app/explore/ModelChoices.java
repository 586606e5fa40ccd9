package studio.latent.app.explore;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.value.ObservableValue;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import studio.latent.app.l10n.Messages;
import studio.latent.app.session.Session;
import studio.latent.engine.OpenModel;
import studio.latent.engine.Studio;
import studio.latent.engine.job.Job;
import studio.latent.engine.job.Outcome;
import studio.latent.engine.model.ModelCard;

/// The models to choose from, and the opening of one.
public final class ModelChoices {
    /// A model to choose.
    ///
    /// @param summary what the list says under the name: size of image and latent, data set
    /// @param sample whether it ships with the studio
    public record ModelChoice(String name, String summary, boolean sample) {}

    private final Studio studio;
    private final Session session;
    private final Executor ui;
    private final Messages messages;
    private final Consumer<Throwable> trouble;
    private final ObservableList<ModelChoice> models = FXCollections.observableArrayList();
    private final ObservableList<ModelChoice> modelsView = FXCollections.unmodifiableObservableList(models);
    private final ReadOnlyBooleanWrapper opening = new ReadOnlyBooleanWrapper();

    ModelChoices(Studio studio, Session session, Executor ui, Messages messages, Consumer<Throwable> trouble) {
        this.messages = messages;
        this.studio = studio;
        this.session = session;
        this.ui = ui;
        this.trouble = trouble;
    }

    /// Models to choose from, samples first.
    public ObservableList<ModelChoice> models() {
        return modelsView;
    }

    /// The model on the bench: one of the list, or one that was opened by its folder or zip or is being trained; null
    /// where there is none.
    public ObservableValue<@Nullable ModelChoice> onBench() {
        return session.modelProperty()
                .map(model -> choice(Objects.requireNonNull(model).card()));
    }

    /// Whether a model is being opened.
    public ReadOnlyBooleanProperty openingProperty() {
        return opening.getReadOnlyProperty();
    }

    /// Reads the list of models again.
    public void refresh() {
        refresh(() -> {});
    }

    /// Brings the bench back as it was left; at the very first start with a sample model. `none` runs when there is
    /// nothing to bring back and no model to open.
    void start(Runnable none) {
        refresh(() -> {
            boolean chosen = session.modelProperty().get() != null; // by another place, before this one was made
            if (!chosen && !session.jobs().isEmpty()) {
                return; // a model is being opened; it is drawn when it comes
            }
            if (chosen || session.tree().currentProperty().get() == null) {
                openFirst(none);
            } else {
                session.resume(cause -> {
                    trouble.accept(cause);
                    openFirst(none);
                });
            }
        });
    }

    private void openFirst(Runnable none) {
        if (session.modelProperty().get() == null && !models.isEmpty()) {
            open(models.getFirst().name());
        } else {
            none.run();
        }
    }

    private void refresh(Runnable then) {
        Job.start(
                        "Listing models",
                        task -> Thread.ofVirtual().start(task),
                        _ -> studio.models().list())
                .whenDone(outcome -> ui.execute(() -> {
                    switch (outcome) {
                        case Outcome.Completed<List<ModelCard>>(List<ModelCard> cards) -> {
                            models.setAll(cards.stream()
                                    .filter(ModelCard::makesImages)
                                    .map(this::choice)
                                    .sorted(Comparator.comparing(c -> !c.sample()))
                                    .toList());
                            then.run();
                        }
                        case Outcome.Cancelled<List<ModelCard>> _ -> {}
                        case Outcome.Failed<List<ModelCard>>(Throwable cause) -> trouble.accept(cause);
                    }
                }));
    }

    private ModelChoice choice(ModelCard card) {
        String size = messages.text(
                "explore.model.summary",
                card.imageShape().width(),
                card.imageShape().height(),
                card.latentDimension());
        String summary = card.dataset().isEmpty() ? size : size + " · " + card.dataset();
        return new ModelChoice(
                card.name(),
                summary,
                !card.location().startsWith(studio.models().folder()));
    }

    /// Opens a model by name, folder or zip.
    void open(String nameOrPath) {
        opening.set(true);
        session.open(nameOrPath, outcome -> {
            switch (outcome) {
                case Outcome.Completed<OpenModel> _ -> opening.set(false);
                case Outcome.Cancelled<OpenModel> _ -> {}
                case Outcome.Failed<OpenModel>(Throwable cause) -> {
                    opening.set(false);
                    trouble.accept(cause);
                }
            }
        });
    }
}
