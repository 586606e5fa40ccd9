package studio.latent.engine.generate;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.error.BadOption;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.model.Denoises;
import studio.latent.engine.model.InLatentSpace;
import studio.latent.engine.sample.ClassifierGuidance;
import studio.latent.engine.sample.Denoiser;
import studio.latent.engine.sample.Guidance;
import studio.latent.engine.sample.LastEstimate;
import studio.latent.engine.sample.Threshold;

/// The denoiser of a model that wishes, guidance and a threshold lead to, for one image at a time.
///
/// With guidance the two estimates are one call of the network with a batch of two.
///
/// @param network the model's network, told a condition for each image of its batch
/// @param slopes where the log-probability of what is wished for grows
record SteeredDenoiser(Denoises model, Function<List<float[]>, Denoiser.Network> network, Slopes slopes) {
    /// What a classifier says of noisy images, as settings ask for it.
    @FunctionalInterface
    interface Slopes {
        /// **Errors** that the classifier is not there or does not fit the model.
        ClassifierGuidance.Slope of(SamplerSettings settings) throws StudioException;
    }

    /// **Errors** [BadOption] for a wish that the model does not know, and for a threshold on latents; those of the
    /// classifier.
    Denoiser of(SamplerSettings settings) throws StudioException {
        Steering steering = settings.steering();
        float[] towards = model.conditionOf(settings.wishes());
        float[] away = model.conditionOf(steering.unwanted());
        LastEstimate last = model.selfConditioned() ? new LastEstimate() : null;
        Denoiser told = told(last, towards);
        Denoiser steered = told;
        Guidance guidance = steering.guidance(
                settings.guidanceScale(), model.preconditioning().schedule());
        if (settings.guided()) {
            steered = guidance.of(told, told(last, away), told(last, towards, away));
        }
        if (settings.classified()) {
            Denoiser plain = steered;
            Denoiser led = new ClassifierGuidance(steering.classifier().scale()).of(plain, slopes.of(settings));
            steered = (x, sigma) -> (guidance.actsAt(sigma) ? led : plain).denoised(x, sigma);
        }
        if (steering.threshold() != Threshold.Kind.NONE && model instanceof InLatentSpace) {
            throw new BadOption(
                    "A threshold keeps pixels in their range; this model samples latents, which have none.",
                    "Leave the threshold out, or lower the guidance.");
        }
        Threshold threshold = steering.threshold().usual();
        Denoiser whole = steering.threshold() == Threshold.Kind.NONE ? steered : threshold.of(steered);
        return last == null ? whole : last.of(whole);
    }

    private Denoiser told(@Nullable LastEstimate last, float[]... conditions) {
        Denoiser.Network told = network.apply(List.of(conditions));
        return Denoiser.of(model.preconditioning(), last == null ? told : last.shownTo(told));
    }
}
