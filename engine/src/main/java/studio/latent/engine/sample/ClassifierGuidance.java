package studio.latent.engine.sample;

import studio.latent.engine.error.StudioException;

/// Guidance by a classifier of noisy images: each estimate is moved to where the classifier sees more of what is
/// wanted.
///
/// The score of images that are y is that of images plus ∇ log p(y | x). In the samplers' frame, x = x0 + σ·noise,
/// a score is (D(x) − x)/σ², so the guided denoiser is D(x) + scale·σ²·∇ log p(y | x). Whatever the sampler, it
/// sees no more than that: a deterministic one then follows the flow of the guided score, a stochastic one shifts
/// the means of its draws.
///
/// **Source** Dhariwal and Nichol, "Diffusion models beat GANs on image synthesis", 2021, equations 10 and 14.
///
/// @param scale 0 for no guidance; above 1 the classifier counts more than Bayes' rule says: truer and less varied
public record ClassifierGuidance(double scale) {
    public ClassifierGuidance {
        if (!(scale >= 0 && scale <= 100)) {
            throw new IllegalArgumentException("scale must be in [0, 100], got " + scale);
        }
    }

    /// ∇ log p(y | x) of noisy images.
    @FunctionalInterface
    public interface Slope {
        /// **Shapes** as `x`, `[N, …]`. **Units** nats for a unit of the data.
        Samples at(Samples x, double sigma) throws StudioException;
    }

    /// The guided denoiser; `denoiser` itself for a scale of 0.
    public Denoiser of(Denoiser denoiser, Slope classifier) {
        return scale == 0
                ? denoiser
                : (x, sigma) -> denoiser.denoised(x, sigma).plus(scale * sigma * sigma, classifier.at(x, sigma));
    }
}
