package studio.latent.app.shell;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import studio.latent.app.fx.FailureText;
import studio.latent.app.fx.JobBinding;
import studio.latent.app.fx.UiThread;
import studio.latent.app.l10n.Messages;
import studio.latent.engine.job.Job;

/// What the window around the places knows: which place is open, which jobs run, what went wrong at the start.
public final class ShellViewModel {
    private final UiThread ui;
    private final Messages messages;
    private final ObservableList<String> places = FXCollections.observableArrayList();
    private final ObservableList<String> placesView = FXCollections.unmodifiableObservableList(places);
    private final ReadOnlyStringWrapper place = new ReadOnlyStringWrapper(this, "place", "");
    private final ReadOnlyBooleanWrapper starting = new ReadOnlyBooleanWrapper(this, "starting", true);
    private final BooleanProperty sheetShown = new SimpleBooleanProperty(this, "sheetShown", false);
    private final BooleanProperty light = new SimpleBooleanProperty(this, "light", false);
    private final ReadOnlyObjectWrapper<@Nullable FailureText> failure = new ReadOnlyObjectWrapper<>(this, "failure");
    private final ObservableList<JobBinding> jobs = FXCollections.observableArrayList();
    private final ObservableList<JobBinding> jobsView = FXCollections.unmodifiableObservableList(jobs);
    private final Map<Job<?>, JobBinding> bindings = new HashMap<>();
    private ObservableList<Job<?>> followed = FXCollections.observableArrayList();
    private String wanted = "";

    public ShellViewModel(UiThread ui, Messages messages) {
        this.ui = ui;
        this.messages = messages;
    }

    /// The engine is there: these are the places, these the jobs to show from now on.
    public void ready(List<String> placeIds, ObservableList<Job<?>> running) {
        places.setAll(placeIds);
        starting.set(false);
        go(placeIds.contains(wanted) ? wanted : placeIds.getFirst());
        // Held on to: a read-only view that nobody holds is collected, and its listeners with it.
        followed = running;
        running.addListener((ListChangeListener<Job<?>>) _ -> follow());
        follow();
    }

    /// The engine could not be started.
    public void failed(Throwable cause) {
        starting.set(false);
        tell(cause);
    }

    /// Says what went wrong where no place is responsible.
    public void tell(Throwable cause) {
        failure.set(FailureText.of(cause, messages));
    }

    public void dismissFailure() {
        failure.set(null);
    }

    /// Opens a place; before the places are there, the one to begin with. Unknown ids are passed over.
    public void go(String placeId) {
        if (starting.get()) {
            wanted = placeId;
        } else if (places.contains(placeId)) {
            place.set(placeId);
        }
    }

    /// Opens the n-th place of the rail, counted from 1.
    public void goToNumber(int number) {
        if (number >= 1 && number <= places.size()) {
            go(places.get(number - 1));
        }
    }

    private void follow() {
        bindings.keySet().removeIf(job -> !followed.contains(job));
        jobs.setAll(followed.stream()
                .map(job -> bindings.computeIfAbsent(job, this::bind))
                .toList());
    }

    private JobBinding bind(Job<?> job) {
        JobBinding binding = new JobBinding(ui);
        binding.watch(job);
        return binding;
    }

    /// Ids of the places in the rail's order; empty until the engine is there.
    public ObservableList<String> places() {
        return placesView;
    }

    /// Id of the open place; empty until the engine is there.
    public ReadOnlyStringProperty placeProperty() {
        return place.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty startingProperty() {
        return starting.getReadOnlyProperty();
    }

    /// Whether the shortcut sheet lies over the window.
    public BooleanProperty sheetShownProperty() {
        return sheetShown;
    }

    /// Whether the light theme is on.
    public BooleanProperty lightProperty() {
        return light;
    }

    /// What went wrong, in the user's words; empty while nothing did.
    public ReadOnlyObjectProperty<@Nullable FailureText> failureProperty() {
        return failure.getReadOnlyProperty();
    }

    /// Jobs under way, oldest first.
    public ObservableList<JobBinding> jobs() {
        return jobsView;
    }
}
