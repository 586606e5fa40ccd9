package studio.latent.engine.model.diffusion;

import org.jspecify.annotations.Nullable;
import studio.latent.engine.nn.Graph;
import studio.latent.engine.nn.Value;

/// A network that sees noisy samples, how noisy they are, and what they shall be of.
interface DenoisingNetwork {
    /// Writes the network.
    ///
    /// **Shapes** `x: [N, C, H, W]`; `times: [N]`; `condition: [N, rows]` weights of the conditions, null exactly
    /// for a network without; the result is as x.
    Value write(Graph g, Value x, Value times, @Nullable Value condition);
}
