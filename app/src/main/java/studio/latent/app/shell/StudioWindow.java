package studio.latent.app.shell;

import atlantafx.base.theme.NordDark;
import atlantafx.base.theme.NordLight;
import atlantafx.base.theme.Theme;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import javafx.application.Application;
import javafx.scene.Scene;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import studio.latent.app.fx.UiThread;
import studio.latent.app.l10n.Messages;
import studio.latent.engine.error.StudioException;

/// One window of the studio: on the screen at once, filled when the engine is there.
///
/// For the JavaFX thread.
final class StudioWindow {
    private final UiThread ui;
    private final ShellViewModel shell;
    private final ShellView view;
    private final Scene scene;
    private final CompletableFuture<Contents> contents = new CompletableFuture<>();
    private boolean closed;

    StudioWindow(UiThread ui, Messages messages, double width, double height) {
        this.ui = ui;
        shell = new ShellViewModel(ui, messages);
        shell.lightProperty().subscribe(light -> {
            Theme theme = light ? new NordLight() : new NordDark();
            // The theme in JavaFX's binary form: it need not be parsed, which is a good part of the start.
            Application.setUserAgentStylesheet(theme.getUserAgentStylesheetBSS());
        });
        view = new ShellView(shell, messages);
        scene = new Scene(view, width, height);
        scene.getStylesheets().add("/studio/latent/ui/studio.css");
    }

    /// Shows the window on `stage` and starts the engine on a thread of its own.
    void open(Stage stage, String title, Contents.Maker maker) {
        stage.setTitle(title);
        stage.setMinWidth(900);
        stage.setMinHeight(600);
        stage.setScene(scene);
        stage.show();
        Thread.ofPlatform().name("engine-start").daemon().start(() -> make(maker));
    }

    private void make(Contents.Maker maker) {
        try {
            Contents made = maker.make(place -> ui.run(() -> shell.go(place)));
            ui.run(() -> fill(made));
        } catch (StudioException | RuntimeException | Error e) {
            ui.run(() -> {
                shell.failed(e);
                contents.completeExceptionally(e);
            });
        }
    }

    private void fill(Contents made) {
        if (closed) {
            made.close();
            return;
        }
        view.setPlaces(made.places());
        shell.ready(made.places().stream().map(Place::id).toList(), made.jobs());
        contents.complete(made);
    }

    /// Calls `action` on the JavaFX thread once the places are there, or with the reason why they never will be.
    void whenFilled(Consumer<Contents> action, Consumer<Throwable> failed) {
        var _ = contents.whenComplete((@Nullable Contents made, @Nullable Throwable cause) -> ui.run(() -> {
            if (made != null) {
                action.accept(made);
            } else if (cause != null) {
                failed.accept(cause);
            }
        }));
    }

    ShellViewModel shell() {
        return shell;
    }

    Scene scene() {
        return scene;
    }

    /// Closes the contents, and those that are still being made when they come.
    void close() {
        closed = true;
        if (contents.isDone() && !contents.isCompletedExceptionally()) {
            contents.join().close();
        }
    }
}
