package studio.latent.engine.model;

import studio.latent.engine.nn.Graph;
import studio.latent.engine.nn.Value;

/// A model that finds the latents of images.
public interface Encodes {
    /// Writes the encoder. **Shapes** `images: [N, C, H, W]` in [0, 1] → the latents' means `[N, d]`.
    Value encode(Graph g, Value images);
}
