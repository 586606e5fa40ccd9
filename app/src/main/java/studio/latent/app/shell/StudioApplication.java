package studio.latent.app.shell;

import java.nio.file.Path;
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
    /// For the benchmark of the start: prints when the first image was on the screen, and closes the window.
    private static final String REPORT_START = "studio.start.report";

    private StudioApplication() {}

    /// Opens the window and returns when the user has closed it. Not for the JavaFX thread.
    ///
    /// **Errors** [EngineUnavailable] where there is no display, or where the system lacks what a window needs.
    ///
    /// @param memory file that keeps the window's size, theme and place from one start to the next
    public static void launchWindow(Contents.Maker maker, Path memory) throws StudioException {
        requireDisplay();
        CountDownLatch closed = new CountDownLatch(1);
        try {
            Platform.startup(() -> open(maker, new WindowMemory(memory), closed));
        } catch (UnsupportedOperationException e) {
            // JavaFX says so when it finds no GTK, or a display that lets nobody in.
            throw new EngineUnavailable(
                    "The window cannot be opened: " + e.getMessage(),
                    "On Linux install GTK 3 (the package libgtk-3-0 or gtk3) and check DISPLAY; without a window use "
                            + "the commands: studio --help.",
                    e);
        }
        try {
            closed.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        Platform.exit();
    }

    private static void open(Contents.Maker maker, WindowMemory memory, CountDownLatch closed) {
        Messages messages = Messages.ofSystem();
        WindowMemory.Layout left = memory.load();
        Rectangle2D screen = Screen.getPrimary().getVisualBounds();
        double width = Math.min(left.width(), screen.getWidth());
        double height = Math.min(left.height(), screen.getHeight());
        StudioWindow window = new StudioWindow(new FxThread(), messages, width, height);
        window.shell().lightProperty().set(left.light());
        window.shell().go(left.place());
        Thread.currentThread().setUncaughtExceptionHandler((_, fault) -> {
            System.getLogger(StudioApplication.class.getName())
                    .log(System.Logger.Level.ERROR, "unexpected fault in the window", fault);
            window.shell().tell(fault);
        });
        Stage stage = new Stage();
        stage.setMaximized(left.maximized());
        stage.setOnHiding(_ -> memory.save(layout(window, stage, left)));
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

    /// How the window stands; a maximized one goes back to the size it had before.
    private static WindowMemory.Layout layout(StudioWindow window, Stage stage, WindowMemory.Layout before) {
        boolean maximized = stage.isMaximized();
        return new WindowMemory.Layout(
                maximized ? before.width() : Math.max(320, window.scene().getWidth()),
                maximized ? before.height() : Math.max(240, window.scene().getHeight()),
                maximized,
                window.shell().lightProperty().get(),
                window.shell().placeProperty().get());
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
