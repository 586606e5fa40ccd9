package studio.latent.app;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignI;
import org.kordamp.ikonli.materialdesign2.MaterialDesignS;
import studio.latent.app.compare.BlindTestViewModel;
import studio.latent.app.compare.CompareView;
import studio.latent.app.compare.CompareViewModel;
import studio.latent.app.data.DataView;
import studio.latent.app.data.DataViewModel;
import studio.latent.app.explore.ExploreView;
import studio.latent.app.explore.ExploreViewModel;
import studio.latent.app.explore.FileChoice;
import studio.latent.app.fx.FxThread;
import studio.latent.app.fx.PathChoice;
import studio.latent.app.l10n.Messages;
import studio.latent.app.models.ModelsView;
import studio.latent.app.models.ModelsViewModel;
import studio.latent.app.session.Session;
import studio.latent.app.session.UndoJournal;
import studio.latent.app.session.UndoTree;
import studio.latent.app.shell.Contents;
import studio.latent.app.shell.Place;
import studio.latent.app.train.TrainView;
import studio.latent.app.train.TrainViewModel;
import studio.latent.engine.BlindTestFolder;
import studio.latent.engine.Studio;
import studio.latent.engine.error.FileTrouble;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.generate.StudioVersion;
import studio.latent.engine.io.AtomicFile;
import studio.latent.engine.job.Job;
import studio.latent.engine.job.Outcome;

/// The composition root of the window: makes everything once and hands it to whoever needs it.
///
/// A new place is one line in [#places()].
public final class AppContext implements Contents {
    /// Starts the engine.
    @FunctionalInterface
    public interface Engine {
        Studio open() throws StudioException;
    }

    private final Studio studio;
    private final Runnable closeHistory;
    private final Session session;

    /// Made before any model is on the bench, whichever place is seen first: it follows what other places open.
    private final ExploreViewModel explore;

    private final TrainViewModel training;
    private final Path home;
    private final Consumer<String> goTo;
    private final FxThread ui = new FxThread();
    private final AtomicInteger filesRead = new AtomicInteger();
    private final Messages messages = Messages.ofSystem();
    private final PathChoice paths = PathChoice.ofSystem();
    private final ExecutorService background;
    private final CompletableFuture<@Nullable Void> firstImage = new CompletableFuture<>();

    private AppContext(
            Studio studio,
            UndoTree tree,
            Runnable closeHistory,
            ExecutorService background,
            Path home,
            Consumer<String> goTo) {
        this.studio = studio;
        this.home = home;
        this.closeHistory = closeHistory;
        this.background = background;
        this.goTo = goTo;
        session = new Session(studio, ui::run, tree);
        explore =
                new ExploreViewModel(studio, session, ui::run, messages, new SplittableRandom(), StudioVersion.CURRENT);
        training = new TrainViewModel(studio, session, ui, messages, () -> goTo.accept("explore"));
    }

    /// How the window gets its contents: the engine from `engine`, the undo history from `home`.
    ///
    /// Without a history on disk the studio works all the same; only a crash would then lose the gestures.
    public static Contents.Maker maker(Engine engine, Path home) {
        return goTo -> {
            Studio studio = engine.open();
            ExecutorService background = Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().name("window-files").daemon().factory());
            try {
                UndoJournal journal = UndoJournal.open(home.resolve("undo.jsonl"), background);
                return new AppContext(studio, journal.tree(), journal::close, background, home, goTo);
            } catch (FileTrouble trouble) {
                System.getLogger(AppContext.class.getName())
                        .log(System.Logger.Level.WARNING, "undo history is kept in memory only", trouble);
                return new AppContext(studio, UndoTree.inMemory(), () -> {}, background, home, goTo);
            }
        };
    }

    @Override
    public List<Place> places() {
        return List.of(
                new Place("explore", MaterialDesignC.COMPASS_OUTLINE, this::explore),
                new Place("train", MaterialDesignC.CHART_LINE, this::train),
                new Place("compare", MaterialDesignS.SCALE_BALANCE, this::compare),
                new Place("models", MaterialDesignC.CUBE_OUTLINE, this::models),
                new Place("data", MaterialDesignI.IMAGE_MULTIPLE_OUTLINE, this::data));
    }

    private ExploreView explore() {
        ExploreView view = new ExploreView(explore, messages, FileChoice.ofSystem(messages));
        explore.imageProperty().subscribe(image -> {
            if (image != null) {
                firstImage.complete(null);
            }
        });
        explore.start();
        return view;
    }

    private TrainView train() {
        return new TrainView(training, messages, paths);
    }

    private CompareView compare() {
        BlindTestViewModel blindTest = new BlindTestViewModel(
                studio.bench(),
                new BlindTestFolder(home.resolve("ratings"), new AtomicFile()),
                this::background,
                ui,
                messages,
                new BlindTestViewModel.Fresh(new SplittableRandom(), InstantSource.system()));
        CompareViewModel compare = new CompareViewModel(
                studio,
                session,
                ui,
                messages,
                new CompareViewModel.Runners(this::background, Thread::startVirtualThread),
                blindTest);
        return new CompareView(compare, messages, paths);
    }

    private ModelsView models() {
        ModelsViewModel models =
                new ModelsViewModel(studio, session, ui, this::background, messages, () -> goTo.accept("explore"));
        return new ModelsView(models, messages, paths);
    }

    private DataView data() {
        DataViewModel data = new DataViewModel(studio.datasets(), session, ui, messages, this::trainOn);
        return new DataView(data, messages, paths);
    }

    private void trainOn(String dataset) {
        training.form().datasetProperty().set(dataset);
        goTo.accept("train");
    }

    @Override
    public ObservableList<Job<?>> jobs() {
        return session.jobs();
    }

    @Override
    public void open(String model, Consumer<? super Outcome<?>> done) {
        session.open(model, outcome -> done.accept(outcome));
    }

    @Override
    public void showRun(Path folder, Consumer<? super Outcome<?>> done) {
        training.show(folder, done);
    }

    @Override
    public void whenFirstImage(Runnable action) {
        var _ = firstImage.thenRun(action);
    }

    @Override
    public boolean isWorking() {
        return filesRead.get() > 0 || explore.renderingProperty().get();
    }

    private void background(Runnable task) {
        filesRead.incrementAndGet();
        background.execute(() -> {
            try {
                task.run();
            } finally {
                filesRead.decrementAndGet();
            }
        });
    }

    @Override
    public void close() {
        ui.close();
        session.close();
        background.execute(closeHistory);
        background.shutdown();
        studio.close();
    }
}
