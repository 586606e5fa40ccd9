package studio.latent.engine.model;

import studio.latent.engine.nn.Graph;
import studio.latent.engine.nn.Value;

/// A model that denoises latents of an autoencoder, which it contains and never trains.
///
/// What is trained of it sees the latents alone: they are found once for each image, before its first step.
public interface InLatentSpace {
    /// Size of a latent.
    SampleShape latentShape();

    /// What the frozen encoder says of images: means, then standard deviations, in the sampler's units.
    ///
    /// **Shapes** `images: [N, C, H, W]` in [0, 1] → `[N, 2·c, h, w]`.
    Value moments(Graph g, Value images);

    /// What the frozen decoder makes of latents in the sampler's units.
    ///
    /// **Shapes** `latents: [N, c, h, w]` → images `[N, C, H, W]` in [0, 1].
    Value picture(Graph g, Value latents);
}
