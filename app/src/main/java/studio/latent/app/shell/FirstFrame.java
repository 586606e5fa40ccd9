package studio.latent.app.shell;

import javafx.application.Platform;
import javafx.scene.Scene;

/// Tells when a change of the scene has been drawn.
///
/// A pulse lays out, hands what changed to the renderer and ends; the pulse after it begins when that frame is drawn.
final class FirstFrame {
    private final Scene scene;
    private final Runnable then;
    private final Runnable listener = this::pulse;
    private int pulses;

    private FirstFrame(Scene scene, Runnable then) {
        this.scene = scene;
        this.then = then;
    }

    /// Prints the time in milliseconds since 1970 when what is in `scene` now has been drawn, then calls `then`.
    static void after(Scene scene, Runnable then) {
        FirstFrame frame = new FirstFrame(scene, then);
        scene.addPostLayoutPulseListener(frame.listener);
        Platform.requestNextPulse();
    }

    private void pulse() {
        pulses++;
        if (pulses < 2) {
            Platform.requestNextPulse();
            return;
        }
        scene.removePostLayoutPulseListener(listener);
        System.out.println("first image " + System.currentTimeMillis());
        Platform.runLater(then);
    }
}
