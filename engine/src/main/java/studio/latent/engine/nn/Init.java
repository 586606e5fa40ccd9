package studio.latent.engine.nn;

import studio.latent.engine.tensor.HostTensor;
import studio.latent.engine.tensor.Noise;

/// How a weight starts.
public sealed interface Init {
    /// U(−b, b) with b = gain · √(3 / fanIn).
    ///
    /// PyTorch's default for linear and convolution layers is gain = 1/√3 for weights and biases alike, so b =
    /// 1/√fanIn (`kaiming_uniform_` with a = √5).
    record Uniform(double bound) implements Init {}

    record Normal(double deviation) implements Init {}

    record Constant(float value) implements Init {}

    /// PyTorch's default for a layer with this many inputs a unit.
    static Init torchDefault(int fanIn) {
        return new Uniform(1 / Math.sqrt(fanIn));
    }

    /// The starting values of the weight `name`: the same for a seed, whatever the order of creation.
    default HostTensor draw(long seed, String name, int... shape) {
        HostTensor tensor = HostTensor.zeros(shape);
        float[] values = tensor.values();
        long first = (long) name.hashCode() << 31;
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (this) {
                case Uniform(double bound) ->
                    (float) (bound * (2 * Noise.uniform(seed, Noise.Stream.INITIAL_WEIGHTS, first + i) - 1));
                case Normal(double deviation) ->
                    (float) (deviation * Noise.normal(seed, Noise.Stream.INITIAL_WEIGHTS, first + i));
                case Constant(float value) -> value;
            };
        }
        return tensor;
    }
}
