package studio.latent.engine.direction;

/// The space in which a direction points.
public enum DirectionSpace {
    /// The latent that a model draws from its prior.
    Z,

    /// What a mapping network makes of it: a style, one for all layers.
    W,

    /// A style of its own for each layer: W+ of Abdal et al., "Image2StyleGAN", 2019.
    W_PLUS;

    /// Whether directions move styles and not latents.
    public boolean isOfStyles() {
        return this != Z;
    }
}
