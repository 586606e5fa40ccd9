package studio.latent.engine.train;

import java.util.Map;
import java.util.SequencedMap;
import studio.latent.engine.model.ModelDefinition;
import studio.latent.engine.tensor.HostTensor;

/// What a run leaves: weights for use, what is known of its latent space, how it scored.
///
/// @param finished whether all steps were done; a run that was stopped leaves a checkpoint only
/// @param latents geometry and mixture prior as the tensors of `latents.safetensors`; empty without an encoder
/// @param parameters number of trained weights
/// @param metrics loss terms, means over the last steps
public record TrainedModel(
        ModelDefinition definition,
        boolean finished,
        SequencedMap<String, HostTensor> weights,
        SequencedMap<String, HostTensor> latents,
        long parameters,
        Map<String, Double> metrics) {}
