package studio.latent.engine.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/// Writes rasters as PNG files that carry text entries; [PngTexts] reads the entries back.
///
/// The same raster and texts give the same bytes on the same Java runtime; entries are ordered by key.
///
/// **Source** PNG specification, third edition: chunks (5), filters (9), iTXt (11.3.3.4)
public final class PngFile {
    static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final int FILTERS = 5;

    private PngFile() {}

    /// The bytes of an 8-bit grey or RGB PNG file.
    ///
    /// @param texts keyword (1 to 79 printable Latin-1 characters, no blank at either end) → text of any length
    public static byte[] encode(Raster raster, Map<String, String> texts) {
        ByteArrayOutputStream file = new ByteArrayOutputStream(raster.samples().length / 2 + 1024);
        file.writeBytes(SIGNATURE);
        writeChunk(file, "IHDR", header(raster.shape()));
        new TreeMap<>(texts).forEach((keyword, text) -> writeChunk(file, "iTXt", internationalText(keyword, text)));
        writeChunk(file, "IDAT", compress(filterRows(raster)));
        writeChunk(file, "IEND", new byte[0]);
        return file.toByteArray();
    }

    private static byte[] header(ImageShape shape) {
        return ByteBuffer.allocate(13)
                .putInt(shape.width())
                .putInt(shape.height())
                .put((byte) 8)
                .put((byte) (shape.channels() == 1 ? 0 : 2))
                .array();
    }

    private static byte[] internationalText(String keyword, String text) {
        boolean printable = keyword.chars().allMatch(c -> (c >= 32 && c <= 126) || (c >= 161 && c <= 255));
        if (keyword.isEmpty()
                || keyword.length() > 79
                || !printable
                || !keyword.strip().equals(keyword)) {
            throw new IllegalArgumentException(
                    "a PNG keyword must be 1 to 79 printable Latin-1 characters, got '" + keyword + "'");
        }
        ByteArrayOutputStream chunk = new ByteArrayOutputStream();
        chunk.writeBytes(keyword.getBytes(StandardCharsets.ISO_8859_1));
        // end of keyword, not compressed, method 0, no language tag, no translated keyword
        chunk.writeBytes(new byte[5]);
        chunk.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        return chunk.toByteArray();
    }

    private static void writeChunk(ByteArrayOutputStream file, String type, byte[] data) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(data);
        file.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
        file.writeBytes(name);
        file.writeBytes(data);
        file.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    }

    /// Rows of interleaved pixels, each with the filter whose residuals have the least sum of absolute values.
    private static byte[] filterRows(Raster raster) {
        int step = raster.channels();
        int length = raster.width() * step;
        byte[] filtered = new byte[raster.height() * (length + 1)];
        byte[] above = new byte[length];
        byte[] row = new byte[length];
        byte[][] candidates = new byte[FILTERS][length];
        for (int y = 0; y < raster.height(); y++) {
            interleave(raster, y, row);
            int best = 0;
            long least = Long.MAX_VALUE;
            for (int filter = 0; filter < FILTERS; filter++) {
                long cost = filterRow(filter, row, above, step, candidates[filter]);
                if (cost < least) {
                    least = cost;
                    best = filter;
                }
            }
            filtered[y * (length + 1)] = (byte) best;
            System.arraycopy(candidates[best], 0, filtered, y * (length + 1) + 1, length);
            byte[] spare = above;
            above = row;
            row = spare;
        }
        return filtered;
    }

    private static void interleave(Raster raster, int y, byte[] row) {
        int plane = raster.height() * raster.width();
        int i = 0;
        for (int x = 0; x < raster.width(); x++) {
            for (int c = 0; c < raster.channels(); c++) {
                row[i++] = raster.samples()[c * plane + y * raster.width() + x];
            }
        }
    }

    private static long filterRow(int filter, byte[] row, byte[] above, int step, byte[] out) {
        long cost = 0;
        for (int i = 0; i < row.length; i++) {
            int a = i < step ? 0 : row[i - step] & 0xff;
            int b = above[i] & 0xff;
            int c = i < step ? 0 : above[i - step] & 0xff;
            int prediction = switch (filter) {
                case 0 -> 0;
                case 1 -> a;
                case 2 -> b;
                case 3 -> (a + b) / 2;
                default -> paeth(a, b, c);
            };
            out[i] = (byte) (row[i] - prediction);
            cost += Math.abs(out[i]);
        }
        return cost;
    }

    private static int paeth(int a, int b, int c) {
        int p = a + b - c;
        int pa = Math.abs(p - a);
        int pb = Math.abs(p - b);
        int pc = Math.abs(p - c);
        if (pa <= pb && pa <= pc) {
            return a;
        }
        return pb <= pc ? b : c;
    }

    private static byte[] compress(byte[] rows) {
        try (Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION)) {
            deflater.setInput(rows);
            deflater.finish();
            ByteArrayOutputStream out = new ByteArrayOutputStream(rows.length / 2 + 64);
            byte[] buffer = new byte[1 << 15];
            while (!deflater.finished()) {
                out.write(buffer, 0, deflater.deflate(buffer));
            }
            return out.toByteArray();
        }
    }
}
