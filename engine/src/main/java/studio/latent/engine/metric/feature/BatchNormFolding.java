package studio.latent.engine.metric.feature;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.error.IncompatibleModel;
import studio.latent.engine.nn.ParameterTable;
import studio.latent.engine.tensor.HostTensor;

/// Writes batch normalisation in use into the convolution before it: w·γ/√(σ² + ε) and β − μ·γ/√(σ² + ε), in
/// float64.
///
/// @param fileName what messages call the file
/// @param networkName what the file should hold
record BatchNormFolding(String fileName, String networkName, Names names) {
    private static final double EPSILON = 1e-3;

    /// The arrays of one convolution and its normalisation in the file; `scale` is null where there is none.
    record Source(String kernel, @Nullable String scale, String shift, String mean, String variance) {}

    /// Where the file keeps a convolution of the table; `number` counts them from 1.
    @FunctionalInterface
    interface Names {
        Source of(String convolution, int number);
    }

    /// The weights that `table` asks for: convolutions (4 sides) folded, everything else as it is.
    ///
    /// **Errors** [IncompatibleModel] names the first array that is missing, has another shape, or holds a
    /// number that is not finite.
    Map<String, HostTensor> fold(ParameterTable table, Map<String, HostTensor> weights) throws IncompatibleModel {
        Map<String, HostTensor> folded = new LinkedHashMap<>();
        int number = 0;
        for (ParameterTable.Entry entry : table.trained()) {
            if (entry.shape().length == 4) {
                number++;
                String layer = entry.name().substring(0, entry.name().length() - ".weight".length());
                fold(layer, names.of(layer, number), entry.shape(), weights, folded);
            } else if (!folded.containsKey(entry.name())) {
                folded.put(entry.name(), require(weights, entry.name(), entry.shape()));
            }
        }
        return folded;
    }

    private void fold(
            String layer, Source source, int[] shape, Map<String, HostTensor> weights, Map<String, HostTensor> folded)
            throws IncompatibleModel {
        int out = shape[0];
        float[] kernel = require(weights, source.kernel(), shape).values();
        float[] shift = require(weights, source.shift(), out).values();
        float[] mean = require(weights, source.mean(), out).values();
        float[] variance = require(weights, source.variance(), out).values();
        float[] scale = source.scale() == null
                ? ones(out)
                : require(weights, source.scale(), out).values();
        float[] values = new float[kernel.length];
        float[] bias = new float[out];
        int each = kernel.length / out;
        for (int o = 0; o < out; o++) {
            if (variance[o] < 0) {
                throw wrong("'" + source.variance() + "' holds the negative variance " + variance[o]);
            }
            double factor = scale[o] / Math.sqrt(variance[o] + EPSILON);
            bias[o] = (float) (shift[o] - mean[o] * factor);
            for (int i = o * each; i < (o + 1) * each; i++) {
                values[i] = (float) (kernel[i] * factor);
            }
        }
        folded.put(layer + ".weight", new HostTensor(shape, values));
        folded.put(layer + ".bias", new HostTensor(new int[] {out}, bias));
    }

    private HostTensor require(Map<String, HostTensor> weights, String name, int... shape) throws IncompatibleModel {
        HostTensor tensor = weights.get(name);
        if (tensor == null) {
            throw wrong("'" + name + "' is missing");
        }
        if (!Arrays.equals(tensor.shape(), shape)) {
            throw wrong("'" + name + "' has the shape " + sides(tensor.shape()) + " instead of " + sides(shape));
        }
        for (float value : tensor.values()) {
            if (!Float.isFinite(value)) {
                throw wrong("'" + name + "' holds the number " + value);
            }
        }
        return tensor;
    }

    private IncompatibleModel wrong(String what) {
        return new IncompatibleModel(
                fileName + " does not hold the weights of " + networkName + ": " + what + ".",
                "Choose the file of " + networkName + ", or copy it again if it is that one.");
    }

    private static String sides(int... shape) {
        return String.join("×", Arrays.stream(shape).mapToObj(Integer::toString).toList());
    }

    private static float[] ones(int count) {
        float[] ones = new float[count];
        Arrays.fill(ones, 1);
        return ones;
    }

    /// Torchvision's names.
    static Names torchvision() {
        return (layer, number) -> new Source(
                layer + ".conv.weight",
                layer + ".bn.weight",
                layer + ".bn.bias",
                layer + ".bn.running_mean",
                layer + ".bn.running_var");
    }

    /// Keras' names: layers are numbered, the normalisation has no scale.
    static Names keras() {
        return (layer, number) -> {
            String norm = "batch_normalization_" + number;
            return new Source(
                    "conv2d_" + number + ".weight",
                    null,
                    norm + ".beta",
                    norm + ".moving_mean",
                    norm + ".moving_variance");
        };
    }
}
