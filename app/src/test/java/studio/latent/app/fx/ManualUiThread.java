package studio.latent.app.fx;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// The window's thread for tests without a toolkit: actions run inside the call, frames come when the test says so.
public final class ManualUiThread implements UiThread {
    private final List<Registered> frameActions = new CopyOnWriteArrayList<>();

    @Override
    public void run(Runnable action) {
        action.run();
    }

    @Override
    public Runnable everyFrame(Runnable action) {
        Registered registered = new Registered(action);
        frameActions.add(registered);
        return () -> frameActions.remove(registered);
    }

    /// Lets one frame pass.
    public void frame() {
        frameActions.forEach(r -> r.action.run());
    }

    /// How many actions run at each frame.
    public int watchers() {
        return frameActions.size();
    }

    /// One registration: distinct from any other also when the same action is given twice.
    private static final class Registered {
        private final Runnable action;

        Registered(Runnable action) {
            this.action = action;
        }
    }
}
