package studio.latent.engine.io;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import studio.latent.engine.error.BadModelFile;
import studio.latent.engine.tensor.HostTensor;

/// A PyTorch tensor as a pickle describes it: a view of a storage, whose numbers are in an entry of their own.
///
/// @param offset where the view begins, in numbers
/// @param stride how many numbers lie between neighbours, one for each side
record TorchTensor(Storage storage, long offset, int[] shape, long[] stride) {
    private static final String AGAIN = "Copy or download the file again, or save it again from PyTorch.";
    private static final int MAX_RANK = 16;

    /// @param key name of the entry below `data/`
    /// @param count numbers in it
    record Storage(DType type, String key, long count) {}

    /// Checks what a pickle says: the view must lie inside its storage and not be larger than it.
    ///
    /// **Errors** [BadModelFile].
    static TorchTensor of(String source, Storage storage, long offset, List<?> size, List<?> stride)
            throws BadModelFile {
        if (size.size() != stride.size() || size.size() > MAX_RANK) {
            throw bad(source, storage, "has " + size.size() + " sides and " + stride.size() + " strides");
        }
        int[] shape = new int[size.size()];
        long[] steps = new long[shape.length];
        long elements = 1;
        long last = offset;
        boolean sound = offset >= 0;
        for (int i = 0; i < shape.length && sound; i++) {
            sound = size.get(i) instanceof Long side
                    && stride.get(i) instanceof Long step
                    && side >= 0
                    && side <= Integer.MAX_VALUE
                    && step >= 0
                    && step <= Integer.MAX_VALUE;
            if (sound) {
                shape[i] = ((Long) size.get(i)).intValue();
                steps[i] = (Long) stride.get(i);
                elements *= shape[i];
                last += (shape[i] - 1L) * steps[i];
            }
            sound = sound && last >= 0 && elements <= Integer.MAX_VALUE;
        }
        if (!sound || elements > storage.count() || (elements > 0 && last >= storage.count())) {
            throw bad(source, storage, "does not lie inside its " + storage.count() + " numbers");
        }
        return new TorchTensor(storage, offset, shape, steps);
    }

    int size() {
        return HostTensor.sizeOf(shape);
    }

    /// The numbers in row-major order, from the bytes of the storage.
    HostTensor read(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        float[] values = new float[size()];
        int[] index = new int[shape.length];
        long place = offset;
        for (int i = 0; i < values.length; i++) {
            values[i] = storage.type()
                    .at(buffer, Math.toIntExact(place * storage.type().bytes()));
            for (int side = shape.length - 1; side >= 0; side--) {
                place += stride[side];
                if (++index[side] < shape[side]) {
                    break;
                }
                place -= stride[side] * shape[side];
                index[side] = 0;
            }
        }
        return new HostTensor(shape, values);
    }

    private static BadModelFile bad(String source, Storage storage, String what) {
        return new BadModelFile("In " + source + ", a tensor of storage " + storage.key() + " " + what + ".", AGAIN);
    }
}
