package studio.latent.engine.model;

/// From which distribution a seed draws its latent.
public enum PriorKind {
    /// N(0, I), the prior of training.
    NORMAL,
    /// A Gaussian mixture fitted to the encoded data after training.
    MIXTURE
}
