package studio.latent.engine.model.diffusion;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.model.Conditioning;
import studio.latent.engine.model.EdmNoise;
import studio.latent.engine.model.NoiseKind;
import studio.latent.engine.model.NoiseSchedule;
import studio.latent.engine.model.Preconditioning;
import studio.latent.engine.model.Prediction;
import studio.latent.engine.model.Range;

/// What a diffusion model learns, at which noise levels, and what it is told meanwhile.
///
/// @param noiseSchedule which noise levels the model is trained at
/// @param prediction what the network puts out; EDM's noise levels have their own
/// @param minSnrGamma largest signal-to-noise ratio that counts in the loss of the denoised image (Hang et al.
/// 2023); 0 weighs all errors of the output alike, as EDM and straight paths always do
/// @param conditioning what of the data the model is told
/// @param conditionDropout probability with which an image is shown without its condition, so that the model also
/// learns to do without and guidance is possible (Ho and Salimans 2022)
/// @param selfConditioning whether the network is shown its last estimate; null in files of before there was a
/// choice
public record DenoisingObjective(
        NoiseKind noiseSchedule,
        Prediction prediction,
        @Range(min = 0, max = 1000) double minSnrGamma,
        Conditioning conditioning,
        @Range(min = 0, max = 0.9) double conditionDropout,
        @Nullable SelfConditioning selfConditioning) {
    public DenoisingObjective {
        selfConditioning = selfConditioning == null ? SelfConditioning.OFF : selfConditioning;
        if (!(minSnrGamma >= 0 && minSnrGamma <= 1000)) {
            throw new IllegalArgumentException("minSnrGamma must be in [0, 1000], got " + minSnrGamma);
        }
        if (!(conditionDropout >= 0 && conditionDropout <= 0.9)) {
            throw new IllegalArgumentException("conditionDropout must be in [0, 0.9], got " + conditionDropout);
        }
    }

    /// A network that is shown the noisy image alone.
    public DenoisingObjective(
            NoiseKind noiseSchedule,
            Prediction prediction,
            double minSnrGamma,
            Conditioning conditioning,
            double conditionDropout) {
        this(noiseSchedule, prediction, minSnrGamma, conditioning, conditionDropout, SelfConditioning.OFF);
    }

    @Override
    public SelfConditioning selfConditioning() {
        return Objects.requireNonNull(selfConditioning);
    }

    Preconditioning preconditioning() {
        NoiseSchedule schedule = noiseSchedule.schedule();
        return schedule instanceof EdmNoise edm
                ? new Preconditioning.Edm(edm)
                : new Preconditioning.Predicting(schedule, prediction);
    }
}
