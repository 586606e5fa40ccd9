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

    /// What the style of a layer steers: `[channels, height, width]`.
    ///
    /// @param layer in [0, [#styleLayers]); 0 is the coarsest
    SampleShape styleShape(int layer);

    /// Numbers of a style.
    int styleDimension();

    /// Names of the weights that the style of a layer meets: `[out, s]` each.
    List<String> styleWeights(int layer);

    /// Writes the mapping network.
    ///
    /// @param condition null exactly where [#conditionRows] is 0
    Value map(Graph g, Value latents, @Nullable Value condition);

    /// The mean of the styles that latents were mapped to in training: `[s]`.
    Value styleMean(Graph g);

    /// Whether the noise of layers changes an image.
    boolean addsNoise();

    /// Numbers of noise that the layers add to an image, all together.
    int noiseSize();

    /// The noise that the model's images have where nobody chooses another: `[1, noiseSize]`.
    Value noise(Graph g);

    /// Writes the network from styles to images `[N, C, H, W]` in [0, 1].
    ///
    /// @param styles one for each layer
    /// @param noise of all layers, coarse ones first: `[N or 1, noiseSize]`, standard normal
    Value synthesise(Graph g, List<Value> styles, Value noise);

    /// The same style in all layers, as far from the mean as it is mapped to.
    @Override
    default Value decode(Graph g, Value latents, @Nullable Value condition) {
        styleMean(g); // not needed here, but whoever writes this decoder keeps the model's weights, and it is one
        return synthesise(g, Collections.nCopies(styleLayers(), map(g, latents, condition)), noise(g));
    }
}
