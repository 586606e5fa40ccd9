package studio.latent.app.compare;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import studio.latent.app.fx.UiThread;
import studio.latent.engine.Contender;
import studio.latent.engine.ModelLibrary;
import studio.latent.engine.OpenModel;
import studio.latent.engine.generate.ClassifierChoice;
import studio.latent.engine.generate.SamplerSettings;
import studio.latent.engine.job.Outcome;
import studio.latent.engine.model.ModelCard;

/// How the chosen models that sample in steps draw, and what is turned of them: guidance, or the scale of a
/// classifier of the library that fits them. For the window's thread.
public final class StepSampling {
    /// What stands for guidance among the classifiers' names.
    static final String GUIDANCE = "";

    private final ModelLibrary library;
    private final ModelShelf shelf;
    private final UiThread ui;
    private final Consumer<Throwable> trouble;
    private final ObjectProperty<String> sampler = new SimpleObjectProperty<>(SamplerChoice.USUAL.sampler());
    private final ObjectProperty<Integer> steps = new SimpleObjectProperty<>(SamplerChoice.USUAL.steps());
    private final ObjectProperty<String> turned = new SimpleObjectProperty<>(GUIDANCE);
    private final ReadOnlyBooleanWrapper inSteps = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper led = new ReadOnlyBooleanWrapper();
    private final ObservableList<String> names = FXCollections.observableArrayList(GUIDANCE);
    private final ObservableList<String> namesView = FXCollections.unmodifiableObservableList(names);
    private final Map<OpenModel, List<ModelCard>> fitting = new HashMap<>();
    private int asked;

    StepSampling(ModelLibrary library, ModelShelf shelf, UiThread ui, Consumer<Throwable> trouble) {
        this.library = library;
        this.shelf = shelf;
        this.ui = ui;
        this.trouble = trouble;
    }

    /// Runs `action` when images are drawn otherwise from now on.
    void onRedraw(Runnable action) {
        sampler.addListener(_ -> action.run());
        steps.addListener(_ -> action.run());
    }

    /// Takes these models in place of those before, and looks for the classifiers that fit one of them.
    void offer(List<ContenderRow> chosen) {
        int stamp = ++asked;
        List<ContenderRow> rows =
                chosen.stream().filter(ContenderRow::samplesInSteps).toList();
        inSteps.set(!rows.isEmpty());
        if (rows.isEmpty()) {
            fitting.clear();
            show();
            return;
        }
        shelf.open(
                rows,
                contenders -> {
                    if (stamp == asked) {
                        Set<OpenModel> models = new LinkedHashSet<>();
                        contenders.forEach(each -> models.add(each.model()));
                        fitting.keySet().retainAll(models);
                        models.forEach(model -> look(model, stamp));
                    }
                },
                trouble);
    }

    private void look(OpenModel model, int stamp) {
        library.classifiersFor(model)
                .whenDone(outcome -> ui.run(() -> {
                    if (stamp == asked) {
                        switch (outcome) {
                            case Outcome.Completed<List<ModelCard>>(List<ModelCard> found) -> {
                                fitting.put(model, found);
                                show();
                            }
                            case Outcome.Cancelled<List<ModelCard>> _ -> {}
                            case Outcome.Failed<List<ModelCard>>(Throwable cause) -> trouble.accept(cause);
                        }
                    }
                }));
    }

    private void show() {
        Set<String> found = new LinkedHashSet<>(List.of(GUIDANCE));
        fitting.values().forEach(cards -> cards.forEach(card -> found.add(card.name())));
        String before = turned.get();
        if (!names.equals(List.copyOf(found))) {
            names.setAll(found);
        }
        turned.set(found.contains(before) ? before : GUIDANCE);
        led.set(found.size() > 1);
    }

    SamplerChoice choice() {
        return new SamplerChoice(sampler.get(), steps.get());
    }

    /// Contenders that draw as was chosen. The classifier leads those that it fits; the others turn guidance.
    List<Contender> over(List<Contender> opened) {
        List<Contender> sampled = new ArrayList<>();
        for (Contender each : opened) {
            SamplerSettings settings = choice().over(each.sampling());
            sampled.add(each.by(settings.classifiedBy(classifierOf(each.model()))));
        }
        return sampled;
    }

    /// The chosen classifier, which says nothing until the dial is turned.
    private ClassifierChoice classifierOf(OpenModel model) {
        return fitting.getOrDefault(model, List.of()).stream()
                .filter(card -> card.name().equals(turned.get()))
                .map(card -> new ClassifierChoice(card.name(), card.hash(), 0))
                .findFirst()
                .orElse(ClassifierChoice.NONE);
    }

    /// Name of the sampler that models which sample in steps draw with; empty for each model's usual one.
    public ObjectProperty<String> samplerProperty() {
        return sampler;
    }

    /// Steps of the sampler; 0 for as many as is usual for each model.
    public ObjectProperty<Integer> stepsProperty() {
        return steps;
    }

    /// Whether one of the chosen models samples in steps.
    public ReadOnlyBooleanProperty inStepsProperty() {
        return inSteps.getReadOnlyProperty();
    }

    /// What is turned of models that sample in steps: name of a classifier, or empty for guidance.
    public ObjectProperty<String> turnedProperty() {
        return turned;
    }

    /// What can be turned, guidance first.
    public ObservableList<String> turnable() {
        return namesView;
    }

    /// Whether there is a classifier to choose.
    public ReadOnlyBooleanProperty ledProperty() {
        return led.getReadOnlyProperty();
    }
}
