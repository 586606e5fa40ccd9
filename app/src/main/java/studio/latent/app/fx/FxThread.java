package studio.latent.app.fx;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;

/// The JavaFX application thread. One timer serves all frame actions; it rests while there are none.
///
/// Once it is closed nothing more is run: what arrives late from the engine finds no window any more.
public final class FxThread implements UiThread, AutoCloseable {
    private final List<Registered> frameActions = new CopyOnWriteArrayList<>();
    private final AnimationTimer timer = new AnimationTimer() {
        @Override
        public void handle(long nanos) {
            frameActions.forEach(r -> r.action.run());
        }
    };

    private volatile boolean closed;

    @Override
    public void run(Runnable action) {
        if (Platform.isFxApplicationThread()) {
            runOpen(action);
        } else {
            Platform.runLater(() -> runOpen(action));
        }
    }

    private void runOpen(Runnable action) {
        if (!closed) {
            action.run();
        }
    }

    /// Ends all frame actions and drops every later action. To be called on the window's thread.
    @Override
    public void close() {
        closed = true;
        frameActions.clear();
        timer.stop();
    }

    @Override
    public Runnable everyFrame(Runnable action) {
        Registered registered = new Registered(action);
        frameActions.add(registered);
        timer.start();
        return () -> {
            frameActions.remove(registered);
            if (frameActions.isEmpty()) {
                timer.stop();
            }
        };
    }

    /// One registration: distinct from any other also when the same action is given twice.
    private static final class Registered {
        private final Runnable action;

        Registered(Runnable action) {
            this.action = action;
        }
    }
}
