package studio.latent.engine.io;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import studio.latent.engine.error.BadModelFile;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.tensor.HostTensor;

/// An open safetensors file: named arrays, each read alone from its place in the file.
///
/// The header was checked against the file's length before this object exists, so that reading an array never
/// allocates more than the file holds. Use on one thread at a time; close it after use.
///
/// **Source** the format's description, version 0.4: 8 bytes of header length, a JSON header, the data.
public final class Safetensors implements AutoCloseable {
    private final String source;
    private final SeekableByteChannel channel;
    private final SafetensorsHeader header;

    private Safetensors(String source, SeekableByteChannel channel, SafetensorsHeader header) {
        this.source = source;
        this.channel = channel;
        this.header = header;
    }

    /// Opens a file and reads its header.
    ///
    /// **Errors** [BadModelFile] for a broken header, [NotFound], [studio.latent.engine.error.FileTrouble].
    public static Safetensors open(Path file) throws StudioException {
        try {
            if (Files.isDirectory(file)) {
                throw new BadModelFile(file + " is a folder, not a safetensors file.", "Name the file inside it.");
            }
            return open(file.toString(), FileChannel.open(file, StandardOpenOption.READ));
        } catch (IOException e) {
            throw FileFault.reading(file, e);
        }
    }

    /// Opens a safetensors file that lies elsewhere than in a file of its own. Closes `channel` when the header is bad.
    ///
    /// @param source what messages call it
    static Safetensors open(String source, SeekableByteChannel channel) throws BadModelFile, IOException {
        boolean sound = false;
        try {
            Safetensors file = new Safetensors(source, channel, SafetensorsHeader.read(source, channel));
            sound = true;
            return file;
        } finally {
            if (!sound) {
                channel.close();
            }
        }
    }

    /// Reads a whole file: arrays in the header's order.
    ///
    /// **Errors** as [#open] and [#tensor].
    public static SequencedMap<String, HostTensor> read(Path file) throws StudioException {
        try (Safetensors open = open(file)) {
            return open.tensors();
        }
    }

    /// Writes float32 arrays in the map's order, atomically.
    ///
    /// **Errors** [studio.latent.engine.error.DiskFull], [studio.latent.engine.error.FileTrouble].
    public static void write(AtomicFile files, Path file, Map<String, HostTensor> tensors, Map<String, String> metadata)
            throws StudioException {
        files.write(file, SafetensorsWriter.content(tensors, metadata, Precision.FLOAT32));
    }

    public Set<String> names() {
        return header.entries().keySet();
    }

    /// What the file says about itself as a whole.
    public Map<String, String> metadata() {
        return header.metadata();
    }

    /// The shape of an array, without reading it; empty when there is none of that name.
    public Optional<int[]> shape(String name) {
        return Optional.ofNullable(header.entries().get(name))
                .map(entry -> entry.shape().clone());
    }

    /// Reads one array as float32.
    ///
    /// **Errors** [BadModelFile] when there is none of that name or the file has shrunk since it was opened.
    public HostTensor tensor(String name) throws StudioException {
        SafetensorsHeader.Entry entry = header.entries().get(name);
        if (entry == null) {
            throw new BadModelFile(
                    source + " has no tensor '" + name + "'.", "Use a file that was written for this kind of model.");
        }
        try {
            return new HostTensor(entry.shape(), header.values(channel, entry));
        } catch (IOException e) {
            throw new BadModelFile(
                    "Cannot read tensor '" + name + "' of " + source + ": " + e.getMessage() + ".",
                    "Check the disk, or copy or download the file again.",
                    e);
        }
    }

    /// Reads all arrays in the header's order.
    public SequencedMap<String, HostTensor> tensors() throws StudioException {
        LinkedHashMap<String, HostTensor> all = new LinkedHashMap<>();
        for (String name : names()) {
            all.put(name, tensor(name));
        }
        return all;
    }

    @Override
    public void close() throws StudioException {
        try {
            channel.close();
        } catch (IOException e) {
            throw FileFault.reading(Path.of(source), e);
        }
    }
}
