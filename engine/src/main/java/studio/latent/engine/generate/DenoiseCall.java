package studio.latent.engine.generate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import studio.latent.engine.model.Denoises;
import studio.latent.engine.model.SampleShape;
import studio.latent.engine.nn.Graph;
import studio.latent.engine.nn.Program;
import studio.latent.engine.nn.Value;
import studio.latent.engine.tensor.Argument;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.tensor.HostTensor;
import studio.latent.engine.tensor.Scope;
import studio.latent.engine.tensor.Tensor;
import studio.latent.engine.tensor.TensorList;

/// The network of a model that denoises as a method of a script, and what it is called with.
///
/// A model that knows conditions takes them as a third tensor; the others have two.
record DenoiseCall(Denoises model, ComputeDevice device) {
    static final String METHOD = "denoise";

    /// Writes the method.
    static Program write(Denoises model, Program program) {
        SampleShape sample = model.inputShape();
        boolean told = model.conditionRows() > 0;
        List<String> arguments = told ? List.of("x", "t", "c") : List.of("x", "t");
        return program.method(METHOD, Graph.Mode.INFERENCE, arguments, List.of(), g -> {
            Value x = g.input("x", Value.BATCH, sample.channels(), sample.height(), sample.width());
            Value condition = told ? g.input("c", Value.BATCH, model.conditionRows()) : null;
            return List.of(model.predict(g, x, g.input("t", Value.BATCH), condition));
        });
    }

    /// What the method is called with, for as many images as `x` holds.
    ///
    /// **Shapes** `x: [N, …]` as [Denoises#inputShape].
    ///
    /// @param conditions one for each image at least; those beyond are not looked at
    List<Argument> arguments(
            Scope scope, TensorList weights, TensorList buffers, Tensor x, double time, List<float[]> conditions) {
        int count = x.shape()[0];
        HostTensor times = HostTensor.zeros(count);
        Arrays.fill(times.values(), (float) time);
        List<Argument> arguments = new ArrayList<>(List.of(weights, buffers, x, Tensor.of(scope, device, times)));
        if (model.conditionRows() > 0) {
            arguments.add(Tensor.of(scope, device, rows(conditions.subList(0, count))));
        }
        return arguments;
    }

    private static HostTensor rows(List<float[]> conditions) {
        int width = conditions.getFirst().length;
        HostTensor rows = HostTensor.zeros(conditions.size(), width);
        for (int i = 0; i < conditions.size(); i++) {
            System.arraycopy(conditions.get(i), 0, rows.values(), i * width, width);
        }
        return rows;
    }
}
