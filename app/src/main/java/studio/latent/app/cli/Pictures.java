package studio.latent.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import studio.latent.engine.error.FileTrouble;

/// Places for pictures: folders that are there, and names that sort as their numbers do.
final class Pictures {
    private Pictures() {}

    static void makeFolder(Path folder) throws FileTrouble {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new FileTrouble(
                    "The folder " + folder + " cannot be made (" + e.getClass().getSimpleName() + ").",
                    "Choose another --out or change the permissions.",
                    e);
        }
    }

    /// The folder that `file` is to lie in.
    static void makeParent(Path file) throws FileTrouble {
        Path parent = file.toAbsolutePath().getParent();
        if (parent != null) {
            makeFolder(parent);
        }
    }

    /// A number with leading zeros, `digits` long; the sign of a negative one comes first.
    static String padded(long number, int digits) {
        return number < 0 ? Long.toString(number) : ("%0" + digits + "d").formatted(number);
    }
}
