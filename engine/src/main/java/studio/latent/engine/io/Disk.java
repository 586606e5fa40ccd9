package studio.latent.engine.io;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// The few operations of a file system that writers are made of; a test gives them one that is full or slow.
public interface Disk {
    /// Opens a new file for writing; it must not exist.
    WritableByteChannel create(Path file) throws IOException;

    /// Opens a file to write behind what it holds; it is made where there is none.
    OutputStream append(Path file) throws IOException;

    /// Waits until what was written to `file` is on the medium.
    void sync(Path file) throws IOException;

    /// Waits until the names in `folder` are on the medium.
    void syncFolder(Path folder) throws IOException;

    /// Gives `from` the name `to`; whatever had that name is gone. No reader sees anything in between.
    void replace(Path from, Path to) throws IOException;

    /// Gives `existing` a second name, or its only new one where the file system knows no second names.
    void link(Path existing, Path name) throws IOException;

    /// Removes a file if it is there.
    void delete(Path file) throws IOException;

    /// The file system of the running machine.
    static Disk local() {
        return new Local();
    }

    /// The file system of the running machine.
    record Local() implements Disk {
        @Override
        public WritableByteChannel create(Path file) throws IOException {
            return FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        }

        @Override
        public OutputStream append(Path file) throws IOException {
            return Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }

        @Override
        public void sync(Path file) throws IOException {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
        }

        @Override
        public void syncFolder(Path folder) throws IOException {
            // Windows opens no folder as a channel and needs no such flush; elsewhere a failure is a failure.
            if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                    channel.force(true);
                }
            }
        }

        @Override
        public void replace(Path from, Path to) throws IOException {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }

        @Override
        public void link(Path existing, Path name) throws IOException {
            try {
                Files.createLink(name, existing);
            } catch (UnsupportedOperationException | FileSystemException noLinks) {
                Files.move(existing, name, StandardCopyOption.ATOMIC_MOVE);
            }
        }

        @Override
        public void delete(Path file) throws IOException {
            Files.deleteIfExists(file);
        }
    }
}
