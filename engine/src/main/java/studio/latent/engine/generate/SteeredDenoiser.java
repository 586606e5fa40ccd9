package studio.latent.engine.generate;

import java.util.List;
import java.util.function.Function;
import studio.latent.engine.error.BadOption;
import studio.latent.engine.model.Denoises;
import studio.latent.engine.model.InLatentSpace;
import studio.latent.engine.sample.Denoiser;
import studio.latent.engine.sample.Guidance;
import studio.latent.engine.sample.Threshold;

/// The denoiser of a model that wishes, guidance and a threshold lead to, for one image at a time.
///
/// With guidance the two estimates are one call of the network with a batch of two.
///
/// @param network the model's network, told a condition for each image of its batch
record SteeredDenoiser(Denoises model, Function<List<float[]>, Denoiser.Network> network) {
    /// **Errors** [BadOption] for a wish that the model does not know, and for a threshold on latents.
    Denoiser of(SamplerSettings settings) throws BadOption {
        Steering steering = settings.steering();
        float[] towards = model.conditionOf(settings.wishes());
        float[] away = model.conditionOf(steering.unwanted());
        Denoiser told = told(towards);
        Denoiser steered = told;
        if (settings.guided()) {
            Guidance guidance = steering.guidance(
                    settings.guidanceScale(), model.preconditioning().schedule());
            steered = guidance.of(told, told(away), told(towards, away));
        }
        if (steering.threshold() != Threshold.Kind.NONE && model instanceof InLatentSpace) {
            throw new BadOption(
                    "A threshold keeps pixels in their range; this model samples latents, which have none.",
                    "Leave the threshold out, or lower the guidance.");
        }
        Threshold threshold = steering.threshold().usual();
        return steering.threshold() == Threshold.Kind.NONE ? steered : threshold.of(steered);
    }

    private Denoiser told(float[]... conditions) {
        return Denoiser.of(model.preconditioning(), network.apply(List.of(conditions)));
    }
}
