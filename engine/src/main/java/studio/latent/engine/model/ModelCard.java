package studio.latent.engine.model;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import studio.latent.engine.image.ImageShape;

/// What a list of models shows of one, read from its `model.json` alone.
///
/// @param name folder name, unique within a library; what `--model` takes
/// @param location folder or zip
/// @param type name in the [ModelCatalog], for example `vae`
/// @param latentDimension length of a latent
/// @param priors what a seed can be drawn from; at least NORMAL
/// @param parameters number of weights
/// @param hash content hash of the weights: 64 hex digits
/// @param dataset name of the data set it was trained on; empty when unknown
/// @param metrics name → value, as measured at the end of training
public record ModelCard(
        String name,
        Path location,
        Family family,
        String type,
        ImageShape imageShape,
        int latentDimension,
        Set<Capability> capabilities,
        List<PriorKind> priors,
        long parameters,
        String hash,
        String dataset,
        String licence,
        String description,
        Map<String, Double> metrics) {
    /// Whether it makes images from latents, in one step or in many.
    public boolean makesImages() {
        return capabilities.contains(Capability.DECODES) || capabilities.contains(Capability.DENOISES);
    }
}
