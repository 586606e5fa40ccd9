package studio.latent.engine.io;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import studio.latent.engine.tensor.HostTensor;

/// What identifies a model's weights, whatever file they are in.
public final class ContentHash {
    private static final int CHUNK = 1 << 16;

    private ContentHash() {}

    /// SHA-256 over the arrays in the order of their names, as 64 hex digits. Of each array come: the length of its
    /// name in UTF-8 and the name, its number of sides and the sides, its numbers' bits; everything little-endian,
    /// in 4 bytes a number.
    public static String of(Map<String, HostTensor> tensors) {
        MessageDigest digest = sha256();
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
        new TreeMap<>(tensors).forEach((name, tensor) -> {
            byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
            digest.update(ints(utf8.length));
            digest.update(utf8);
            digest.update(ints(tensor.shape().length));
            digest.update(ints(tensor.shape()));
            add(digest, chunk, tensor.values());
        });
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void add(MessageDigest digest, ByteBuffer chunk, float[] values) {
        int perChunk = CHUNK / Float.BYTES;
        for (int done = 0; done < values.length; done += perChunk) {
            int now = Math.min(perChunk, values.length - done);
            chunk.clear();
            chunk.asFloatBuffer().put(values, done, now);
            digest.update(chunk.limit(now * Float.BYTES));
        }
    }

    private static byte[] ints(int... numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asIntBuffer().put(numbers);
        return bytes.array();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
