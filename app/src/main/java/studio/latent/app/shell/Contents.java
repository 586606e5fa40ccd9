package studio.latent.app.shell;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import javafx.collections.ObservableList;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.job.Job;
import studio.latent.engine.job.Outcome;

/// What fills the window once the engine is there.
public interface Contents extends AutoCloseable {
    /// Makes the contents; called off the JavaFX thread, so that the window is there before the engine is.
    @FunctionalInterface
    interface Maker {
        /// Starts the engine and makes the places' models.
        ///
        /// @param goTo opens a place by its id; on the JavaFX thread
        Contents make(Consumer<String> goTo) throws StudioException;
    }

    /// The places in the order of the rail.
    List<Place> places();

    /// Jobs under way, oldest first.
    ObservableList<Job<?>> jobs();

    /// Whether files are read or the image under the hand is made in the background for what is shown.
    boolean isWorking();

    /// Opens a model by name or folder and calls `done` on the JavaFX thread.
    void open(String model, Consumer<? super Outcome<?>> done);

    /// Reads a training run that is over, to be shown in Train, and calls `done` on the JavaFX thread.
    void showRun(Path folder, Consumer<? super Outcome<?>> done);

    /// Calls `action` on the JavaFX thread when the first image is there to be drawn; at once if it is.
    void whenFirstImage(Runnable action);

    @Override
    void close();
}
