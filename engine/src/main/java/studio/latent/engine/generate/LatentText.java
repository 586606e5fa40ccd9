package studio.latent.engine.generate;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import studio.latent.engine.model.Latent;

/// A latent as the Base64 of its numbers' bits (little-endian float32), so that every bit survives.
final class LatentText {
    private LatentText() {}

    static String of(Latent latent) {
        ByteBuffer bytes = ByteBuffer.allocate(latent.dimension() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(latent.values());
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    /// **Errors** [IllegalArgumentException] for a text that is none; its message goes on after "the latent".
    static Latent latent(String text) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("is no Base64", e);
        }
        if (bytes.length == 0 || bytes.length % Float.BYTES != 0) {
            throw new IllegalArgumentException("has " + bytes.length + " bytes, no multiple of 4");
        }
        float[] values = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw new IllegalArgumentException("is not finite");
            }
        }
        return new Latent(values);
    }
}
