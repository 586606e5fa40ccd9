package studio.latent.engine.metric.feature;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.tensor.Scope;
import studio.latent.engine.tensor.Tensor;

/// The buffer through which images come to the device, some at a time.
final class PixelBlock {
    private final ComputeDevice device;
    private ByteBuffer buffer = ByteBuffer.allocateDirect(0);

    PixelBlock(ComputeDevice device) {
        this.device = device;
    }

    /// `size` images from `first` on, which have one shape; the tensor is valid until the next call.
    ///
    /// **Shapes** `[size, C, H, W]`, bytes or floats as the images have. **Units** 0 to 255.
    Tensor of(Scope scope, FeatureImages images, int first, int size) {
        ImageShape shape = images.shape(first);
        int bytes = size * shape.size() * images.samples().bytes();
        if (buffer.capacity() < bytes) {
            buffer = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
        }
        buffer.clear();
        for (int i = first; i < first + size; i++) {
            images.copy(i, buffer);
        }
        int[] whole = {size, shape.channels(), shape.height(), shape.width()};
        return switch (images.samples()) {
            case BYTES -> Tensor.wrapBytes(scope, device, buffer, whole);
            case FLOATS -> Tensor.wrapFloats(scope, device, buffer, whole);
        };
    }
}
