package studio.latent.engine.io;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.FileVisitor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.EnumSet;
import java.util.regex.Pattern;

/// Temporary files of a process that was killed while it wrote.
///
/// [AtomicFile] and the cache of decoded images remove their temporary files whatever happens; only a process that the
/// system ends has no time for it.
public final class Leftovers {
    /// The names that [AtomicFile] gives, `.NAME.UUID.tmp`, and those of the cache of decoded images.
    private static final Pattern NAMES =
            Pattern.compile("\\..+\\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\.tmp|pixels-\\d+\\.tmp");

    private static final int DEPTH = 4;

    private Leftovers() {}

    /// Removes temporary files in `folder` and three levels below that were last written before `before`; a younger one
    /// may belong to a process that is writing. What cannot be removed stays.
    public static void sweep(Path folder, Instant before) {
        FileVisitor<Path> visitor = new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                boolean old = attributes.lastModifiedTime().toInstant().isBefore(before);
                if (old
                        && attributes.isRegularFile()
                        && NAMES.matcher(String.valueOf(file.getFileName())).matches()) {
                    Files.deleteIfExists(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException why) {
                return FileVisitResult.CONTINUE;
            }
        };
        try {
            Files.walkFileTree(folder, EnumSet.noneOf(FileVisitOption.class), DEPTH, visitor);
        } catch (IOException e) {
            // They take room, nothing else; the next start tries again.
            System.getLogger(Leftovers.class.getName())
                    .log(System.Logger.Level.DEBUG, "left-over files stay in {0}: {1}", folder, e);
        }
    }
}
