package studio.latent.engine.model;

/// What the network of a diffusion model was trained to put out, given x_t = a·x0 + b·noise.
///
/// The conversions, and with them the signs, are in [Preconditioning] and nowhere else.
public enum Prediction {
    /// The noise. **Source** Ho et al. 2020, "Denoising diffusion probabilistic models", equation 14.
    EPSILON,
    /// The image.
    X0,
    /// a·noise − b·x0. **Source** Salimans and Ho 2022, "Progressive distillation", section 4.
    V,
    /// The velocity noise − x0. **Source** Liu et al. 2022, "Flow straight and fast"; time runs from image to noise.
    FLOW
}
