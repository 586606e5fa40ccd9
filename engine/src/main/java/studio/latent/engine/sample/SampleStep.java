package studio.latent.engine.sample;

/// What a sampler knew at one step: for the trajectory under the hand and for previews.
///
/// **Units** sigma in data units; `x` = x0 + sigma·noise, `denoised` in [−1, 1] for images.
///
/// @param step 0 for the noisiest, to `steps` − 1
/// @param x what the step started from
/// @param denoised the model's estimate of the image from x
public record SampleStep(int step, int steps, double sigma, Samples x, Samples denoised) {
    /// x scaled to the variance of an image of unit variance, whatever the sigma: what a preview shows.
    public Samples shown() {
        return x.times(1 / Math.sqrt(1 + sigma * sigma));
    }
}
