package studio.latent.engine.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import studio.latent.engine.error.StudioException;

/// Writes files so that a reader finds the old content or the new, never a part, whatever happens in between.
///
/// The content goes to a temporary file in the same folder, is flushed to the medium and takes the file's name in one
/// step. When anything fails, the temporary file is removed and the old content is untouched.
public final class AtomicFile {
    private final Disk disk;

    public AtomicFile() {
        this(Disk.local());
    }

    public AtomicFile(Disk disk) {
        this.disk = disk;
    }

    /// What becomes of the content that a file had before.
    public enum Previous {
        /// It is gone once the new content stands.
        REPLACED,
        /// It stays under the name that [#previousOf] gives, in place of the one before it.
        KEPT
    }

    /// Writes a file's content, once, from its start to its end.
    @FunctionalInterface
    public interface Content {
        void writeTo(WritableByteChannel out) throws IOException;

        static Content of(byte[] bytes) {
            return out -> writeFully(out, ByteBuffer.wrap(bytes));
        }

        /// Text in UTF-8.
        static Content of(String text) {
            return of(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /// Where [Previous#KEPT] leaves the content that `file` had before.
    public static Path previousOf(Path file) {
        return file.resolveSibling(nameOf(file) + ".previous");
    }

    /// Writes one file in place of what was there. The folder must exist.
    ///
    /// **Errors** [studio.latent.engine.error.DiskFull], [studio.latent.engine.error.FileTrouble].
    public void write(Path file, Content content) throws StudioException {
        write(file, Previous.REPLACED, content);
    }

    /// Writes one file. The folder must exist.
    ///
    /// **Errors** [studio.latent.engine.error.DiskFull], [studio.latent.engine.error.FileTrouble].
    public void write(Path file, Previous previous, Content content) throws StudioException {
        LinkedHashMap<Path, Content> one = new LinkedHashMap<>();
        one.put(file, content);
        writeAll(one, previous);
    }

    /// Writes several files that belong together: all are written and flushed before the first takes its name, so that
    /// a full disk changes none of them. They take their names in the map's order; list last the one that
    /// names the others.
    ///
    /// **Errors** [studio.latent.engine.error.DiskFull], [studio.latent.engine.error.FileTrouble].
    public void writeAll(Map<Path, Content> files, Previous previous) throws StudioException {
        List<Staged> staged = new ArrayList<>();
        try {
            for (Map.Entry<Path, Content> file : files.entrySet()) {
                stage(file.getKey().toAbsolutePath(), file.getValue(), staged);
            }
            for (Staged file : staged) {
                commit(file, previous);
            }
        } finally {
            for (Staged file : staged) {
                discard(file.temporary());
            }
        }
    }

    private void stage(Path file, Content content, List<Staged> staged) throws StudioException {
        Staged next = new Staged(file, temporaryFor(file));
        staged.add(next);
        try {
            try (WritableByteChannel out = disk.create(next.temporary())) {
                content.writeTo(out);
            }
            disk.sync(next.temporary());
        } catch (IOException e) {
            throw FileFault.writing(file, e);
        }
    }

    private void commit(Staged staged, Previous previous) throws StudioException {
        Path file = staged.file();
        try {
            if (previous == Previous.KEPT && Files.exists(file)) {
                keep(file);
            }
            disk.replace(staged.temporary(), file);
            disk.syncFolder(folderOf(file));
        } catch (IOException e) {
            throw FileFault.writing(file, e);
        }
    }

    /// A second name for the old content first, so that at no time the content is without a name.
    private void keep(Path file) throws IOException {
        Path second = temporaryFor(file);
        try {
            disk.link(file, second);
            disk.replace(second, previousOf(file));
        } finally {
            // Renaming one name of a file to another name of the same file does nothing and leaves both.
            discard(second);
        }
    }

    private void discard(Path temporary) {
        try {
            disk.delete(temporary);
        } catch (IOException e) {
            // The write itself has succeeded or failed by now; a left-over name changes neither outcome.
            System.getLogger(AtomicFile.class.getName())
                    .log(System.Logger.Level.WARNING, "cannot remove {0}: {1}", temporary, e);
        }
    }

    /// Writes the whole buffer, however many calls the channel needs for it.
    static void writeFully(WritableByteChannel out, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            out.write(buffer);
        }
    }

    private static Path temporaryFor(Path file) {
        return file.resolveSibling("." + nameOf(file) + "." + UUID.randomUUID() + ".tmp");
    }

    private static Path folderOf(Path absoluteFile) {
        Path folder = absoluteFile.getParent();
        if (folder == null) {
            throw new IllegalArgumentException("file must have a name, got " + absoluteFile);
        }
        return folder;
    }

    private static String nameOf(Path file) {
        Path name = file.getFileName();
        if (name == null) {
            throw new IllegalArgumentException("file must have a name, got " + file);
        }
        return name.toString();
    }

    /// A file's content that has not taken its name yet.
    private record Staged(Path file, Path temporary) {}
}
