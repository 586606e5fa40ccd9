package studio.latent.app.shell;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.io.AtomicFile;
import studio.latent.engine.io.RecordJson;

/// How the window was left, kept in a file.
///
/// It is a comfort: where it cannot be read, the window opens as at the first start; where it cannot be written,
/// the next one does.
final class WindowMemory {
    private static final String FORMAT = "latent-studio/window-1";

    private final Path file;

    WindowMemory(Path file) {
        this.file = file;
    }

    /// What is remembered.
    ///
    /// @param width in pixels of the screen, at least 320
    /// @param height in pixels of the screen, at least 240
    /// @param light whether the light theme was on
    /// @param place id of the open place; empty for the first
    record Layout(double width, double height, boolean maximized, boolean light, String place) {
        static final Layout FIRST = new Layout(1600, 1000, false, false, "");

        Layout {
            if (!(width >= 320 && height >= 240)) {
                throw new IllegalArgumentException("size must be at least 320×240, got " + width + "×" + height);
            }
        }
    }

    Layout load() {
        try {
            String text = Files.readString(file, StandardCharsets.UTF_8);
            return RecordJson.decodeFile(FORMAT, Layout.class, text, file.toString());
        } catch (IOException | StudioException _) {
            return Layout.FIRST;
        }
    }

    void save(Layout layout) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            String text = RecordJson.text(RecordJson.encodeFile(FORMAT, layout));
            new AtomicFile().write(file, AtomicFile.Content.of(text));
        } catch (IOException | StudioException e) {
            System.getLogger(WindowMemory.class.getName())
                    .log(System.Logger.Level.WARNING, "the window's size is not remembered", e);
        }
    }
}
