package studio.latent.engine.metric.feature;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import studio.latent.engine.nn.Init;
import studio.latent.engine.nn.ParameterTable;
import studio.latent.engine.tensor.HostTensor;

/// Random weights of the FID's network under its own names: the golden numbers were computed with the same.
///
/// Kernels keep the size of what passes through them; normalisations are near the identity, but none is it.
final class FidWeights {
    static final long SEED = 11;

    private FidWeights() {}

    static Map<String, HostTensor> random() {
        Map<String, HostTensor> weights = new LinkedHashMap<>();
        ParameterTable table = InceptionOnLane.program(EnumSet.complementOf(EnumSet.of(InceptionTap.MIXED_5)))
                .parameters();
        for (ParameterTable.Entry entry : table.trained()) {
            int[] shape = entry.shape();
            if (shape.length == 1) {
                continue; // made from the normalisation when it is folded in
            }
            double fanIn = HostTensor.sizeOf(shape) / (double) shape[0];
            if (shape.length == 2) {
                weights.put(entry.name(), uniform(entry.name(), 0, 1 / Math.sqrt(fanIn), shape));
                weights.put("fc.bias", uniform("fc.bias", 0, 0.1, shape[0]));
                continue;
            }
            String layer = entry.name().substring(0, entry.name().length() - ".weight".length());
            BatchNormFolding.Source names = BatchNormFolding.torchvision().of(layer, 0);
            weights.put(names.kernel(), uniform(names.kernel(), 0, Math.sqrt(6 / fanIn), shape));
            String scale = Objects.requireNonNull(names.scale());
            weights.put(scale, uniform(scale, 1, 0.2, shape[0]));
            weights.put(names.shift(), uniform(names.shift(), 0, 0.1, shape[0]));
            weights.put(names.mean(), uniform(names.mean(), 0, 0.1, shape[0]));
            weights.put(names.variance(), uniform(names.variance(), 1, 0.5, shape[0]));
        }
        return weights;
    }

    private static HostTensor uniform(String name, double centre, double bound, int... shape) {
        HostTensor drawn = new Init.Uniform(bound).draw(SEED, name, shape);
        float[] values = drawn.values();
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (centre + values[i]);
        }
        return new HostTensor(shape, values);
    }
}
