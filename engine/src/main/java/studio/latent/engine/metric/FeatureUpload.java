package studio.latent.engine.metric;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.stream.IntStream;
import studio.latent.engine.error.OutOfDeviceMemory;
import studio.latent.engine.tensor.Argument;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.tensor.Scope;
import studio.latent.engine.tensor.Script;
import studio.latent.engine.tensor.Tensor;

/// Brings rows of features to a device through one small buffer.
///
/// A tensor made here reads the buffer until it is closed, so only one of them lives at a time. Used on one lane.
final class FeatureUpload {
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
    private final ByteBuffer buffer;

    FeatureUpload(ComputeDevice device, int dimension, int mostRows) {
        this.device = device;
        this.dimension = dimension;
        this.rows = Math.max(1, Math.min(mostRows, BLOCK / dimension));
        this.buffer = ByteBuffer.allocateDirect(Math.multiplyExact(rows * dimension, Float.BYTES))
                .order(ByteOrder.nativeOrder());
    }

    /// Most rows of one block.
    int rows() {
        return rows;
    }

    /// float32 `[length][dimension]`: rows from `first` on.
    Tensor block(Scope scope, FeatureMatrix features, int first, int length) {
        features.requireDimension(dimension);
        features.copyTo(buffer.asFloatBuffer(), first, length);
        return Tensor.wrapFloats(scope, device, buffer, length, dimension);
    }

    /// float32 `[length][dimension]`: the rows of `indices[first … first + length − 1]`.
    Tensor block(Scope scope, FeatureMatrix features, int[] indices, int first, int length) {
        features.requireDimension(dimension);
        var target = buffer.asFloatBuffer();
        IntStream.range(first, first + length).forEach(i -> features.copyTo(target, indices[i], 1));
        return Tensor.wrapFloats(scope, device, buffer, length, dimension);
    }

    /// A whole matrix on the device, in memory of its own.
    static Tensor all(Scope scope, ComputeDevice device, FeatureMatrix features) throws OutOfDeviceMemory {
        FeatureUpload upload = new FeatureUpload(device, features.dimension(), Math.max(1, features.count()));
        Script script = Script.compile(scope, device, Script.Mode.INFERENCE, METHODS);
        Tensor whole;
        try (Scope step = new Scope()) {
            whole = script.call(
                    scope, "room", upload.block(step, features, 0, 0), Argument.of((long) features.count()));
        }
        for (int first = 0; first < features.count(); first += upload.rows) {
            try (Scope step = new Scope()) {
                int length = Math.min(upload.rows, features.count() - first);
                Tensor block = upload.block(step, features, first, length);
                script.call(step, "put", whole, Argument.of((long) first), block);
            }
        }
        return whole;
    }
}
