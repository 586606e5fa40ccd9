package studio.latent.app.train;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import studio.latent.app.fx.FailureText;
import studio.latent.app.l10n.Messages;
import studio.latent.app.session.Session;
import studio.latent.engine.BranchRequest;
import studio.latent.engine.OpenModel;
import studio.latent.engine.RunArchive;
import studio.latent.engine.image.Raster;
import studio.latent.engine.job.Outcome;
import studio.latent.engine.train.KeptCheckpoint;

/// The kept checkpoints of one run on a slider: the images, the metrics and the mark in the charts move together.
///
/// The last position of the slider is the present: there the pictures are the run's own.
public final class TimeMachineViewModel {
    /// No checkpoint: the present.
    public static final int NOW = -1;

    private final RunViewModel run;
    private final RunArchive archive;
    private final Session session;
    private final Messages messages;
    private final Consumer<Runnable> ui;
    private final ReadOnlyObjectWrapper<List<Integer>> steps = new ReadOnlyObjectWrapper<>(List.of());
    private final IntegerProperty position = new SimpleIntegerProperty();
    private final ReadOnlyIntegerWrapper step = new ReadOnlyIntegerWrapper(NOW);
    private final ReadOnlyObjectWrapper<@Nullable Raster> grid = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable FailureText> note = new ReadOnlyObjectWrapper<>();
    private final Map<Integer, Raster> drawn = new HashMap<>();
    private final Subscription following;
    private boolean drawing;

    TimeMachineViewModel(
            RunViewModel run, RunArchive archive, Session session, Messages messages, Consumer<Runnable> ui) {
        this.run = run;
        this.archive = archive;
        this.session = session;
        this.messages = messages;
        this.ui = ui;
        position.subscribe(_ -> moved());
        following = run.gridProperty()
                .subscribe(_ -> showGrid())
                .and(run.checkpointsProperty().subscribe(_ -> refresh()));
    }

    /// Stops following the run.
    void close() {
        following.unsubscribe();
    }

    /// Looks anew at which checkpoints there are. The slider stays on its checkpoint, or in the present.
    private void refresh() {
        archive.checkpoints(run.run().folder())
                .whenDone(outcome -> ui.accept(() -> {
                    if (outcome instanceof Outcome.Completed<List<KeptCheckpoint>>(List<KeptCheckpoint> kept)) {
                        take(kept.stream().map(KeptCheckpoint::step).toList());
                    }
                }));
    }

    private void take(List<Integer> kept) {
        int at = step.get();
        steps.set(kept);
        drawn.keySet().retainAll(kept);
        int place = kept.indexOf(at);
        position.set(place < 0 ? kept.size() : place);
        moved();
    }

    private void moved() {
        int place = position.get();
        int wanted = place >= 0 && place < steps.get().size() ? steps.get().get(place) : NOW;
        step.set(wanted);
        showGrid();
    }

    private void showGrid() {
        int wanted = step.get();
        if (wanted == NOW) {
            grid.set(run.gridProperty().get());
        } else if (drawn.containsKey(wanted)) {
            grid.set(drawn.get(wanted));
        } else if (!drawing) {
            draw(wanted);
        }
    }

    /// One drawing at a time: what the slider has passed meanwhile is not drawn at all.
    private void draw(int wanted) {
        drawing = true;
        archive.grid(run.run().folder(), wanted)
                .whenDone(outcome -> ui.accept(() -> {
                    drawing = false;
                    switch (outcome) {
                        case Outcome.Completed<Raster>(Raster tiles) -> {
                            drawn.put(wanted, tiles);
                            note.set(null);
                            showGrid();
                        }
                        case Outcome.Cancelled<Raster> _ -> {}
                        case Outcome.Failed<Raster>(Throwable cause) -> {
                            note.set(FailureText.of(cause, messages));
                            if (step.get() != wanted) {
                                showGrid();
                            }
                        }
                    }
                }));
    }

    /// Opens the model as it was at the slider's step; `opened` is called once it is on the bench.
    public void explore(Runnable opened) {
        if (step.get() == NOW) {
            return;
        }
        note.set(null);
        session.track(archive.model(run.run().folder(), step.get()))
                .whenDone(outcome -> ui.accept(() -> {
                    switch (outcome) {
                        case Outcome.Completed<OpenModel>(OpenModel model) -> {
                            session.adopt(model);
                            opened.run();
                        }
                        case Outcome.Cancelled<OpenModel> _ -> {}
                        case Outcome.Failed<OpenModel>(Throwable cause) -> note.set(FailureText.of(cause, messages));
                    }
                }));
    }

    /// A name for a branch from the slider's step.
    public String suggestedName() {
        return run.name() + "-" + step.get();
    }

    /// What is asked for by a branch from the slider's step into a folder beside the run's own; empty, with a note,
    /// when a field cannot be read.
    ///
    /// @param learningRate empty to leave it as it is
    /// @param steps optimizer steps in all; empty to leave them as they are
    Optional<BranchRequest> branch(String name, String learningRate, String steps) {
        Map<String, String> changes = new LinkedHashMap<>();
        if (!learningRate.isBlank()) {
            double rate = Numbers.parse(learningRate);
            if (!(rate > 0 && rate <= 10)) {
                return refused("train.learningRate.bad", learningRate, "train.learningRate.bad.remedy");
            }
            changes.put("learningRate", Double.toString(rate));
        }
        if (!steps.isBlank()) {
            double count = Numbers.parse(steps);
            if (!(count > step.get() && count <= 100_000_000 && count == Math.rint(count))) {
                return refused("train.branch.badSteps", steps, "train.branch.badSteps.remedy");
            }
            changes.put("steps", Long.toString((long) count));
        }
        try {
            Path folder = run.run().folder().resolveSibling(name.strip());
            if (name.isBlank()
                    || !Objects.equals(folder.getParent(), run.run().folder().getParent())) {
                return refused("train.branch.badName", name, "train.branch.badName.remedy");
            }
            note.set(null);
            return Optional.of(new BranchRequest(run.run().folder(), step.get(), changes, folder));
        } catch (InvalidPathException _) {
            return refused("train.branch.badName", name, "train.branch.badName.remedy");
        }
    }

    private Optional<BranchRequest> refused(String problem, String typed, String remedy) {
        note.set(new FailureText(messages.text(problem, typed), messages.text(remedy)));
        return Optional.empty();
    }

    /// Optimizer steps of the parent in all, as text for a field.
    public String stepsText() {
        return Integer.toString(run.steps());
    }

    /// Where the slider stands, in words.
    public String positionText() {
        return step.get() == NOW
                ? messages.text("train.machine.now")
                : messages.text("train.machine.step", messages.number(step.get(), 0));
    }

    /// The steps of the kept checkpoints, in order.
    public ReadOnlyObjectProperty<List<Integer>> stepsProperty() {
        return steps.getReadOnlyProperty();
    }

    /// The slider: an index into [#stepsProperty()], or their number for the present.
    public IntegerProperty positionProperty() {
        return position;
    }

    /// The checkpoint's step; [#NOW] in the present.
    public ReadOnlyIntegerProperty stepProperty() {
        return step.getReadOnlyProperty();
    }

    /// Images at the run's held latents by the model of the slider's step.
    public ReadOnlyObjectProperty<@Nullable Raster> gridProperty() {
        return grid.getReadOnlyProperty();
    }

    /// What went wrong last and what to do; empty when nothing did.
    public ReadOnlyObjectProperty<@Nullable FailureText> noteProperty() {
        return note.getReadOnlyProperty();
    }
}
