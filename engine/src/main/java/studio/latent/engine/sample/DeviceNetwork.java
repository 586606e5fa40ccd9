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
/// @param shown how many samples the network is shown for each that it puts out: 2 for one that sees its last
/// estimate
public record DeviceNetwork(ComputeDevice device, int together, int shown, Call call) implements Denoiser.Network {
    /// One call of the network.
    @FunctionalInterface
    public interface Call {
        /// The output in a scope that is closed afterwards.
        ///
        /// **Shapes** `input: [n, …]` float32 on the device; the output is a sample for each.
        ///
        /// @param first place of the first of these images in the batch, for conditions that differ by image
        Tensor output(Scope step, Tensor input, int first, double time) throws OutOfDeviceMemory;
    }

    public DeviceNetwork {
        if (together < 1) {
            throw new IllegalArgumentException("together must be at least 1, got " + together);
        }
        if (shown < 1) {
            throw new IllegalArgumentException("shown must be at least 1, got " + shown);
        }
    }

    /// A network that is shown what it shall denoise and nothing else.
    public DeviceNetwork(ComputeDevice device, int together, Call call) {
        this(device, together, 1, call);
    }

    @Override
    public Samples output(Samples input, double time) throws OutOfDeviceMemory {
        int[] shape = input.shape().clone();
        shape[1] /= shown;
        int size = input.size() / shown;
        double[] values = new double[input.count() * size];
        for (int first = 0; first < input.count(); first += together) {
            int count = Math.min(together, input.count() - first);
            try (Scope step = new Scope()) {
                Tensor x = Tensor.of(step, device, input.toFloats(first, count));
                HostTensor output = call.output(step, x, first, time).toHost();
                if (output.size() != count * size) {
                    throw new IllegalStateException("the network answered " + output + " to " + count + " of " + input);
                }
                for (int i = 0; i < output.size(); i++) {
                    values[first * size + i] = output.values()[i];
                }
            }
        }
        return new Samples(shape, values);
    }
}
