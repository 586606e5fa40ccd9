package studio.latent.engine.model;

import studio.latent.engine.nn.Graph;
import studio.latent.engine.nn.Value;

/// A model that makes images from latents.
public interface Decodes {
    /// Writes the decoder. **Shapes** `latents: [N, d]` → images `[N, C, H, W]` in [0, 1].
    Value decode(Graph g, Value latents);
}
