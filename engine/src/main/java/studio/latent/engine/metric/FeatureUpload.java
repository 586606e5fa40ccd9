package studio.latent.engine.metric;

import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import studio.latent.engine.error.OutOfDeviceMemory;
import studio.latent.engine.tensor.Argument;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.tensor.Scope;
import studio.latent.engine.tensor.Script;
import studio.latent.engine.tensor.Tensor;

/// Brings rows of features to a device through one small buffer.
///
/// A tensor made here reads the buffer until it is closed, so only one of them lives at a time. Opened, used
/// and closed on one lane.
final class FeatureUpload implements AutoCloseable {
    /// Numbers in one block: 16 MiB, small beside the features and large enough for the arithmetic.
    private static final int BLOCK = 1 << 22;

    private static final String METHODS = """
              def room(self: __torch__.M, x: Tensor, n: int) -> Tensor:
                return torch.new_empty(x, [n, torch.size(x, 1)])
              def put(self: __torch__.M, all: Tensor, first: int, x: Tensor) -> Tensor:
                return torch.copy_(torch.narrow(all, 0, first, torch.size(x, 0)), x)
            """;

    private final ComputeDevice device;
    private final int dimension;
    private final int rows;

    /// Frees the buffer when it is closed instead of some time later: hundreds of uploads must not pile up.
    private final Arena arena = Arena.ofConfined();

    private final ByteBuffer buffer;
    private final Scope scope = new Scope();
    private final Script script;

    FeatureUpload(ComputeDevice device, int dimension, int mostRows) {
        this.device = device;
        this.dimension = dimension;
        this.rows = Math.max(1, Math.min(mostRows, BLOCK / dimension));
        this.buffer = arena.allocate((long) rows * dimension * Float.BYTES, Float.BYTES)
                .asByteBuffer()
                .order(ByteOrder.nativeOrder());
        this.script = Script.compile(scope, device, Script.Mode.INFERENCE, METHODS);
    }

    /// A whole matrix on the device, in memory of its own.
    static Tensor all(Scope scope, ComputeDevice device, FeatureMatrix features) throws OutOfDeviceMemory {
        try (FeatureUpload upload = new FeatureUpload(device, features.dimension(), features.count())) {
            Tensor whole = upload.room(scope, features, features.count());
            for (int first = 0; first < features.count(); first += upload.rows) {
                try (Scope step = new Scope()) {
                    int length = Math.min(upload.rows, features.count() - first);
                    upload.put(step, whole, first, upload.block(step, features, first, length));
                }
            }
            return whole;
        }
    }

    /// The rows of these indices on the device, in memory of their own.
    Tensor gather(Scope target, FeatureMatrix features, int[] indices) throws OutOfDeviceMemory {
        Tensor whole = room(target, features, indices.length);
        for (int first = 0; first < indices.length; first += rows) {
            try (Scope step = new Scope()) {
                int length = Math.min(rows, indices.length - first);
                put(step, whole, first, block(step, features, indices, first, length));
            }
        }
        return whole;
    }

    private Tensor room(Scope target, FeatureMatrix features, int count) throws OutOfDeviceMemory {
        try (Scope step = new Scope()) {
            return script.call(target, "room", block(step, features, 0, 0), Argument.of((long) count));
        }
    }

    private void put(Scope step, Tensor whole, int first, Tensor block) throws OutOfDeviceMemory {
        script.call(step, "put", whole, Argument.of((long) first), block);
    }

    /// Most rows of one block.
    int rows() {
        return rows;
    }

    /// float32 `[length][dimension]`: rows from `first` on.
    Tensor block(Scope step, FeatureMatrix features, int first, int length) {
        features.requireDimension(dimension);
        features.copyTo(buffer.asFloatBuffer(), first, length);
        return Tensor.wrapFloats(step, device, buffer, length, dimension);
    }

    /// float32 `[length][dimension]`: the rows of `indices[first … first + length − 1]`.
    Tensor block(Scope step, FeatureMatrix features, int[] indices, int first, int length) {
        features.requireDimension(dimension);
        FloatBuffer target = buffer.asFloatBuffer();
        for (int i = first; i < first + length; i++) {
            features.copyTo(target, indices[i], 1);
        }
        return Tensor.wrapFloats(step, device, buffer, length, dimension);
    }

    @Override
    public void close() {
        scope.close();
        arena.close();
    }
}
