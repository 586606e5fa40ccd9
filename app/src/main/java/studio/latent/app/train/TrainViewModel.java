package studio.latent.app.train;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import studio.latent.app.fx.FailureText;
import studio.latent.app.fx.UiThread;
import studio.latent.app.l10n.Messages;
import studio.latent.app.session.Session;
import studio.latent.engine.BranchRequest;
import studio.latent.engine.OpenModel;
import studio.latent.engine.StoredRun;
import studio.latent.engine.Studio;
import studio.latent.engine.TrainingRun;
import studio.latent.engine.io.AtomicFile;
import studio.latent.engine.job.Job;
import studio.latent.engine.job.Outcome;
import studio.latent.engine.model.ModelCard;
import studio.latent.engine.train.TrainingRequest;
import studio.latent.engine.train.doctor.Remedy;

/// The place where models are trained: the form of a new training, and every run of this process.
///
/// Runs belong to the engine and to this model, not to what is shown: they go on while another place is.
public final class TrainViewModel {
    private final Studio studio;
    private final Session session;
    private final UiThread ui;
    private final Messages messages;
    private final Runnable showExplore;
    private final TrainForm form;
    private final ObservableList<String> datasets = FXCollections.observableArrayList();
    private final ObservableList<String> datasetsView = FXCollections.unmodifiableObservableList(datasets);
    private final ObservableList<RunViewModel> runs = FXCollections.observableArrayList();
    private final ObservableList<RunViewModel> runsView = FXCollections.unmodifiableObservableList(runs);
    private final ObservableList<EarlierRun> earlier = FXCollections.observableArrayList();
    private final ObservableList<EarlierRun> earlierView = FXCollections.unmodifiableObservableList(earlier);
    private final Path runsFolder;
    private final ObjectProperty<@Nullable RunViewModel> selected = new SimpleObjectProperty<>();
    private final ReadOnlyBooleanWrapper starting = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<@Nullable FailureText> note = new ReadOnlyObjectWrapper<>();

    /// @param showExplore brings the place Explore to the front
    public TrainViewModel(Studio studio, Session session, UiThread ui, Messages messages, Runnable showExplore) {
        this(studio, session, ui, messages, showExplore, LocalDateTime::now);
    }

    TrainViewModel(
            Studio studio,
            Session session,
            UiThread ui,
            Messages messages,
            Runnable showExplore,
            Supplier<LocalDateTime> clock) {
        this.studio = studio;
        this.session = session;
        this.ui = ui;
        this.messages = messages;
        this.showExplore = showExplore;
        // Runs live beside the user's models: both are folders of the user's studio folder.
        runsFolder = studio.models().folder().resolveSibling("runs");
        form = new TrainForm(studio.training(), runsFolder, messages, clock);
        refresh();
    }

    /// Looks anew at which data sets there are and which runs this process has.
    public void refresh() {
        datasets.setAll(studio.datasets().names());
        if (form.datasetProperty().get().isBlank() && !datasets.isEmpty()) {
            form.datasetProperty().set(datasets.getFirst());
        }
        for (TrainingRun run : studio.training().runs().reversed()) {
            if (runs.stream().noneMatch(known -> known.run().equals(run))) {
                runs.addFirst(RunViewModel.follow(run, ui, messages));
            }
        }
        findEarlier();
    }

    /// Starts what the form asks for, unless something in it is wrong.
    public void start() {
        if (starting.get()) {
            return;
        }
        note.set(null);
        TrainingRequest request = form.request().orElse(null);
        if (request == null) {
            note.set(new FailureText(messages.text("train.form.bad"), messages.text("train.form.bad.remedy")));
            return;
        }
        begin(studio.training().start(request));
    }

    /// Goes on with the run in `folder` from its newest checkpoint.
    public void resume(Path folder) {
        if (!starting.get()) {
            note.set(null);
            begin(studio.training().resume(folder));
        }
    }

