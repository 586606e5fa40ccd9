package studio.latent.engine.data;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.data.DatasetStorage.Stored;
import studio.latent.engine.error.DiskFull;
import studio.latent.engine.error.FileTrouble;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.job.JobContext;

/// One data set's decoded images in a file of its own, written once and mapped from then on.
///
/// Layout: `magic 8 · key 32 · images 4 · bytes of an image 4 · bytes of the notes 8 · CRC-32 of all before 4`,
/// padded to 4096; then the images; then the notes (slot and reason of each skipped image). The header is
/// written last and the file is renamed into place after that, so a file with a true header and the length that
/// it states is whole.
final class PixelCache {
    private static final byte[] MAGIC = "LSPIXEL1".getBytes(StandardCharsets.US_ASCII);
    private static final int HEADER = 4096;
    private static final int CRC_AT = 8 + 32 + 4 + 4 + 8;
    private static final int MAX_NOTES = 64 << 20;

    private final Path folder;
    private final PixelSource source;
    private final byte[] key;
    private final Path file;

    PixelCache(Path folder, PixelSource source) {
        this.folder = folder;
        this.source = source;
        this.key = Digests.sha256(source.identity().getBytes(StandardCharsets.UTF_8));
        this.file = folder.resolve("pixels-" + HexFormat.of().formatHex(key, 0, 12) + ".bin");
    }

    /// The images of the cache file, which is made anew when it is missing, truncated or of another data set.
    Stored open(JobContext context) throws StudioException {
        try {
            Optional<Stored> ready = Files.isRegularFile(file) ? map() : Optional.empty();
            if (ready.isPresent()) {
                return ready.get();
            }
            Files.createDirectories(folder);
            checkSpace();
            write(context);
            return map().orElseThrow(() -> new IOException("the file was changed while it was written"));
        } catch (IOException e) {
            throw trouble(e);
        }
    }

    private void checkSpace() throws IOException, DiskFull {
        long needed = HEADER + (long) source.candidates() * source.shape().size();
        if (Files.getFileStore(folder).getUsableSpace() < needed) {
            throw diskFull(null);
        }
    }

    private void write(JobContext context) throws IOException, StudioException {
        Path unfinished = Files.createTempFile(folder, "pixels-", ".tmp");
        try {
            try (FileChannel channel =
                    FileChannel.open(unfinished, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                PixelSink.File sink =
                        new PixelSink.File(channel, HEADER, source.shape().size());
                SortedMap<Integer, String> skipped = source.decodeInto(sink, context);
                DatasetStorage.closeGaps(sink, source.candidates(), skipped);
                finish(channel, skipped);
                channel.force(true);
            }
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private void finish(FileChannel channel, SortedMap<Integer, String> skipped) throws IOException {
        int images = source.candidates() - skipped.size();
        byte[] notes = encode(skipped);
        long notesAt = HEADER + (long) images * source.shape().size();
        PixelSink.File.writeAll(channel, ByteBuffer.wrap(notes), notesAt);
        channel.truncate(notesAt + notes.length);
        ByteBuffer header = ByteBuffer.allocate(HEADER);
        header.put(MAGIC).put(key).putInt(images).putInt(source.shape().size()).putLong(notes.length);
        header.putInt(checksum(header.array())).rewind();
        PixelSink.File.writeAll(channel, header, 0);
    }

    private Optional<Stored> map() throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            ByteBuffer header = ByteBuffer.allocate(HEADER);
            if (channel.size() < HEADER || channel.read(header, 0) < HEADER) {
                return Optional.empty();
            }
            byte[] bytes = header.array();
            int images = header.getInt(40);
            int imageBytes = header.getInt(44);
            long notes = header.getLong(48);
            long notesAt = HEADER + (long) images * imageBytes;
            boolean whole = Arrays.equals(bytes, 0, 8, MAGIC, 0, 8)
                    && Arrays.equals(bytes, 8, 40, key, 0, 32)
                    && header.getInt(CRC_AT) == checksum(bytes)
                    && imageBytes == source.shape().size()
                    && notes <= MAX_NOTES
                    && channel.size() == notesAt + notes;
            if (!whole) {
                return Optional.empty();
            }
            ByteBuffer text = ByteBuffer.allocate((int) notes);
            while (text.hasRemaining() && channel.read(text, notesAt + text.position()) >= 0) {
                // short reads go on where they stopped
            }
            MemorySegment pixels =
                    channel.map(FileChannel.MapMode.READ_ONLY, HEADER, Math.max(notesAt - HEADER, 1), Arena.ofAuto());
            return Optional.of(
                    new Stored(new PixelStore(List.of(pixels), Math.max(images, 1), imageBytes), decode(text.array())));
        }
    }

    private static int checksum(byte[] header) {
        CRC32 crc = new CRC32();
        crc.update(header, 0, CRC_AT);
        return (int) crc.getValue();
    }

    private static byte[] encode(SortedMap<Integer, String> skipped) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(skipped.size());
        for (var entry : skipped.entrySet()) {
            out.writeInt(entry.getKey());
            out.writeUTF(entry.getValue());
        }
        return bytes.toByteArray();
    }

    private static SortedMap<Integer, String> decode(byte[] notes) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(notes));
        SortedMap<Integer, String> skipped = new TreeMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            skipped.put(in.readInt(), in.readUTF());
        }
        return skipped;
    }

    private StudioException trouble(IOException e) {
        String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        if (message.contains("no space left") || message.contains("not enough space")) {
            return diskFull(e);
        }
        return new FileTrouble(
                "The decoded images cannot be kept in '" + folder + "': " + e.getMessage() + ".",
                "Check that the folder may be written, or choose another one in the settings.",
                e);
    }

    private DiskFull diskFull(@Nullable IOException e) {
        long megabytes = ((long) source.candidates() * source.shape().size()) / (1 << 20) + 1;
        return new DiskFull(
                "There is no space for " + megabytes + " MiB of decoded images in '" + folder + "'.",
                "Free some space there, choose smaller images, or give the program more memory.",
                e);
    }
}
