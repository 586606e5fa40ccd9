package studio.latent.engine.train;

import java.util.Map;
import studio.latent.engine.model.ModelDefinition;
import studio.latent.engine.nn.Graph;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.tensor.HostTensor;

/// What a run needs to know of itself: with the data, it determines every number of the run.
///
/// @param given weights that the model begins with, by name; all others are drawn by the seed
public record TrainingPlan(
        String type,
        ModelDefinition model,
        TrainingSpec spec,
        String dataset,
        long seed,
        ComputeDevice device,
        Map<String, HostTensor> given) {
    public TrainingPlan {
        given = Map.copyOf(given);
    }

    /// The plan of a model that begins with nothing but what the seed draws.
    public TrainingPlan(
            String type, ModelDefinition model, TrainingSpec spec, String dataset, long seed, ComputeDevice device) {
        this(type, model, spec, dataset, seed, device, Map.of());
    }

    /// The same by other settings.
    TrainingPlan by(TrainingSpec other) {
        return new TrainingPlan(type, model, other, dataset, seed, device, given);
    }

    /// The same for a model that begins with these weights.
    public TrainingPlan beginningWith(Map<String, HostTensor> weights) {
        return new TrainingPlan(type, model, spec, dataset, seed, device, weights);
    }

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
