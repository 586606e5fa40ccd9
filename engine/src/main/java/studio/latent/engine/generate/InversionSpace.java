package studio.latent.engine.generate;

/// What the search for an image's latent moves.
public enum InversionSpace {
    /// The latent: what is found is an image as the model draws them.
    Z,

    /// The style that a mapping network made of a latent, the same for all layers.
    W,

    /// The styles of the layers, each by itself: nearest to the image, and farthest from what the model draws.
    ///
    /// **Source** W+ of Abdal et al., "Image2StyleGAN", 2019.
    W_PLUS;

    public boolean movesStyles() {
        return this != Z;
    }
}
