package studio.latent.app.explore;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import studio.latent.app.session.Session;
import studio.latent.engine.Bench;
import studio.latent.engine.OpenModel;
import studio.latent.engine.Studio;
import studio.latent.engine.generate.ClassifierChoice;
import studio.latent.engine.generate.Rendering;
import studio.latent.engine.generate.SamplerSettings;
import studio.latent.engine.job.Job;
import studio.latent.engine.job.Outcome;
import studio.latent.engine.model.ModelCard;

/// The classifier that leads the image to what it shall show: which one, how strongly, and what that costs in
/// diversity.
///
/// The diversity is measured after each gesture, in the background; the newest gesture's is the one that counts.
public final class ClassifierViewModel {
    /// What is left of the diversity.
    ///
    /// **Units** distances as [Bench.Diversity], as shares of the pixels' range.
    ///
    /// @param share of the diversity without the classifier
    public record Left(double share, double guided, double alone, int images) {}

    private final Studio studio;
    private final Session session;
    private final Executor ui;
    private final Consumer<Throwable> trouble;
    private final ObservableList<String> names = FXCollections.observableArrayList();
    private final ObservableList<String> namesView = FXCollections.unmodifiableObservableList(names);
    private final ReadOnlyBooleanWrapper offered = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper leading = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper wishless = new ReadOnlyBooleanWrapper();
    private final StringProperty chosen = new SimpleStringProperty("");
    private final DoubleProperty scale = new SimpleDoubleProperty();
    private final ReadOnlyObjectWrapper<@Nullable Left> left = new ReadOnlyObjectWrapper<>();
    private final Quiet quiet = new Quiet();
    private List<ModelCard> fitting = List.of();
    private Job<List<ModelCard>> looking = Job.completed("Nothing", List.of());
    private Job<?> measuring = Job.completed("Nothing", List.of());
    private @Nullable SamplerSettings measured;

    ClassifierViewModel(Studio studio, Session session, Executor ui, Consumer<Throwable> trouble) {
        this.studio = studio;
        this.session = session;
        this.ui = ui;
        this.trouble = trouble;
        session.modelProperty().subscribe(this::modelChanged);
        session.renderingProperty().subscribe(this::follow);
        session.tree().currentProperty().subscribe(_ -> measure());
        chosen.subscribe((_, _) -> changed());
        scale.subscribe((_, _) -> changed());
    }

    /// Whether a classifier can guide the model on the bench.
    public ReadOnlyBooleanProperty offeredProperty() {
        return offered.getReadOnlyProperty();
    }

    /// Names of the classifiers that can guide it.
    public ObservableList<String> names() {
        return namesView;
    }

    /// Name of the one that does; empty for none.
    public StringProperty chosenProperty() {
        return chosen;
    }

    /// Factor on what it says, in [0, 30]; 0 is no guidance.
    public DoubleProperty scaleProperty() {
        return scale;
    }

    /// Whether it leads the image: it has a scale and a wish to lead to.
    public ReadOnlyBooleanProperty leadingProperty() {
        return leading.getReadOnlyProperty();
    }

    /// Whether it has a scale and nothing to lead to.
    public ReadOnlyBooleanProperty wishlessProperty() {
        return wishless.getReadOnlyProperty();
    }

    /// What is left of the diversity; empty until it is known, and where nothing leads.
    public ReadOnlyObjectProperty<@Nullable Left> leftProperty() {
        return left.getReadOnlyProperty();
    }

    /// Looks anew which classifiers there are: one may have been trained.
    public void refresh() {
        OpenModel model = session.modelProperty().get();
        looking.cancel();
        if (model == null || !session.samplesInSteps()) {
            show(List.of());
            return;
        }
        Job<List<ModelCard>> job = studio.models().classifiersFor(model);
        looking = job;
        job.whenDone(outcome -> ui.execute(() -> {
            if (job.equals(looking) && outcome instanceof Outcome.Completed<List<ModelCard>>(List<ModelCard> found)) {
                show(found);
            }
        }));
    }

    private void modelChanged() {
        show(List.of());
        refresh();
    }

    private void show(List<ModelCard> found) {
        fitting = List.copyOf(found);
        quiet.during(() -> {
            names.setAll(found.stream().map(ModelCard::name).toList());
            offered.set(!found.isEmpty());
            follow();
        });
    }

    /// Shows what guides the state under the hand; the first classifier is ready to where none does.
    private void follow() {
        Rendering rendering = session.renderingProperty().get();
        if (rendering == null) {
            forget();
            return;
        }
        SamplerSettings now = rendering.sampling();
        ClassifierChoice choice = now.steering().classifier();
        quiet.during(() -> {
            String ready = names.contains(chosen.get())
                    ? chosen.get()
                    : names.stream().findFirst().orElse("");
            chosen.set(choice.name().isEmpty() ? ready : choice.name());
            scale.set(choice.scale());
        });
        leading.set(now.classified());
        wishless.set(choice.acts() && !now.classified());
        if (!now.equals(measured)) {
            forget();
        }
    }

    /// What was measured is of other settings.
    private void forget() {
        measuring.cancel();
        measured = null;
        left.set(null);
    }

    /// Something was chosen by hand.
    private void changed() {
        Rendering rendering = session.renderingProperty().get();
        if (quiet.isOn() || rendering == null) {
            return;
        }
        Optional<ModelCard> card = fitting.stream()
                .filter(known -> known.name().equals(chosen.get()))
                .findFirst();
        if (card.isPresent()) {
            ClassifierChoice choice =
                    new ClassifierChoice(card.get().name(), card.get().hash(), Math.clamp(scale.get(), 0, 30));
            session.renderBy(rendering.sampledBy(rendering.sampling().classifiedBy(choice)));
        }
    }

    private void measure() {
        OpenModel model = session.modelProperty().get();
        Rendering rendering = session.renderingProperty().get();
        if (model == null
                || rendering == null
                || !session.samplesInSteps()
                || !rendering.sampling().classified()
                || rendering.sampling().equals(measured)) {
            return;
        }
        forget();
        measured = rendering.sampling();
        Job<Bench.Diversity> job = studio.bench().diversity(model, rendering.sampling());
        measuring = job;
        job.whenDone(outcome -> ui.execute(() -> {
            if (!job.equals(measuring)) {
                return;
            }
            switch (outcome) {
                case Outcome.Completed<Bench.Diversity>(Bench.Diversity found) ->
                    left.set(new Left(found.share(), found.guided(), found.alone(), found.images()));
                case Outcome.Cancelled<Bench.Diversity> _ -> {}
                case Outcome.Failed<Bench.Diversity>(Throwable cause) -> trouble.accept(cause);
            }
        }));
    }
}
