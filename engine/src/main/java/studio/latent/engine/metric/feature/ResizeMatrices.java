package studio.latent.engine.metric.feature;

import org.jspecify.annotations.Nullable;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.tensor.Scope;
import studio.latent.engine.tensor.Tensor;

/// The matrices that resize images of the shape in hand.
final class ResizeMatrices implements AutoCloseable {
    private final ComputeDevice device;
    private final ResizeMode mode;
    private final int target;
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

    @Override
    public void close() {
        if (prepared != null) {
            prepared.scope.close();
            prepared = null;
        }
    }
}
