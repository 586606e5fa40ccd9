package studio.latent.app.fx;

/// The thread of the window, as ViewModels see it: they can be tested without starting a toolkit.
public interface UiThread {
    /// Runs `action` on the window's thread: at once when called there, else later and in the order of the calls.
    void run(Runnable action);

    /// Runs `action` on the window's thread before each frame from now on. Returns how to stop that.
    /// To be called on the window's thread.
    Runnable everyFrame(Runnable action);
}
