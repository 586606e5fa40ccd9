package studio.latent.engine.generate;

import studio.latent.engine.model.Latent;

/// The noise that a model makes an image of.
///
/// @param error root mean square of the difference between the image and what the way back gave, in data units
/// where sampling takes place, without the last step: [studio.latent.engine.sample.Inversion.Inverted#error()]
public record FoundNoise(Latent noise, double error) {}
