package studio.latent.engine.io;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import studio.latent.engine.tensor.HostTensor;

/// Lays named arrays out as a safetensors file.
///
/// The header is padded with spaces so that the data start at a multiple of 8 bytes; arrays of wider numbers come
/// first, so that each starts at a multiple of its number's width.
final class SafetensorsWriter {
    private static final int CHUNK = 1 << 18;

    private SafetensorsWriter() {}

    static AtomicFile.Content content(
            Map<String, HostTensor> tensors, Map<String, String> metadata, Precision precision) {
        List<Placed> placed = place(tensors, precision);
        byte[] header = header(placed, metadata);
        return out -> {
            ByteBuffer front = ByteBuffer.allocate(8 + header.length).order(ByteOrder.LITTLE_ENDIAN);
            front.putLong(header.length).put(header).flip();
            AtomicFile.writeFully(out, front);
            for (Placed next : placed) {
                writeValues(out, next.tensor().values(), next.type());
            }
        };
    }

    private static List<Placed> place(Map<String, HostTensor> tensors, Precision precision) {
        Map<String, HostTensor> wide = new LinkedHashMap<>();
        Map<String, HostTensor> narrow = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> {
            if (name.equals(SafetensorsHeader.METADATA)) {
                throw new IllegalArgumentException("a tensor must not be named " + name);
            }
            (precision.halves(tensor) ? narrow : wide).put(name, tensor);
        });
        List<Placed> placed = new ArrayList<>();
        wide.forEach((name, tensor) -> append(placed, name, tensor, DType.F32));
        narrow.forEach((name, tensor) -> append(placed, name, tensor, DType.F16));
        return placed;
    }

    private static void append(List<Placed> placed, String name, HostTensor tensor, DType type) {
        long begin = placed.isEmpty() ? 0 : placed.getLast().end();
        placed.add(new Placed(name, tensor, type, begin, begin + (long) type.bytes() * tensor.size()));
    }

    private static byte[] header(List<Placed> placed, Map<String, String> metadata) {
        StringWriter text = new StringWriter();
        try (JsonWriter json = new JsonWriter(text)) {
            json.setHtmlSafe(false);
            json.beginObject();
            if (!metadata.isEmpty()) {
                json.name(SafetensorsHeader.METADATA).beginObject();
                for (Map.Entry<String, String> entry : metadata.entrySet()) {
                    json.name(entry.getKey()).value(entry.getValue());
                }
                json.endObject();
            }
            for (Placed next : placed) {
                json.name(next.name()).beginObject();
                json.name("dtype").value(next.type().code());
                json.name("shape").beginArray();
                for (int side : next.tensor().shape()) {
                    json.value(side);
                }
                json.endArray();
                json.name("data_offsets")
                        .beginArray()
                        .value(next.begin())
                        .value(next.end())
                        .endArray();
                json.endObject();
            }
            json.endObject();
        } catch (IOException e) {
            throw new IllegalStateException("a StringWriter does not fail", e);
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        byte[] padded = Arrays.copyOf(bytes, (bytes.length + 7) / 8 * 8);
        Arrays.fill(padded, bytes.length, padded.length, (byte) ' ');
        return padded;
    }

    private static void writeValues(WritableByteChannel out, float[] values, DType type) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
        int perChunk = CHUNK / type.bytes();
        for (int done = 0; done < values.length; done += perChunk) {
            int now = Math.min(perChunk, values.length - done);
            chunk.clear();
            if (type == DType.F32) {
                chunk.asFloatBuffer().put(values, done, now);
            } else {
                for (int i = 0; i < now; i++) {
                    chunk.putShort(i * 2, Float.floatToFloat16(values[done + i]));
                }
            }
            chunk.limit(now * type.bytes());
            AtomicFile.writeFully(out, chunk);
        }
    }

    /// One array and where its bytes lie, counted from the start of the data.
    private record Placed(String name, HostTensor tensor, DType type, long begin, long end) {}
}
