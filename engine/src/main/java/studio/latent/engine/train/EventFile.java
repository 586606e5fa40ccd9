package studio.latent.engine.train;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.CRC32C;
import studio.latent.engine.io.Disk;

/// A TensorBoard event file: scalars and images that any TensorBoard shows.
///
/// **Source** TFRecord framing (length, masked CRC-32C of it, data, masked CRC-32C of the data) around protocol
/// buffers of `tensorflow/core/util/event.proto` and `summary.proto`.
final class EventFile implements AutoCloseable {
    private final OutputStream out;

    /// Opens a new file in `folder` whose name carries the time, as TensorBoard expects.
    EventFile(Disk disk, Path folder, double secondsSinceEpoch) throws IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve("events.out.tfevents." + (long) secondsSinceEpoch + ".latent-studio");
        this.out = disk.append(file);
        Message version = new Message().fixed64(1, secondsSinceEpoch).bytes(3, utf8("brain.Event:2"));
        record(version.toByteArray());
    }

    void scalars(double secondsSinceEpoch, int step, Map<String, Double> values) throws IOException {
        Message summary = new Message();
        values.forEach((tag, value) -> summary.bytes(
                1,
                new Message().bytes(1, utf8(tag)).fixed32(2, value.floatValue()).toByteArray()));
        event(secondsSinceEpoch, step, summary);
    }

    void image(double secondsSinceEpoch, int step, String tag, int width, int height, byte[] png) throws IOException {
        Message image =
                new Message().varint(1, height).varint(2, width).varint(3, 3).bytes(4, png);
        Message value = new Message().bytes(1, utf8(tag)).bytes(4, image.toByteArray());
        event(secondsSinceEpoch, step, new Message().bytes(1, value.toByteArray()));
    }

    private void event(double seconds, int step, Message summary) throws IOException {
        record(new Message()
                .fixed64(1, seconds)
                .varint(2, step)
                .bytes(5, summary.toByteArray())
                .toByteArray());
    }

    private void record(byte[] data) throws IOException {
        ByteBuffer framed = ByteBuffer.allocate(data.length + 16).order(ByteOrder.LITTLE_ENDIAN);
        framed.putLong(data.length);
        framed.putInt(maskedCrc(framed.array(), 0, 8));
        framed.put(data);
        framed.putInt(maskedCrc(data, 0, data.length));
        out.write(framed.array());
        out.flush();
    }

    private static int maskedCrc(byte[] data, int offset, int length) {
        CRC32C crc = new CRC32C();
        crc.update(data, offset, length);
        int value = (int) crc.getValue();
        return ((value >>> 15) | (value << 17)) + 0xa282ead8;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    /// The wire format of one protocol buffer message.
    private static final class Message {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Message varint(int field, long value) {
            unsigned((long) field << 3);
            unsigned(value);
            return this;
        }

        Message fixed64(int field, double value) {
            unsigned(((long) field << 3) | 1);
            out.writeBytes(ByteBuffer.allocate(8)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putDouble(value)
                    .array());
            return this;
        }

        Message fixed32(int field, float value) {
            unsigned(((long) field << 3) | 5);
            out.writeBytes(ByteBuffer.allocate(4)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putFloat(value)
                    .array());
            return this;
        }

        Message bytes(int field, byte[] value) {
            unsigned(((long) field << 3) | 2);
            unsigned(value.length);
            out.writeBytes(value);
            return this;
        }

        private void unsigned(long value) {
            long rest = value;
            while ((rest & ~0x7fL) != 0) {
                out.write((int) ((rest & 0x7f) | 0x80));
                rest >>>= 7;
            }
            out.write((int) rest);
        }

        byte[] toByteArray() {
            return out.toByteArray();
        }
    }
}
