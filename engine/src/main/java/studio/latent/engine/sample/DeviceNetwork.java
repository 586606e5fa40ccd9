package studio.latent.engine.sample;

import studio.latent.engine.error.OutOfDeviceMemory;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.tensor.HostTensor;
import studio.latent.engine.tensor.Scope;
import studio.latent.engine.tensor.Tensor;

/// A network on a device as samplers need it: values go up, values come down, and no array is left behind.
///
/// Used on the lane that owns the network's weights.
///
/// @param together most images of one call. 1 keeps an image independent of its batch bit for bit, because a
/// network's last bits can depend on the size of the batch.
public record DeviceNetwork(ComputeDevice device, int together, Call call) implements Denoiser.Network {
    /// One call of the network.
    @FunctionalInterface
    public interface Call {
        /// The output in a scope that is closed afterwards.
        ///
        /// **Shapes** `input: [n, …]` float32 on the device; the output has the same shape.
        ///
        /// @param first place of the first of these images in the batch, for conditions that differ by image
        Tensor output(Scope step, Tensor input, int first, double time) throws OutOfDeviceMemory;
    }

    public DeviceNetwork {
        if (together < 1) {
            throw new IllegalArgumentException("together must be at least 1, got " + together);
        }
    }

    @Override
    public Samples output(Samples input, double time) throws OutOfDeviceMemory {
        double[] values = new double[input.values().length];
        for (int first = 0; first < input.count(); first += together) {
            int count = Math.min(together, input.count() - first);
            try (Scope step = new Scope()) {
                Tensor x = Tensor.of(step, device, input.toFloats(first, count));
                HostTensor output = call.output(step, x, first, time).toHost();
                if (output.size() != count * input.size()) {
                    throw new IllegalStateException("the network answered " + output + " to " + count + " of " + input);
                }
                for (int i = 0; i < output.size(); i++) {
                    values[first * input.size() + i] = output.values()[i];
                }
            }
        }
        return new Samples(input.shape(), values);
    }
}
