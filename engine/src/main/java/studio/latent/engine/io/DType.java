package studio.latent.engine.io;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/// The number formats that weight files hold and that are read as float32.
///
/// F64 and I64 are rounded to the nearest float32. BF16 is the upper half of a float32, F16 is IEEE 754 binary16.
enum DType {
    F64("F64", 8, "DoubleStorage"),
    F32("F32", 4, "FloatStorage"),
    F16("F16", 2, "HalfStorage"),
    BF16("BF16", 2, "BFloat16Storage"),
    I64("I64", 8, "LongStorage"),
    I32("I32", 4, "IntStorage"),
    U8("U8", 1, "ByteStorage");

    private final String code;
    private final int bytes;
    private final String storage;

    DType(String code, int bytes, String storage) {
        this.code = code;
        this.bytes = bytes;
        this.storage = storage;
    }

    /// Name in a safetensors header.
    String code() {
        return code;
    }

    /// Bytes of one number.
    int bytes() {
        return bytes;
    }

    static Optional<DType> ofCode(String code) {
        return Arrays.stream(values()).filter(type -> type.code.equals(code)).findFirst();
    }

    /// By the class name of a PyTorch storage; truth values are stored as bytes.
    static Optional<DType> ofStorage(String className) {
        String stored = className.equals("BoolStorage") ? "ByteStorage" : className;
        return Arrays.stream(values())
                .filter(type -> type.storage.equals(stored))
                .findFirst();
    }

    static String codes() {
        return String.join(", ", Arrays.stream(values()).map(DType::code).toList());
    }

    /// The number at byte `index` of a little-endian buffer.
    float at(ByteBuffer buffer, int index) {
        return switch (this) {
            case F64 -> (float) buffer.getDouble(index);
            case F32 -> buffer.getFloat(index);
            case F16 -> Float.float16ToFloat(buffer.getShort(index));
            case BF16 -> Float.intBitsToFloat(buffer.getShort(index) << 16);
            case I64 -> (float) buffer.getLong(index);
            case I32 -> (float) buffer.getInt(index);
            case U8 -> buffer.get(index) & 0xFF;
        };
    }

    /// Decodes `count` numbers from the start of a little-endian buffer into `target` from `offset` on.
    void decode(ByteBuffer buffer, float[] target, int offset, int count) {
        if (this == F32) {
            buffer.slice(0, count * bytes).order(buffer.order()).asFloatBuffer().get(target, offset, count);
            return;
        }
        for (int i = 0; i < count; i++) {
            target[offset + i] = at(buffer, i * bytes);
        }
    }
}
