package studio.latent.engine;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import studio.latent.engine.error.IncompatibleModel;
import studio.latent.engine.model.Conditioning;
import studio.latent.engine.model.Denoises;
import studio.latent.engine.model.ModelSpec;
import studio.latent.engine.model.NoiseKind;
import studio.latent.engine.model.RecordParts;

/// A diffusion model that a classifier is trained to guide: what the classifier must have of it.
final class GuidedModel {
    private GuidedModel() {}

    /// The settings that a classifier takes over, by name.
    ///
    /// **Errors** [IncompatibleModel] for a model that does not denoise, that takes no wishes, or that was trained
    /// at noise levels that no training here has.
    static Map<String, String> settings(LocalOpenModel model) throws IncompatibleModel {
        String name = model.card().name();
        if (!(model.definition() instanceof Denoises denoising)) {
            throw new IncompatibleModel(
                    "The model '" + name + "' does not sample in steps, so no classifier can guide it.",
                    "Name a trained diffusion model.");
        }
        ModelSpec spec = model.definition().spec();
        if (denoising.conditions().isEmpty() || spec.conditioning() == Conditioning.NONE) {
            throw new IncompatibleModel(
                    "The model '" + name + "' takes no wishes, so a classifier has nothing to lead it to.",
                    "Name a diffusion model that was trained with classes or attributes.");
        }
        NoiseKind noise = Arrays.stream(NoiseKind.values())
                .filter(kind ->
                        kind.schedule().equals(denoising.preconditioning().schedule()))
                .findFirst()
                .orElseThrow(() -> new IncompatibleModel(
                        "The model '" + name + "' has noise levels of its own, which no training here has.",
                        "Name a model that was trained by this studio."));
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("noiseSchedule", RecordParts.id(noise));
        settings.put("conditioning", RecordParts.id(spec.conditioning()));
        return settings;
    }
}
