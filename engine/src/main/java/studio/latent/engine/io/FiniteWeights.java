package studio.latent.engine.io;

import java.util.Map;
import studio.latent.engine.error.BadModelFile;
import studio.latent.engine.tensor.HostTensor;

/// The check that a model's weights are numbers: with a single one that is none, every image is black or noise, and
/// nothing says why.
public final class FiniteWeights {
    private FiniteWeights() {}

    /// **Errors** [BadModelFile] for weights that are not finite, with the first array that has one.
    ///
    /// @param source what messages call the model
    public static void require(String source, Map<String, HostTensor> weights) throws BadModelFile {
        for (Map.Entry<String, HostTensor> entry : weights.entrySet()) {
            float[] values = entry.getValue().values();
            float zero = 0;
            for (float value : values) {
                zero += value * 0; // 0 as long as all are finite: one pass without a branch
            }
            if (zero != 0 || Float.isNaN(zero)) {
                throw spoilt(source, entry.getKey(), values);
            }
        }
    }

    private static BadModelFile spoilt(String source, String name, float... values) {
        int first = 0;
        while (Float.isFinite(values[first])) {
            first++;
        }
        return new BadModelFile(
                "The weights of " + source + " are spoilt: '" + name + "' has " + values[first] + " at place " + first
                        + ".",
                "Open an earlier checkpoint of its training, or copy or download the model again.");
    }
}
