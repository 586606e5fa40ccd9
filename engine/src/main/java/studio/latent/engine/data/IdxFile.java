package studio.latent.engine.data;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import studio.latent.engine.error.BadDataset;

/// An IDX file of unsigned bytes, plain or gzip-compressed, opened behind its header.
///
/// The header's sizes are held against the file's before memory is taken: exactly for a plain file, by the
/// greatest ratio that deflate reaches for a compressed one.
///
/// **Source** LeCun, "The MNIST database", file format: `0 0 type rank`, a 4-byte size for each dimension, the
/// data
final class IdxFile implements AutoCloseable {
    private static final int UNSIGNED_BYTE = 0x08;
    private static final int MAX_RANK = 4;
    private static final long MAX_DEFLATE_RATIO = 1040;
    private static final String REMEDY = "Download or copy the file again.";

    private final String name;
    private final DataInputStream in;
    private final int[] sizes;

    private IdxFile(String name, DataInputStream in, int[] sizes) {
        this.name = name;
        this.in = in;
        this.sizes = sizes;
    }

    /// Opens a file that must have `rank` dimensions: 3 for images `[n, height, width]`, 1 for labels `[n]`.
    static IdxFile open(Path file, int rank) throws BadDataset, IOException {
        String name = String.valueOf(file.getFileName());
        boolean compressed = startsWithGzip(file);
        InputStream raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        try {
            DataInputStream in = new DataInputStream(
                    compressed ? new BufferedInputStream(new GZIPInputStream(raw, 1 << 16), 1 << 16) : raw);
            int[] sizes = readSizes(name, in, rank);
            checkLength(name, sizes, Files.size(file), compressed);
            return new IdxFile(name, in, sizes);
        } catch (BadDataset | IOException | RuntimeException e) {
            raw.close();
            if (e instanceof EOFException || e instanceof ZipException) {
                throw truncated(name, e);
            }
            throw e;
        }
    }

    /// Whether the first bytes are those of a gzip file.
    static boolean startsWithGzip(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] start = in.readNBytes(2);
            return start.length == 2 && start[0] == 0x1f && start[1] == (byte) 0x8b;
        }
    }

    private static int[] readSizes(String name, DataInputStream in, int rank) throws IOException, BadDataset {
        int magic = in.readInt();
        int type = magic >> 8;
        int found = magic & 0xff;
        if (magic >>> 16 != 0 || found < 1 || found > MAX_RANK) {
            throw new BadDataset(
                    "'" + name + "' is no IDX file: it starts with " + String.format("0x%08x", magic) + ".",
                    "Choose an IDX file such as train-images-idx3-ubyte.gz, a zip or a folder of images.");
        }
        if (type != UNSIGNED_BYTE) {
            throw new BadDataset(
                    "'" + name + "' holds values of the IDX type " + String.format("0x%02x", type)
                            + ", and images must be unsigned bytes (0x08).",
                    "Convert the data to unsigned bytes.");
        }
        if (found != rank) {
            throw new BadDataset(
                    "'" + name + "' has " + found + " dimensions where " + rank + " are needed.",
                    rank == 3 ? "Choose the file with the images, not the one with the labels." : REMEDY);
        }
        int[] sizes = new int[rank];
        for (int i = 0; i < rank; i++) {
            sizes[i] = in.readInt();
        }
        return sizes;
    }

    private static void checkLength(String name, int[] sizes, long fileSize, boolean compressed) throws BadDataset {
        long header = 4 + 4L * sizes.length;
        long length = header;
        boolean possible = true;
        long data = 1;
        for (int size : sizes) {
            possible &= size >= 0 && (data == 0 || size <= Long.MAX_VALUE / 2 / data);
            data *= possible ? size : 1;
        }
        length += data;
        possible &= compressed ? length / MAX_DEFLATE_RATIO <= fileSize : length == fileSize;
        if (!possible) {
            throw new BadDataset(
                    "'" + name + "' says that it holds " + describe(sizes)
                            + " bytes, which does not agree with its size of " + fileSize + " bytes.",
                    REMEDY);
        }
    }

    private static String describe(int[] sizes) {
        return String.join(
                " × ", Arrays.stream(sizes).mapToObj(Integer::toUnsignedString).toList());
    }

    int size(int dimension) {
        return sizes[dimension];
    }

    /// Fills an array with the next values.
    void readFully(byte[] target) throws IOException, BadDataset {
        try {
            in.readFully(target);
        } catch (EOFException | ZipException e) {
            throw truncated(name, e);
        }
    }

    /// Makes sure that nothing follows the data; for a compressed file this also checks its checksum.
    void finish() throws IOException, BadDataset {
        try {
            if (in.read() >= 0) {
                throw new BadDataset("'" + name + "' holds more values than its header says.", REMEDY);
            }
        } catch (EOFException | ZipException e) {
            throw truncated(name, e);
        }
    }

    private static BadDataset truncated(String name, Exception e) {
        return new BadDataset("'" + name + "' is damaged or ends too early.", REMEDY, e);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
