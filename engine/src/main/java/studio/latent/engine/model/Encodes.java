package studio.latent.engine.model;

import studio.latent.engine.nn.Graph;
import studio.latent.engine.nn.Value;

/// A model that finds the latents of images.
public interface Encodes {
    /// Writes the encoder. **Shapes** `images: [N, C, H, W]` in [0, 1] → the latents' means `[N, d]`.
    Value encode(Graph g, Value images);

    /// Whether a latent is itself a small picture, a place of it for each place of the image, and not a summary of
    /// the whole: principal axes and a mixture prior of such latents tell little and cost much.
    default boolean latentIsPicture() {
        return false;
    }
}
