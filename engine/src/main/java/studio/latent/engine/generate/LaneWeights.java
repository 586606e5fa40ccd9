package studio.latent.engine.generate;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import studio.latent.engine.error.IncompatibleModel;
import studio.latent.engine.nn.ParameterTable;
import studio.latent.engine.nn.Program;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.tensor.HostTensor;
import studio.latent.engine.tensor.Scope;
import studio.latent.engine.tensor.Tensor;
import studio.latent.engine.tensor.TensorList;

/// Weights copied to the calling lane in the order in which a program takes them.
final class LaneWeights {
    private LaneWeights() {}

    /// **Errors** [IncompatibleModel] when `values` lacks an array of the program or has one of another shape.
    static void requireFit(Program program, Map<String, HostTensor> values) throws IncompatibleModel {
        List<String> mismatches = program.parameters().mismatches(values);
        if (!mismatches.isEmpty()) {
            throw new IncompatibleModel(
                    "The weights do not fit the model: " + mismatches.getFirst()
                            + (mismatches.size() > 1 ? " (and " + (mismatches.size() - 1) + " more)." : "."),
                    "Use the weights file that belongs to this model.json, or import the model again.");
        }
    }

    /// @param values has an array for every entry; others are left where they are
    static TensorList list(
            Scope scope, ComputeDevice device, List<ParameterTable.Entry> entries, Map<String, HostTensor> values) {
        return new TensorList(
                scope,
                entries.stream()
                        .map(entry -> Tensor.of(scope, device, Objects.requireNonNull(values.get(entry.name()))))
                        .toList());
    }
}
