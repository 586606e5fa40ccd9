package studio.latent.engine.generate;

import java.util.ArrayList;
import java.util.List;
import studio.latent.engine.error.OutOfDeviceMemory;
import studio.latent.engine.tensor.Argument;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.tensor.Scope;
import studio.latent.engine.tensor.Script;
import studio.latent.engine.tensor.Tensor;
import studio.latent.engine.tensor.TensorList;

/// A network that is ready on its lane: compiled, with its weights on the device.
record LaneNetwork(Script script, TensorList weights, TensorList buffers, ComputeDevice device) {
    /// Calls a method with the weights and what comes behind them.
    List<Tensor> call(Scope scope, String method, List<? extends Argument> behind) throws OutOfDeviceMemory {
        List<Argument> arguments = new ArrayList<>(List.of(weights, buffers));
        arguments.addAll(behind);
        return script.callList(scope, method, arguments.toArray(Argument[]::new));
    }

    /// The same weights for a script whose first methods are those of this one.
    LaneNetwork with(Script other) {
        return new LaneNetwork(other, weights, buffers, device);
    }
}
