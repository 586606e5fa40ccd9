package studio.latent.app.shell;

import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import javafx.application.Platform;
import javafx.geometry.Rectangle2D;
import javafx.stage.Screen;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import studio.latent.app.fx.FxThread;
import studio.latent.app.l10n.Messages;
import studio.latent.engine.error.EngineUnavailable;
import studio.latent.engine.error.StudioException;

/// The window as a program: opens it and waits until it is closed.
public final class StudioApplication {
    private static final double WIDTH = 1600;
    private static final double HEIGHT = 1000;

    /// For the benchmark of the start: prints when the first image was on the screen, and closes the window.
    private static final String REPORT_START = "studio.start.report";

    private StudioApplication() {}

    /// Opens the window and returns when the user has closed it. Not for the JavaFX thread.
    ///
    /// **Errors** [EngineUnavailable] where there is no display.
    public static void launchWindow(Contents.Maker maker) throws StudioException {
        requireDisplay();
        CountDownLatch closed = new CountDownLatch(1);
        Platform.startup(() -> open(maker, closed));
        try {
            closed.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        Platform.exit();
    }

    private static void open(Contents.Maker maker, CountDownLatch closed) {
        Messages messages = Messages.ofSystem();
        Rectangle2D screen = Screen.getPrimary().getVisualBounds();
        double width = Math.min(WIDTH, screen.getWidth());
        double height = Math.min(HEIGHT, screen.getHeight());
        StudioWindow window = new StudioWindow(new FxThread(), messages, width, height);
        Thread.currentThread().setUncaughtExceptionHandler((_, fault) -> {
            System.getLogger(StudioApplication.class.getName())
                    .log(System.Logger.Level.ERROR, "unexpected fault in the window", fault);
            window.shell().tell(fault);
        });
        Stage stage = new Stage();
        stage.setOnHidden(_ -> {
            window.close();
            closed.countDown();
        });
        window.open(stage, messages.text("studio.title"), maker);
        if (Boolean.getBoolean(REPORT_START)) {
            window.whenFilled(
                    contents -> contents.whenFirstImage(() -> FirstFrame.after(window.scene(), stage::close)),
                    _ -> stage.close());
        }
    }

    /// Without a display JavaFX fails deep inside; here the user is told in time.
    private static void requireDisplay() throws EngineUnavailable {
        boolean usesDisplay =
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux")
                        && System.getProperty("glass.platform", "").isEmpty();
        if (usesDisplay && isBlank(System.getenv("DISPLAY")) && isBlank(System.getenv("WAYLAND_DISPLAY"))) {
            throw new EngineUnavailable(
                    "There is no display to open the window on.",
                    "Start the studio in a desktop session, or draw the window into a file: "
                            + "studio screenshot --place explore --out window.png.");
        }
    }

    private static boolean isBlank(@Nullable String value) {
        return value == null || value.isBlank();
    }
}
