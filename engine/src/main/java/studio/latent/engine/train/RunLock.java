package studio.latent.engine.train;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.error.BadOption;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.io.FileFault;

/// Keeps a second process out of a run's folder. The system drops the lock with the process that holds it.
final class RunLock implements AutoCloseable {
    private final FileChannel channel;

    private RunLock(FileChannel channel) {
        this.channel = channel;
    }

    /// Takes the lock of `folder`, which is made where it is missing.
    ///
    /// **Errors** [BadOption] while another training holds it; `FileTrouble` or `DiskFull` when it cannot be made.
    static RunLock take(Path folder) throws StudioException {
        Path file = folder.resolve(".lock");
        FileChannel channel = null;
        try {
            Files.createDirectories(folder);
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (tryLock(channel) != null) {
                return new RunLock(channel);
            }
            channel.close();
        } catch (IOException e) {
            closeQuietly(channel);
            throw FileFault.writing(file, e);
        }
        throw new BadOption(
                "The run in " + folder + " is being trained by another window or command.",
                "Wait for its end or stop it there, then resume.");
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException _) {
            return null; // held by this very process
        }
    }

    private static void closeQuietly(@Nullable FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException _) {
            // the fault that led here is the one to tell
        }
    }

    @Override
    public void close() {
        closeQuietly(channel);
    }
}
