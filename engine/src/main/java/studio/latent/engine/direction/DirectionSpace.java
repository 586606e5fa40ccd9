package studio.latent.engine.direction;

/// The space in which a direction points.
public enum DirectionSpace {
    /// The latent that a model draws from its prior.
    Z,

    /// What a mapping network makes of it: a style, one for all layers.
    W,

    /// A style of its own for each layer: W+ of Abdal et al., "Image2StyleGAN", 2019.
    W_PLUS,

    /// What a layer of the decoder makes on the way to the image. **Source** Bau et al., "GAN Dissection", 2019.
    FEATURE_MAPS;

    /// Whether directions move latents themselves.
    public boolean isOfLatents() {
        return this == Z;
    }

    /// Whether directions move styles.
    public boolean isOfStyles() {
        return this == W || this == W_PLUS;
    }
}
