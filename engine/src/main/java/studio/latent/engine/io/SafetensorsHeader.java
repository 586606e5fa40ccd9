package studio.latent.engine.io;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.EOFException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import studio.latent.engine.error.BadModelFile;
import studio.latent.engine.tensor.HostTensor;

/// What stands at the front of a safetensors file, checked: every array has a known type, its bytes are as many as its
/// shape needs, and the arrays cover the rest of the file without overlap, hole or remainder.
///
/// @param entries in the header's order
/// @param dataStart where the data begin, in bytes from the start of the file
record SafetensorsHeader(Map<String, Entry> entries, Map<String, String> metadata, long dataStart) {
    /// Largest header that is read: the format's own limit, in bytes.
    static final long MAX_HEADER = 100_000_000;

    static final String METADATA = "__metadata__";

    private static final String AGAIN = "Copy or download the file again; if it stays so, it was written wrongly.";
    private static final int CHUNK = 1 << 18;
    private static final int MAX_RANK = 16;

    /// Place and form of one array; `begin` and `end` count bytes from the start of the data.
    record Entry(DType type, int[] shape, long begin, long end) {}

    /// **Errors** [BadModelFile] with the array's name and what is wrong with it.
    static SafetensorsHeader read(String source, SeekableByteChannel channel) throws BadModelFile, IOException {
        long size = channel.size();
        if (size < 10) {
            throw new BadModelFile(source + " is no safetensors file: it has only " + size + " bytes.", AGAIN);
        }
        ByteBuffer length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        readFully(channel, 0, length);
        long headerLength = length.getLong(0);
        if (headerLength < 2 || headerLength > size - 8 || headerLength > MAX_HEADER) {
            throw new BadModelFile(
                    source + " is truncated or no safetensors file: its header claims " + headerLength + " of "
                            + (size - 8) + " bytes (at most " + MAX_HEADER + " are allowed).",
                    AGAIN);
        }
        ByteBuffer text = ByteBuffer.allocate((int) headerLength);
        readFully(channel, 8, text);
        JsonObject json = StrictJson.object("The header of " + source, text.array());
        SafetensorsHeader header = parse(source, json, 8 + headerLength);
        header.checkCover(source, size - header.dataStart);
        return header;
    }

    private static SafetensorsHeader parse(String source, JsonObject json, long dataStart) throws BadModelFile {
        Map<String, Entry> entries = new LinkedHashMap<>();
        Map<String, String> metadata = new LinkedHashMap<>();
        for (Map.Entry<String, JsonElement> member : json.entrySet()) {
            if (member.getKey().equals(METADATA)) {
                readMetadata(source, member.getValue(), metadata);
            } else {
                entries.put(member.getKey(), entry(source, member.getKey(), member.getValue()));
            }
        }
        return new SafetensorsHeader(
                Collections.unmodifiableMap(entries), Collections.unmodifiableMap(metadata), dataStart);
    }

    private static void readMetadata(String source, JsonElement json, Map<String, String> target) throws BadModelFile {
        if (!json.isJsonObject()) {
            throw bad(source, METADATA, "must be an object of texts");
        }
        for (Map.Entry<String, JsonElement> member : json.getAsJsonObject().entrySet()) {
            JsonElement value = member.getValue();
            if (!value.isJsonPrimitive() || !value.getAsJsonPrimitive().isString()) {
                throw bad(source, METADATA, "must hold only texts, '" + member.getKey() + "' is none");
            }
            target.put(member.getKey(), value.getAsString());
        }
    }

    private static Entry entry(String source, String name, JsonElement json) throws BadModelFile {
        if (!json.isJsonObject()) {
            throw bad(source, name, "must be described by an object");
        }
        JsonObject object = json.getAsJsonObject();
        if (!object.keySet().equals(Set.of("dtype", "shape", "data_offsets"))) {
            throw bad(source, name, "must have dtype, shape and data_offsets, has " + object.keySet());
        }
        JsonElement code = object.get("dtype");
        String codeText = code.isJsonPrimitive() ? code.getAsString() : code.toString();
        DType type = DType.ofCode(codeText)
                .orElseThrow(() -> bad(source, name, "has number type " + codeText + "; known are " + DType.codes()));
        long[] sides = longs(source, name, "shape", object.get("shape"));
        long[] offsets = longs(source, name, "data_offsets", object.get("data_offsets"));
        if (offsets.length != 2 || offsets[0] > offsets[1]) {
            throw bad(source, name, "must have two ascending data_offsets");
        }
        int[] shape = shape(source, name, sides);
        long needed = (long) HostTensor.sizeOf(shape) * type.bytes();
        if (offsets[1] - offsets[0] != needed) {
            throw bad(
                    source,
                    name,
                    "needs " + needed + " bytes by its shape but has " + (offsets[1] - offsets[0]) + " by its offsets");
        }
        return new Entry(type, shape, offsets[0], offsets[1]);
    }

