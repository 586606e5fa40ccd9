package studio.latent.engine.io;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import studio.latent.engine.error.BadModelFile;
import studio.latent.engine.error.StudioException;

/// An open zip, read entry by entry into memory: nothing is unpacked onto the disk, each entry's size is checked
/// before and while it is read, its checksum after.
final class ZipContents implements AutoCloseable {
    private static final String AGAIN = "Copy or download the file again.";
    private static final int MAX_ENTRIES = 100_000;

    private final Path file;
    private final ZipFile zip;

    private ZipContents(Path file, ZipFile zip) {
        this.file = file;
        this.zip = zip;
    }

    static ZipContents open(Path file) throws StudioException {
        try {
            ZipFile zip = new ZipFile(file.toFile());
            if (zip.size() > MAX_ENTRIES) {
                zip.close();
                throw new BadModelFile(file + " is a zip of too many entries (" + zip.size() + ").", AGAIN);
            }
            return new ZipContents(file, zip);
        } catch (ZipException e) {
            throw new BadModelFile(file + " is truncated or no zip archive: " + e.getMessage() + ".", AGAIN, e);
        } catch (IOException e) {
            throw FileFault.reading(file, e);
        }
    }

    List<String> names() {
        return zip.stream().map(ZipEntry::getName).toList();
    }

    boolean has(String name) {
        return zip.getEntry(name) != null;
    }

    /// Bytes of an entry when unpacked.
    long size(String name) {
        ZipEntry entry = zip.getEntry(name);
        return entry == null ? 0 : entry.getSize();
    }

    /// The bytes of an entry; empty when there is none of exactly that name.
    ///
    /// **Errors** [BadModelFile] when it has more than `limit` bytes or its checksum is wrong.
    Optional<byte[]> read(String name, long limit) throws StudioException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null || entry.isDirectory()) {
            return Optional.empty();
        }
        long size = entry.getSize();
        long largest = Math.min(limit, Runtime.getRuntime().maxMemory() / 2);
        if (size < 0 || size > largest) {
            throw new BadModelFile(
                    "The entry " + name + " of " + file + " has " + size + " bytes; at most " + largest
                            + " are read from a zip.",
                    "If the file is trustworthy, unpack it and open the folder.");
        }
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] bytes = in.readNBytes((int) size);
            if (bytes.length != size || in.read() >= 0) {
                throw new EOFException("its size is not " + size);
            }
            CRC32 sum = new CRC32();
            sum.update(bytes);
            if (sum.getValue() != entry.getCrc()) {
                throw new ZipException("its checksum is wrong");
            }
            return Optional.of(bytes);
        } catch (IOException e) {
            throw new BadModelFile(
                    "The entry " + name + " of " + file + " is damaged: " + e.getMessage() + ".", AGAIN, e);
        }
    }

    @Override
    public void close() throws StudioException {
        try {
            zip.close();
        } catch (IOException e) {
            throw FileFault.reading(file, e);
        }
    }
}
