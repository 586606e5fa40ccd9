package studio.latent.engine.metric.feature;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.tensor.Scope;
import studio.latent.engine.tensor.Tensor;

/// The matrices that resize images of the shape in hand, and the buffer that their pixels are copied through.
final class ResizeMatrices implements AutoCloseable {
    private final ComputeDevice device;
    private final ResizeMode mode;
    private final int target;
    private ByteBuffer buffer = ByteBuffer.allocateDirect(0);
    private @Nullable Prepared prepared;

    private record Prepared(ImageShape shape, Scope scope, Tensor rows, Tensor columns) {}

    ResizeMatrices(ComputeDevice device, ResizeMode mode, int target) {
        this.device = device;
        this.mode = mode;
        this.target = target;
    }

    /// Makes the matrices for images of this shape, unless they are those in hand.
    void prepare(ImageShape shape) {
        if (prepared != null && prepared.shape.equals(shape)) {
            return;
        }
        close();
        Scope scope = new Scope();
        Tensor rows = Tensor.of(scope, device, mode.matrix(shape.height(), target));
        Tensor columns = Tensor.of(scope, device, mode.matrix(shape.width(), target));
        prepared = new Prepared(shape, scope, rows, columns);
    }

    /// **Shapes** `[target, height]`
    Tensor rows() {
        return inHand().rows;
    }

    /// **Shapes** `[target, width]`
    Tensor columns() {
        return inHand().columns;
    }

    private Prepared inHand() {
        if (prepared == null) {
            throw new IllegalStateException("no shape was prepared");
        }
        return prepared;
    }

    /// An empty buffer of at least this size; its content is free again once the next one is asked for.
    ByteBuffer pixels(int bytes) {
        if (buffer.capacity() < bytes) {
            buffer = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
        }
        return buffer.clear();
    }

    @Override
    public void close() {
        if (prepared != null) {
            prepared.scope.close();
            prepared = null;
        }
    }
}
