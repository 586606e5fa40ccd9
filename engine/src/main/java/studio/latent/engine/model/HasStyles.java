package studio.latent.engine.model;

import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.nn.Graph;
import studio.latent.engine.nn.Value;

/// A model that first makes a style of a latent, and then an image of styles, one for each of its layers.
///
/// Styles of coarse layers come first. **Shapes** latents `[N, d]`, styles `[N, s]`.
///
/// **Source** Karras et al., "A style-based generator architecture for generative adversarial networks", 2019.
public interface HasStyles extends ConditionalDecodes {
    /// Number of styles that make an image: one for each layer.
    int styleLayers();

    /// Numbers of a style.
    int styleDimension();

    /// Writes the mapping network.
    ///
    /// @param condition null exactly where [#conditionRows] is 0
    Value map(Graph g, Value latents, @Nullable Value condition);

    /// The mean of the styles that latents were mapped to in training: `[s]`.
    Value styleMean(Graph g);

    /// Writes the network from styles to images `[N, C, H, W]` in [0, 1].
    ///
    /// @param styles one for each layer
    /// @param noise factor on the noise of each layer; null for the strength of training
    Value synthesise(Graph g, List<Value> styles, Graph.@Nullable Scalar noise);

    /// The same style in all layers, as far from the mean as it is mapped to.
    @Override
    default Value decode(Graph g, Value latents, @Nullable Value condition) {
        return synthesise(g, Collections.nCopies(styleLayers(), map(g, latents, condition)), null);
    }
}