    /// Goes on with a run that was stopped or has failed.
    public void resume(RunViewModel run) {
        resume(run.run().folder());
    }

    /// Does what helps against a finding, on this run or with a new one in its place.
    public void treat(RunViewModel run, Remedy remedy) {
        boolean onIt = remedy.effect() == Remedy.Effect.AT_ONCE
                && run.underWayProperty().get();
        if (onIt && remedy == Remedy.STOP) {
            run.stop();
        } else if (onIt) {
            run.halveLearningRate();
        } else if (remedy != Remedy.STOP && remedy.effect() != Remedy.Effect.ADVICE && !starting.get()) {
            note.set(null);
            begin(studio.training().treat(run.run(), remedy));
        }
    }

    /// Begins a run that has ended anew beside it, with another batch.
    void startWithBatch(RunViewModel run, int batch) {
        if (!starting.get()) {
            note.set(null);
            begin(studio.training().anew(run.run(), Map.of("batch", Integer.toString(batch))));
        }
    }

    private void begin(Job<TrainingRun> job) {
        starting.set(true);
        session.track(job).whenDone(outcome -> ui.run(() -> begun(outcome)));
    }

    private void begun(Outcome<TrainingRun> outcome) {
        starting.set(false);
        switch (outcome) {
            case Outcome.Completed<TrainingRun>(TrainingRun run) -> {
                RunViewModel begun = RunViewModel.follow(run, ui, messages);
                runs.removeIf(old -> old.run().folder().equals(run.folder())
                        && !old.underWayProperty().get());
                earlier.removeIf(old -> old.folder().equals(run.folder()));
                runs.addFirst(begun);
                selected.set(begun);
                form.suggestName();
            }
            case Outcome.Cancelled<TrainingRun> _ -> {}
            case Outcome.Failed<TrainingRun>(Throwable cause) -> note.set(FailureText.of(cause, messages));
        }
    }

    /// Goes on from a checkpoint of a run in a new run; what cannot be read is told by the time machine's note.
    /// Whether it was begun.
    public boolean branch(TimeMachineViewModel machine, String name, String learningRate, String steps) {
        if (starting.get()) {
            return false;
        }
        Optional<BranchRequest> request = machine.branch(name, learningRate, steps);
        request.ifPresent(wanted -> {
            note.set(null);
            begin(studio.training().branch(wanted));
        });
        return request.isPresent();
    }

    /// The time machine over a run's checkpoints.
    public TimeMachineViewModel timeMachine(RunViewModel run) {
        return new TimeMachineViewModel(run, studio.training().archive(), session, messages, ui::run);
    }

    /// Puts the model of a checkpoint on the bench.
    public void exploreStep(TimeMachineViewModel machine) {
        machine.explore(showExplore);
    }

    private void findEarlier() {
        studio.training()
                .archive()
                .list(runsFolder)
                .whenDone(outcome -> ui.run(() -> {
                    if (outcome instanceof Outcome.Completed<List<StoredRun>>(List<StoredRun> stored)) {
                        earlier.setAll(stored.stream()
                                .filter(run -> runs.stream()
                                        .noneMatch(known -> known.run().folder().equals(run.folder())))
                                .map(this::described)
                                .toList());
                    }
                }));
    }

    private EarlierRun described(StoredRun run) {
        String state = messages.text("train.state." + run.state().name()) + " · "
                + messages.text("train.stepOf", messages.number(run.step(), 0), messages.number(run.steps(), 0));
        return new EarlierRun(run.name(), state, run.folder());
    }

    /// Shows a run that is over as its folder tells it.
    public void openEarlier(EarlierRun run) {
        openEarlier(run, selected::set);
    }

    /// Reads a run that is over; `sink` is given it beside the runs of this process.
    void openEarlier(EarlierRun run, Consumer<RunViewModel> sink) {
        read(run.folder(), sink, _ -> {});
    }

    /// Reads the run in `folder`, which is over, and shows it; `done` is told on the JavaFX thread how that ended.
    public void show(Path folder, Consumer<? super Outcome<?>> done) {
        read(folder.toAbsolutePath(), selected::set, done);
    }

