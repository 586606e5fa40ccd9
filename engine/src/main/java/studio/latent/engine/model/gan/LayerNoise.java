package studio.latent.engine.model.gan;

/// Whether the layers of a generator with styles add noise.
///
/// **Source** Karras et al., "A style-based generator architecture for generative adversarial networks", 2019,
/// section 3.2.
public enum LayerNoise {
    /// Each layer learns how much: hair, skin and cloth get their grain from it.
    LEARNED,

    /// None: drawings have flat colours, and a young generator hides behind grain that its discriminator cannot
    /// judge.
    NONE
}
