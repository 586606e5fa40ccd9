package studio.latent.engine.model;

/// What a model can be asked to do.
public enum Capability {
    /// latent → image
    DECODES,
    /// image → latent
    ENCODES,
    /// noise → image in steps
    DENOISES,
    /// latent → style → image, a style for each layer
    STYLES,
    /// noisy image → what is in it
    CLASSIFIES_NOISY
}
