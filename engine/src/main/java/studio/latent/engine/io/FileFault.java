package studio.latent.engine.io;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import studio.latent.engine.error.DiskFull;
import studio.latent.engine.error.FileTrouble;
import studio.latent.engine.error.NotFound;
import studio.latent.engine.error.StudioException;

/// Turns what the operating system says about a file into what the user is told.
public final class FileFault {
    /// How Linux, macOS and Windows say that a medium is full. Java has no exception type of its own for it.
    private static final List<String> FULL =
            List.of("no space left", "disk quota exceeded", "not enough space on the disk", "disk full");

    private FileFault() {}

    /// Why `file` could not be written. [DiskFull] for want of space, otherwise [FileTrouble].
    public static StudioException writing(Path file, IOException cause) {
        if (isFull(cause)) {
            return new DiskFull(
                    "There is no space left to write " + file + "; what stood there before is unchanged.",
                    "Free some space or choose a folder on another disk, then try again.",
                    cause);
        }
        if (cause instanceof AccessDeniedException) {
            return new FileTrouble(
                    "You are not allowed to write " + file + ".",
                    "Choose a folder that you may write to, or change its permissions.",
                    cause);
        }
        return new FileTrouble(
                "Cannot write " + file + ": " + reason(cause) + ".",
                "Check that the folder exists and can be written to, then try again.",
                cause);
    }

    /// Why `file` could not be read. [NotFound] when it is not there, otherwise [FileTrouble].
    public static StudioException reading(Path file, IOException cause) {
        if (cause instanceof NoSuchFileException || cause instanceof FileNotFoundException) {
            return new NotFound("There is no file " + file + ".", "Check the path and its spelling.", cause);
        }
        if (cause instanceof AccessDeniedException) {
            return new FileTrouble(
                    "You are not allowed to read " + file + ".", "Change the file's permissions or copy it.", cause);
        }
        return new FileTrouble(
                "Cannot read " + file + ": " + reason(cause) + ".",
                "Check that the disk is connected and the file is not in use, then try again.",
                cause);
    }

    static boolean isFull(IOException cause) {
        String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        return FULL.stream().anyMatch(message::contains);
    }

    private static String reason(IOException cause) {
        String message = cause instanceof FileSystemException system ? system.getReason() : cause.getMessage();
        return message == null || message.isBlank() ? cause.getClass().getSimpleName() : message;
    }
}
