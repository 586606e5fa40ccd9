package studio.latent.engine.direction;

/// The space in which a direction points.
public enum DirectionSpace {
    /// The latent that a model draws from its prior.
    Z,

    /// What a mapping network makes of it.
    W
}
