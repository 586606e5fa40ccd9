package studio.latent.engine.train;

import studio.latent.engine.model.ModelDefinition;
import studio.latent.engine.nn.Graph;
import studio.latent.engine.tensor.ComputeDevice;

/// What a run needs to know of itself: with the data, it determines every number of the run.
public record TrainingPlan(
        String type, ModelDefinition model, TrainingSpec spec, String dataset, long seed, ComputeDevice device) {
    /// Arithmetic for this device: bfloat16 products where they are wanted or where the device gains by them.
    public Graph.Precision precision() {
        boolean low = switch (spec.precision()) {
            case FLOAT32 -> false;
            case BFLOAT16 -> true;
            case AUTO -> device.isCuda();
        };
        return low ? Graph.Precision.BFLOAT16_MIXED : Graph.Precision.FLOAT32;
    }
}
