package studio.latent.app.models;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.transformation.FilteredList;
import org.jspecify.annotations.Nullable;
import studio.latent.app.fx.FailureText;
import studio.latent.app.fx.JobBinding;
import studio.latent.app.fx.UiThread;
import studio.latent.app.l10n.Messages;
import studio.latent.app.session.Session;
import studio.latent.engine.ModelLibrary;
import studio.latent.engine.OpenModel;
import studio.latent.engine.Studio;
import studio.latent.engine.image.Raster;
import studio.latent.engine.io.ExportFormat;
import studio.latent.engine.io.Precision;
import studio.latent.engine.job.Job;
import studio.latent.engine.job.Outcome;
import studio.latent.engine.model.Latent;
import studio.latent.engine.model.ModelCard;
import studio.latent.engine.model.PriorKind;

/// The place where models are looked through, taken in, given away and put on the bench.
public final class ModelsViewModel {
    /// Seeds of the images that show what a model makes.
    private static final int SAMPLES = 24;

    private final Studio studio;
    private final ModelLibrary library;
    private final Session session;
    private final UiThread ui;
    private final Executor background;
    private final Messages messages;
    private final Runnable showExplore;
    private final JobBinding work;
    private final ObservableList<ModelRow> all = FXCollections.observableArrayList();
    private final FilteredList<ModelRow> shown = new FilteredList<>(all);
    private final ObservableList<FailureText> problems = FXCollections.observableArrayList();
    private final ObservableList<FailureText> problemsView = FXCollections.unmodifiableObservableList(problems);
    private final ObservableList<Raster> samples = FXCollections.observableArrayList();
    private final ObservableList<Raster> samplesView = FXCollections.unmodifiableObservableList(samples);
    private final StringProperty filter = new SimpleStringProperty("");
    private final ObjectProperty<@Nullable ModelRow> selected = new SimpleObjectProperty<>();
    private final ReadOnlyObjectWrapper<@Nullable FailureText> note = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper news = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper read = new ReadOnlyBooleanWrapper();
    private int asked;

    /// What the library holds, read away from the window's thread.
    private record Listing(List<ModelRow> rows, List<String> problems) {}

    /// @param background runs what reads files
    /// @param showExplore brings the place Explore to the front
    public ModelsViewModel(
            Studio studio, Session session, UiThread ui, Executor background, Messages messages, Runnable showExplore) {
        this.studio = studio;
        library = studio.models();
        this.session = session;
        this.ui = ui;
        this.background = background;
        this.messages = messages;
        this.showExplore = showExplore;
        work = new JobBinding(ui);
        filter.addListener(_ -> shown.setPredicate(row -> row.matches(filter.get())));
        selected.subscribe(_ -> sample());
        refresh();
    }

    /// Looks anew at which models there are; the selection stays if it can.
    public void refresh() {
        list("");
    }

    /// @param select name of the model to select; empty for the one that is selected when the list comes
    private void list(String select) {
        Job.<Listing>start(messages.text("models.list"), background, _ -> read())
                .whenDone(outcome -> ui.run(() -> listed(outcome, select)));
    }

    private Listing read() {
        Path own = library.folder().toAbsolutePath();
        List<ModelRow> rows = library.list().stream()
                .map(card -> ModelRow.of(card, card.location().toAbsolutePath().startsWith(own), messages))
                .toList();
        return new Listing(rows, library.problems());
    }

    private void listed(Outcome<Listing> outcome, String select) {
        read.set(true);
        switch (outcome) {
            case Outcome.Completed<Listing>(Listing found) -> {
                ModelRow before = selected.get();
                String wanted = select.isEmpty() && before != null ? before.name() : select;
                all.setAll(found.rows());
                problems.setAll(found.problems().stream()
                        .map(problem -> new FailureText(problem, messages.text("models.problem.remedy")))
                        .toList());
                selected.set(all.stream()
                        .filter(row -> row.name().equals(wanted))
                        .findFirst()
                        .orElse(all.isEmpty() ? null : all.getFirst()));
            }
            case Outcome.Cancelled<Listing> _ -> {}
            case Outcome.Failed<Listing>(Throwable cause) -> note.set(FailureText.of(cause, messages));
        }
    }

