package studio.latent.app.train;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import studio.latent.app.FakeStudio;
import studio.latent.app.fx.ManualUiThread;
import studio.latent.app.l10n.Messages;
import studio.latent.app.session.Session;
import studio.latent.app.session.UndoTree;

/// The place Train over a fake engine, for tests.
final class TrainPlace {
    final FakeStudio studio;
    final ManualUiThread ui = new ManualUiThread();
    final Session session;
    final AtomicInteger shownExplore = new AtomicInteger();
    final TrainViewModel model;

    TrainPlace(FakeStudio studio) {
        this.studio = studio;
        session = new Session(studio, ui::run, UndoTree.inMemory());
        model = new TrainViewModel(
                studio,
                session,
                ui,
                Messages.in(Locale.ENGLISH),
                shownExplore::incrementAndGet,
                () -> LocalDateTime.of(2026, 1, 2, 3, 4, 5));
    }

    static TrainPlace direct() {
        return new TrainPlace(FakeStudio.direct());
    }

    /// Starts a training that a test then advances by hand.
    RunViewModel started() {
        model.start();
        RunViewModel run = model.selectedProperty().get();
        if (run == null) {
            throw new AssertionError("no run: " + model.noteProperty().get());
        }
        ui.frame();
        return run;
    }

    static Path runs() {
        return Path.of("runs");
    }
}
