package studio.latent.engine.model;

import studio.latent.engine.image.ImageShape;

/// The settings that define a model's network and objective: everything but its weights.
///
/// Implementations are records; their components are the model's settings, annotated with their ranges.
public interface ModelSpec {
    ImageShape image();

    /// Length of a latent.
    int latentDimension();
}
