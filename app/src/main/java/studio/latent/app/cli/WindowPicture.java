package studio.latent.app.cli;

import java.nio.file.Path;
import studio.latent.engine.error.StudioException;

/// Draws the window into a PNG file. The one thing of the window that the command line knows, so that no other command
/// loads any of it.
@FunctionalInterface
public interface WindowPicture {
    /// What to draw.
    ///
    /// @param place id of the place to open
    /// @param model name or folder of the model to open first; empty for none
    /// @param run folder of the training run to show in Train; empty for none
    /// @param light whether to draw the light theme
    /// @param width in pixels
    /// @param height in pixels
    record Shot(String place, String model, String run, boolean light, int width, int height) {}

    /// Returns the file written.
    Path draw(Shot shot, Path target) throws StudioException;
}
