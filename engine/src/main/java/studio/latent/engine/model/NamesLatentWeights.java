package studio.latent.engine.model;

import java.util.List;

/// A model that can say which of its weights meet the latent first: directions are read from them without any
/// image.
public interface NamesLatentWeights {
    /// Names of the weights, in the order of the layers.
    ///
    /// **Shapes** each `[out, d]` of a linear layer, with d the length of the latent (of w, where there is a
    /// mapping network) and further columns behind for what else the layer is told, or `[d, out, kh, kw]` of a
    /// transposed convolution.
    List<String> latentWeights();
}
