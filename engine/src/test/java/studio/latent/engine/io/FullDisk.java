package studio.latent.engine.io;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;

/// The local disk with room for a given number of bytes more; writes beyond fail as Linux words it.
public final class FullDisk implements Disk {
    private final Disk disk = Disk.local();
    private long room;

    public FullDisk(long room) {
        this.room = room;
    }

    @Override
    public WritableByteChannel create(Path file) throws IOException {
        WritableByteChannel channel = disk.create(file);
        return new WritableByteChannel() {
            @Override
            public int write(ByteBuffer source) throws IOException {
                if (room <= 0) {
                    throw new IOException("No space left on device");
                }
                ByteBuffer part = source.slice();
                part.limit((int) Math.min(room, part.limit()));
                int written = channel.write(part);
                source.position(source.position() + written);
                room -= written;
                return written;
            }

            @Override
            public boolean isOpen() {
                return channel.isOpen();
            }

            @Override
            public void close() throws IOException {
                channel.close();
            }
        };
    }

    @Override
    public OutputStream append(Path file) throws IOException {
        OutputStream out = disk.append(file);
        return new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                write(new byte[] {(byte) value}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                int part = (int) Math.min(room, length);
                out.write(bytes, from, part);
                room -= part;
                if (part < length) {
                    throw new IOException("No space left on device");
                }
            }

            @Override
            public void close() throws IOException {
                out.close();
            }
        };
    }

    @Override
    public void sync(Path file) throws IOException {
        disk.sync(file);
    }

    @Override
    public void syncFolder(Path folder) throws IOException {
        disk.syncFolder(folder);
    }

    @Override
    public void replace(Path from, Path to) throws IOException {
        disk.replace(from, to);
    }

    @Override
    public void link(Path existing, Path name) throws IOException {
        disk.link(existing, name);
    }

    @Override
    public void delete(Path file) throws IOException {
        disk.delete(file);
    }
}
