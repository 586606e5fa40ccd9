package studio.latent.app.data;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import studio.latent.app.fx.FailureText;
import studio.latent.app.fx.JobBinding;
import studio.latent.app.fx.UiThread;
import studio.latent.app.l10n.Messages;
import studio.latent.app.session.Session;
import studio.latent.engine.DatasetLibrary;
import studio.latent.engine.data.DatasetCard;
import studio.latent.engine.image.Raster;
import studio.latent.engine.job.Job;
import studio.latent.engine.job.Outcome;

/// The place where data sets are looked through and made known.
public final class DataViewModel {
    private final DatasetLibrary library;
    private final Session session;
    private final UiThread ui;
    private final Messages messages;
    private final Consumer<String> train;
    private final JobBinding work;
    private final ObservableList<String> names = FXCollections.observableArrayList();
    private final ObservableList<String> namesView = FXCollections.unmodifiableObservableList(names);
    private final ObjectProperty<@Nullable String> selected = new SimpleObjectProperty<>();
    private final ReadOnlyObjectWrapper<@Nullable DatasetDetails> details = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyIntegerWrapper imagesRevision = new ReadOnlyIntegerWrapper();
    private final ReadOnlyObjectWrapper<@Nullable FailureText> note = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper news = new ReadOnlyStringWrapper("");
    private @Nullable ThumbnailPages pages;
    private int asked;

    /// @param train takes a data set's name to the place Train
    public DataViewModel(
            DatasetLibrary library, Session session, UiThread ui, Messages messages, Consumer<String> train) {
        this.library = library;
        this.session = session;
        this.ui = ui;
        this.messages = messages;
        this.train = train;
        work = new JobBinding(ui);
        selected.addListener(_ -> describe());
        refresh();
    }

    /// Looks anew at which data sets there are; the selection stays if it can.
    public void refresh() {
        String before = selected.get();
        names.setAll(library.names());
        selected.set(before != null && names.contains(before) ? before : names.isEmpty() ? null : names.getFirst());
    }

    private void describe() {
        int stamp = ++asked;
        note.set(null);
        details.set(null);
        closePages();
        String name = selected.get();
        if (name == null) {
            return;
        }
        Job<DatasetCard> job = library.describe(name);
        work.watch(session.track(job), outcome -> {
            if (stamp == asked) {
                described(outcome);
            }
        });
    }

    private void closePages() {
        ThumbnailPages before = pages;
        if (before != null) {
            before.close();
        }
        pages = null;
    }

    private void described(Outcome<DatasetCard> outcome) {
        switch (outcome) {
            case Outcome.Completed<DatasetCard>(DatasetCard card) -> {
                pages = new ThumbnailPages(
                        library,
                        ui,
                        card.name(),
                        () -> imagesRevision.set(imagesRevision.get() + 1),
                        cause -> note.set(FailureText.of(cause, messages)));
                details.set(DatasetDetails.of(card, messages));
            }
            case Outcome.Cancelled<DatasetCard> _ -> {}
            case Outcome.Failed<DatasetCard>(Throwable cause) -> note.set(FailureText.of(cause, messages));
        }
    }

    /// The image at `index` of the data set that is shown; empty while it is being read, which
    /// [#imagesRevisionProperty()] tells the end of.
    public Optional<Raster> image(int index) {
        ThumbnailPages current = pages;
        return current == null ? Optional.empty() : current.get(index);
    }

    /// Makes a folder, zip or IDX file known and selects it.
    public void importFrom(Path path) {
        note.set(null);
        news.set("");
        work.watch(session.track(library.importFrom(path)), outcome -> {
            switch (outcome) {
                case Outcome.Completed<DatasetCard>(DatasetCard card) -> {
                    names.setAll(library.names());
                    selected.set(card.name());
                    news.set(messages.text("data.import.done", card.name()));
                }
                case Outcome.Cancelled<DatasetCard> _ -> {}
                case Outcome.Failed<DatasetCard>(Throwable cause) -> note.set(FailureText.of(cause, messages));
            }
        });
    }

    /// Takes the selected data set to the place Train.
    public void trainOnIt() {
        String name = selected.get();
        if (name != null) {
            train.accept(name);
        }
    }

    public ObservableList<String> names() {
        return namesView;
    }

    public ObjectProperty<@Nullable String> selectedProperty() {
        return selected;
    }

    /// What is in the selected data set; empty while it is being looked at.
    public ReadOnlyObjectProperty<@Nullable DatasetDetails> detailsProperty() {
        return details.getReadOnlyProperty();
    }

    /// Counts up when images have come.
    public ReadOnlyIntegerProperty imagesRevisionProperty() {
        return imagesRevision.getReadOnlyProperty();
    }

    /// The import, or the look at a data set, under way.
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
