package studio.latent.engine.model;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import studio.latent.engine.nn.ParameterTable;
import studio.latent.engine.tensor.HostTensor;

/// Weights and inputs by a formula, which the makers of the golden numbers use as well: no file has to hold them.
public final class GoldenWeights {
    private GoldenWeights() {}

    /// Weights of these names and shapes: waves, small for vectors, of about the usual scale for matrices and
    /// kernels, and around 1 for the factors of norms.
    public static Map<String, HostTensor> of(Map<String, List<Integer>> shapes) {
        Map<String, HostTensor> weights = new LinkedHashMap<>();
        int i = 0;
        for (Map.Entry<String, List<Integer>> entry : new TreeMap<>(shapes).entrySet()) {
            int[] shape = entry.getValue().stream().mapToInt(Integer::intValue).toArray();
            boolean vector = shape.length == 1;
            double scale = vector ? 0.1 : 1.5 / Math.sqrt((double) HostTensor.sizeOf(shape) / shape[0]);
            HostTensor weight = wave(i++, scale, shape);
            if (vector && entry.getKey().contains("norm") && entry.getKey().endsWith("weight")) {
                for (int k = 0; k < weight.size(); k++) {
                    weight.values()[k] += 1;
                }
            }
            weights.put(entry.getKey(), weight);
        }
        return weights;
    }

    /// scale · sin(0.37·i + phase) for the i-th number.
    public static HostTensor wave(double phase, double scale, int... shape) {
        HostTensor tensor = HostTensor.zeros(shape);
        for (int i = 0; i < tensor.size(); i++) {
            tensor.values()[i] = (float) (Math.sin(i * 0.37 + phase) * scale);
        }
        return tensor;
    }

    /// Names and shapes of a network's entries.
    public static Map<String, List<Integer>> shapes(List<ParameterTable.Entry> entries) {
        Map<String, List<Integer>> shapes = new TreeMap<>();
        entries.forEach(entry ->
                shapes.put(entry.name(), Arrays.stream(entry.shape()).boxed().toList()));
        return shapes;
    }

    /// Names and shapes as a golden file has them: name → sides.
    public static Map<String, List<Integer>> shapes(JsonObject weights) {
        Map<String, List<Integer>> shapes = new TreeMap<>();
        weights.entrySet()
                .forEach(entry -> shapes.put(
                        entry.getKey(),
                        entry.getValue().getAsJsonArray().asList().stream()
                                .map(JsonElement::getAsInt)
                                .toList()));
        return shapes;
    }

    /// A golden file's numbers in a row.
    public static HostTensor numbers(JsonArray array) {
        HostTensor tensor = HostTensor.zeros(array.size());
        for (int i = 0; i < array.size(); i++) {
            tensor.values()[i] = array.get(i).getAsFloat();
        }
        return tensor;
    }
}
