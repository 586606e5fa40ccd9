package studio.latent.app.cli;

import java.nio.file.Path;
import studio.latent.engine.error.StudioException;

/// Draws the window into a PNG file. The one thing of the window that the command line knows, so that no other command
/// loads any of it.
@FunctionalInterface
public interface WindowPicture {
    /// Returns the file written.
    Path draw(String place, String model, int width, int height, Path target) throws StudioException;
}
