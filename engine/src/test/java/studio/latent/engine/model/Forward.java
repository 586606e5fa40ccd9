package studio.latent.engine.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import studio.latent.engine.nn.Graph;
import studio.latent.engine.nn.ParameterTable;
import studio.latent.engine.nn.Program;
import studio.latent.engine.nn.Value;
import studio.latent.engine.tensor.Argument;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.tensor.HostTensor;
import studio.latent.engine.tensor.Lane;
import studio.latent.engine.tensor.OnLane;
import studio.latent.engine.tensor.Script;
import studio.latent.engine.tensor.Tensor;
import studio.latent.engine.tensor.TensorList;

/// Single passes through the networks of a model, for comparisons with those of others.
///
/// @param weights by name, of everything that the passes need
public record Forward(ComputeDevice device, Map<String, HostTensor> weights) {
    /// What a model predicts.
    ///
    /// @param classes which condition each image has; empty for a model without
    public HostTensor prediction(Denoises model, HostTensor x, List<Integer> times, List<Integer> classes)
            throws Exception {
        List<HostTensor> inputs = new ArrayList<>(List.of(x, vector(times)));
        if (!classes.isEmpty()) {
            HostTensor rows = HostTensor.zeros(classes.size(), model.conditionRows());
            for (int i = 0; i < classes.size(); i++) {
                rows.values()[i * model.conditionRows() + classes.get(i)] = 1;
            }
            inputs.add(rows);
        }
        return run(inputs, (g, values) -> {
            Value condition = values.size() == 3 ? values.getLast() : null;
            return model.predict(g, values.get(0), values.get(1), condition);
        });
    }

    private static HostTensor vector(List<Integer> numbers) {
        HostTensor vector = HostTensor.zeros(numbers.size());
        for (int i = 0; i < numbers.size(); i++) {
            vector.values()[i] = numbers.get(i);
        }
        return vector;
    }

    /// What `body` computes of the inputs.
    public HostTensor run(List<HostTensor> inputs, BiFunction<Graph, List<Value>, Value> body) throws Exception {
        List<String> names = new ArrayList<>();
        inputs.forEach(_ -> names.add("x" + names.size()));
        Program program = new Program(Graph.Precision.FLOAT32)
                .method("forward", Graph.Mode.INFERENCE, names, List.of(), g -> {
                    List<Value> values = new ArrayList<>();
                    for (HostTensor input : inputs) {
                        int[] shape = input.shape().clone();
                        shape[0] = Value.BATCH;
                        values.add(g.input(names.get(values.size()), shape));
                    }
                    return List.of(body.apply(g, values));
                });
        return OnLane.call(Lane.Kind.BACKGROUND, scope -> {
            List<Argument> arguments = new ArrayList<>();
            for (List<ParameterTable.Entry> entries :
                    List.of(program.parameters().trained(), program.parameters().buffers())) {
                List<Tensor> placed = new ArrayList<>();
                for (ParameterTable.Entry entry : entries) {
                    placed.add(
                            Tensor.of(scope, device, Objects.requireNonNull(weights.get(entry.name()), entry.name())));
                }
                arguments.add(new TensorList(scope, placed));
            }
            for (HostTensor input : inputs) {
                arguments.add(Tensor.of(scope, device, input));
            }
            return Script.compile(scope, device, Script.Mode.INFERENCE, program.text())
                    .callList(scope, "forward", arguments.toArray(Argument[]::new))
                    .getFirst()
                    .toHost();
        });
    }
}
