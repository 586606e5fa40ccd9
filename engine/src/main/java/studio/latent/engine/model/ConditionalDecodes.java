package studio.latent.engine.model;

import org.jspecify.annotations.Nullable;
import studio.latent.engine.nn.Graph;
import studio.latent.engine.nn.PerImage;
import studio.latent.engine.nn.Value;

/// A model that makes images from latents and, where it was told of them while it learned, from wishes.
public interface ConditionalDecodes extends Decodes, Conditional {
    /// Writes the decoder.
    ///
    /// **Shapes** `latents: [N, d]`, `condition: [N, rows]`, null exactly where [#conditionRows] is 0 → images
    /// `[N, C, H, W]` in [0, 1].
    Value decode(Graph g, Value latents, @Nullable Value condition);

    /// Writes the decoder of images without a wish.
    @Override
    default Value decode(Graph g, Value latents) {
        return decode(g, latents, conditionRows() == 0 ? null : new PerImage(g).noCondition(latents, conditionRows()));
    }
}
