package studio.latent.engine.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.image.PngFile;
import studio.latent.engine.image.Raster;
import studio.latent.engine.job.JobContext;

/// Small data sets on disk, for the tests of this room.
final class SampleFiles {
    private SampleFiles() {}

    /// An image of one level; a 3-channel one has level, level + 1, level + 2.
    static byte[] png(int channels, int height, int width, int level) {
        byte[] samples = new byte[channels * height * width];
        for (int c = 0; c < channels; c++) {
            Arrays.fill(samples, c * height * width, (c + 1) * height * width, (byte) (level + c));
        }
        return PngFile.encode(new Raster(new ImageShape(channels, height, width), samples), Map.of());
    }

    /// Images `[n, height, width]`; every sample of image i is i.
    static byte[] idxImages(int n, int height, int width) {
        ByteBuffer idx = ByteBuffer.allocate(16 + n * height * width);
        idx.putInt(0x0803).putInt(n).putInt(height).putInt(width);
        for (int i = 0; i < n * height * width; i++) {
            idx.put((byte) (i / (height * width)));
        }
        return idx.array();
    }

    static byte[] idxLabels(int... labels) {
        ByteBuffer idx = ByteBuffer.allocate(8 + labels.length);
        idx.putInt(0x0801).putInt(labels.length);
        for (int label : labels) {
            idx.put((byte) label);
        }
        return idx.array();
    }

    static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static Path zip(Path file, Map<String, byte[]> entries) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (var entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        }
        return file;
    }

    static Path write(Path root, Map<String, byte[]> files) throws IOException {
        for (var entry : files.entrySet()) {
            Path file = root.resolve(entry.getKey());
            Files.createDirectories(file.getParent());
            Files.write(file, entry.getValue());
        }
        return root;
    }

    /// Opens with everything in memory.
    static Dataset open(Path path, DatasetRules rules) throws StudioException {
        return new DatasetReader(new DatasetStorage(path.resolveSibling("unused-cache"), Long.MAX_VALUE))
                .open(path, rules, JobContext.unattended());
    }

    static Dataset open(Path path) throws StudioException {
        return open(path, DatasetRules.AS_STORED);
    }
}