    private static int[] shape(String source, String name, long[] sides) throws BadModelFile {
        if (sides.length > MAX_RANK) {
            throw bad(source, name, "has " + sides.length + " dimensions; at most " + MAX_RANK + " are read");
        }
        long elements = 1;
        int[] shape = new int[sides.length];
        for (int i = 0; i < sides.length; i++) {
            if (sides[i] > Integer.MAX_VALUE || elements * sides[i] > Integer.MAX_VALUE) {
                throw bad(source, name, "has too many elements");
            }
            elements *= sides[i];
            shape[i] = (int) sides[i];
        }
        return shape;
    }

    private static long[] longs(String source, String name, String key, JsonElement json) throws BadModelFile {
        if (!json.isJsonArray()) {
            throw bad(source, name, key + " must be a list of whole numbers");
        }
        JsonArray array = json.getAsJsonArray();
        long[] numbers = new long[array.size()];
        for (int i = 0; i < numbers.length; i++) {
            JsonElement element = array.get(i);
            boolean whole =
                    element.isJsonPrimitive() && element.getAsJsonPrimitive().isNumber();
            BigDecimal number = whole ? element.getAsBigDecimal() : BigDecimal.valueOf(-1);
            if (number.signum() < 0 || number.precision() - number.scale() > 18 || number.scale() > 0) {
                throw bad(source, name, key + " must hold whole numbers from 0 on, got " + element);
            }
            numbers[i] = number.longValueExact();
        }
        return numbers;
    }

    private void checkCover(String source, long dataSize) throws BadModelFile {
        List<Map.Entry<String, Entry>> byPlace = new ArrayList<>(entries.entrySet());
        byPlace.sort(Comparator.comparingLong(
                        (Map.Entry<String, Entry> e) -> e.getValue().begin())
                .thenComparingLong(e -> e.getValue().end()));
        long covered = 0;
        for (Map.Entry<String, Entry> next : byPlace) {
            Entry entry = next.getValue();
            if (entry.end() > dataSize) {
                throw bad(
                        source,
                        next.getKey(),
                        "ends at byte " + entry.end() + " of the data, but there are only " + dataSize
                                + " (the file is truncated)");
            }
            if (entry.begin() < covered) {
                throw bad(source, next.getKey(), "overlaps another tensor at byte " + entry.begin() + " of the data");
            }
            if (entry.begin() > covered) {
                throw bad(source, next.getKey(), "leaves a hole before byte " + entry.begin() + " of the data");
            }
            covered = entry.end();
        }
        if (covered != dataSize) {
            throw new BadModelFile(source + " has " + (dataSize - covered) + " bytes after its last tensor.", AGAIN);
        }
    }

    /// Reads an array's numbers as float32.
    float[] values(SeekableByteChannel channel, Entry entry) throws IOException {
        int bytes = entry.type().bytes();
        int count = (int) ((entry.end() - entry.begin()) / bytes);
        float[] values = new float[count];
        ByteBuffer chunk = ByteBuffer.allocateDirect(Math.max(bytes, (int) Math.min(CHUNK, (long) count * bytes)))
                .order(ByteOrder.LITTLE_ENDIAN);
        int perChunk = chunk.capacity() / bytes;
        for (int done = 0; done < count; done += perChunk) {
            int now = Math.min(perChunk, count - done);
            chunk.clear().limit(now * bytes);
            readFully(channel, dataStart + entry.begin() + (long) done * bytes, chunk);
            entry.type().decode(chunk, values, done, now);
        }
        return values;
    }

    private static void readFully(SeekableByteChannel channel, long position, ByteBuffer target) throws IOException {
        channel.position(position);
        while (target.hasRemaining()) {
            if (channel.read(target) < 0) {
                throw new EOFException("the file ends at byte " + channel.position());
            }
        }
    }

    private static BadModelFile bad(String source, String name, String rule) {
        return new BadModelFile("In " + source + ", '" + name + "' " + rule + ".", AGAIN);
    }
}
