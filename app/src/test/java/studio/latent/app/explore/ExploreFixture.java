package studio.latent.app.explore;

import java.util.ArrayDeque;
import java.util.Locale;
import java.util.Queue;
import java.util.Random;
import studio.latent.app.FakeStudio;
import studio.latent.app.l10n.Messages;
import studio.latent.app.session.LatentState;
import studio.latent.app.session.Session;
import studio.latent.app.session.UndoTree;
import studio.latent.engine.OpenModel;
import studio.latent.engine.generate.Recipe;
import studio.latent.engine.image.Raster;
import studio.latent.engine.model.Latent;

/// An Explore place over a fake engine whose work waits until [#work()].
final class ExploreFixture {
    final Queue<Runnable> engine = new ArrayDeque<>();
    final FakeStudio studio = FakeStudio.held(engine);
    final Session session;
    final ExploreViewModel explore;

    ExploreFixture() {
        this(UndoTree.inMemory());
    }

    ExploreFixture(UndoTree tree) {
        session = new Session(studio, Runnable::run, tree);
        explore = new ExploreViewModel(
                studio, session, Runnable::run, Messages.in(Locale.ENGLISH), new Random(7), "1.2.3");
    }

    /// A fixture whose model is open and whose first image is there.
    static ExploreFixture with(String model) {
        ExploreFixture fixture = new ExploreFixture();
        fixture.explore.open(model);
        fixture.work();
        return fixture;
    }

    /// Lets the engine do all that was asked of it.
    void work() {
        FakeStudio.drain(engine);
    }

    LatentState state() {
        LatentState state = session.stateProperty().get();
        if (state == null) {
            throw new AssertionError("there is no state");
        }
        return state;
    }

    Latent latent() {
        return state().latent();
    }

    /// What a picture of the state is saved with.
    Recipe recipe() {
        OpenModel model = session.modelProperty().get();
        if (model == null) {
            throw new AssertionError("there is no model");
        }
        return state().recipe(model.card(), "1");
    }

    Raster expectedImage() {
        return studio.imageOf(state().model(), latent());
    }
}
