package studio.latent.engine.model.diffusion;

/// Whether a diffusion model is shown its own last estimate of the image beside the noisy one.
///
/// **Source** Chen et al., "Analog bits: generating discrete data using diffusion models with self-conditioning",
/// 2022, section 2.2.
public enum SelfConditioning {
    /// The noisy image alone.
    OFF,
    /// The last estimate as well: half of the images of a training step are shown one, the others zeros.
    ON
}
