package studio.latent.engine.model;

/// What of the data a model is told while it is trained, and can be asked for afterwards.
public enum Conditioning {
    /// Classes where the data have labels, else attributes where they have those, else nothing.
    DATA,
    /// Nothing.
    NONE,
    /// The class of each image.
    CLASS,
    /// Each attribute's value.
    ATTRIBUTES
}