    private void read(Path folder, Consumer<RunViewModel> sink, Consumer<? super Outcome<?>> done) {
        note.set(null);
        session.track(studio.training().archive().open(folder))
                .whenDone(outcome -> ui.run(() -> {
                    switch (outcome) {
                        case Outcome.Completed<TrainingRun>(TrainingRun opened) -> {
                            earlier.removeIf(each -> each.folder().equals(folder));
                            sink.accept(runs.stream()
                                    .filter(known -> known.run().folder().equals(folder))
                                    .findFirst()
                                    .orElseGet(() -> followed(opened)));
                        }
                        case Outcome.Cancelled<TrainingRun> _ -> {}
                        case Outcome.Failed<TrainingRun>(Throwable cause) -> note.set(FailureText.of(cause, messages));
                    }
                    done.accept(outcome);
                }));
    }

    private RunViewModel followed(TrainingRun opened) {
        RunViewModel shown = RunViewModel.follow(opened, ui, messages);
        runs.add(shown);
        return shown;
    }

    /// Writes an exported chart.
    public void save(Path file, byte[] content) {
        note.set(null);
        Job<Path> writing = Job.start("Saving " + file.getFileName(), Thread::startVirtualThread, _ -> {
            new AtomicFile().write(file.toAbsolutePath(), AtomicFile.Content.of(content));
            return file;
        });
        session.track(writing)
                .whenDone(outcome -> ui.run(() -> {
                    if (outcome instanceof Outcome.Failed<Path>(Throwable cause)) {
                        note.set(FailureText.of(cause, messages));
                    }
                }));
    }

    /// Runs that are over and not among [#runs()], newest first.
    public ObservableList<EarlierRun> earlier() {
        return earlierView;
    }

    /// Prepares a new training on a data set: a name, or a folder, zip or IDX file.
    public void chooseData(String nameOrPath) {
        selected.set(null);
        form.datasetProperty().set(nameOrPath);
    }

    /// Puts the model of a run that is under way on the bench; its images change as it learns.
    public void exploreLive(RunViewModel run) {
        note.set(null);
        session.track(run.run().liveModel())
                .whenDone(outcome -> ui.run(() -> {
                    switch (outcome) {
                        case Outcome.Completed<OpenModel>(OpenModel model) -> {
                            session.adopt(model);
                            showExplore.run();
                        }
                        case Outcome.Cancelled<OpenModel> _ -> {}
                        case Outcome.Failed<OpenModel>(Throwable cause) -> note.set(FailureText.of(cause, messages));
                    }
                }));
    }

    /// Puts the model that a run has ended with on the bench.
    public void openInExplore(RunViewModel run) {
        ModelCard card = run.trainedProperty().get();
        if (card == null) {
            return;
        }
        note.set(null);
        session.open(card.location().toString(), outcome -> {
            switch (outcome) {
                case Outcome.Completed<OpenModel> _ -> showExplore.run();
                case Outcome.Cancelled<OpenModel> _ -> {}
                case Outcome.Failed<OpenModel>(Throwable cause) -> note.set(FailureText.of(cause, messages));
            }
        });
    }

    public TrainForm form() {
        return form;
    }

    /// Names of the data sets at hand.
    public ObservableList<String> datasets() {
        return datasetsView;
    }

    /// The runs of this process, newest first.
    public ObservableList<RunViewModel> runs() {
        return runsView;
    }

    /// The run that is looked at; empty while a new one is prepared.
    public ObjectProperty<@Nullable RunViewModel> selectedProperty() {
        return selected;
    }

    public ReadOnlyBooleanProperty startingProperty() {
        return starting.getReadOnlyProperty();
    }

    /// What went wrong last and what to do; empty when nothing did.
    public ReadOnlyObjectProperty<@Nullable FailureText> noteProperty() {
        return note.getReadOnlyProperty();
    }
}