    /// Shows what the selected model makes of the first seeds. Away from the list of jobs: it is a glance, not
    /// work.
    private void sample() {
        int stamp = ++asked;
        samples.clear();
        selection()
                .ifPresent(row -> library.open(row.name())
                        .whenDone(outcome -> ui.run(() -> {
                            if (stamp == asked
                                    && outcome instanceof Outcome.Completed<OpenModel>(OpenModel model)
                                    && model.card().makesImages()) {
                                decodeSamples(model, stamp);
                            }
                        })));
    }

    private void decodeSamples(OpenModel model, int stamp) {
        List<PriorKind> priors = model.card().priors();
        PriorKind prior = priors.contains(PriorKind.MIXTURE) ? PriorKind.MIXTURE : PriorKind.NORMAL;
        List<Latent> latents = LongStream.rangeClosed(1, SAMPLES)
                .mapToObj(seed -> studio.bench().latentOf(model, seed, prior, 1))
                .toList();
        studio.bench()
                .decode(model, latents)
                .whenDone(outcome -> ui.run(() -> {
                    if (stamp == asked && outcome instanceof Outcome.Completed<List<Raster>>(List<Raster> images)) {
                        samples.setAll(images);
                    }
                }));
    }

    /// Whether the list has been read; an empty list means that there are no models only then.
    public ReadOnlyBooleanProperty readProperty() {
        return read.getReadOnlyProperty();
    }

    /// Takes a model folder, zip or `.pt` file into the user's models and selects it.
    public void importFrom(Path path) {
        run(library.importFrom(path), (ModelCard card) -> {
            news.set(messages.text("models.import.done", card.name()));
            list(card.name());
        });
    }

    /// Writes the selected model as a folder with safetensors.
    public void exportFolder(Path target) {
        export(ExportFormat.SAFETENSORS, Precision.FLOAT32, target);
    }

    /// Writes the selected model as a folder of half the size, its weights rounded to half precision.
    public void exportHalfFolder(Path target) {
        export(ExportFormat.SAFETENSORS, Precision.FLOAT16, target);
    }

    /// Writes the selected model as one file that PyTorch opens.
    public void exportTorchScript(Path target) {
        export(ExportFormat.TORCHSCRIPT, Precision.FLOAT32, target);
    }

    private void export(ExportFormat format, Precision precision, Path target) {
        selection()
                .ifPresent(row -> run(
                        library.export(row.name(), format, precision, target),
                        written -> news.set(messages.text("models.export.done", written))));
    }

    /// Puts the selected model on the bench.
    public void openInExplore() {
        selection().ifPresent(row -> {
            note.set(null);
            session.open(row.name(), (Outcome<OpenModel> outcome) -> {
                switch (outcome) {
                    case Outcome.Completed<OpenModel> _ -> showExplore.run();
                    case Outcome.Cancelled<OpenModel> _ -> {}
                    case Outcome.Failed<OpenModel>(Throwable cause) -> note.set(FailureText.of(cause, messages));
                }
            });
        });
    }

    private <T> void run(Job<T> job, Consumer<T> done) {
        note.set(null);
        news.set("");
        work.watch(session.track(job), outcome -> {
            switch (outcome) {
                case Outcome.Completed<T>(T value) -> done.accept(value);
                case Outcome.Cancelled<T> _ -> {}
                case Outcome.Failed<T>(Throwable cause) -> note.set(FailureText.of(cause, messages));
            }
        });
    }

    private Optional<ModelRow> selection() {
        return Optional.ofNullable(selected.get());
    }

    /// The models that the filter lets through.
    public ObservableList<ModelRow> models() {
        return shown;
    }

    /// Whether there is any model at all.
    public boolean isEmpty() {
        return all.isEmpty();
    }

    /// Model folders that cannot be read, each with what to do.
    public ObservableList<FailureText> problems() {
        return problemsView;
    }

    /// Images that the selected model makes; empty until they have come.
    public ObservableList<Raster> samples() {
        return samplesView;
    }

    public StringProperty filterProperty() {
        return filter;
    }

    public ObjectProperty<@Nullable ModelRow> selectedProperty() {
        return selected;
    }

    /// The import or export under way.
    public JobBinding work() {
        return work;
    }

    /// What went wrong last and what to do; empty when nothing did.
    public ReadOnlyObjectProperty<@Nullable FailureText> noteProperty() {
        return note.getReadOnlyProperty();
    }

    /// What was done last, in a sentence; empty when nothing was.
    public ReadOnlyStringProperty newsProperty() {
        return news.getReadOnlyProperty();
    }
}
