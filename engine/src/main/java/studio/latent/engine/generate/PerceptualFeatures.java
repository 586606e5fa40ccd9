package studio.latent.engine.generate;

import java.util.List;
import java.util.Map;
import studio.latent.engine.nn.Graph;
import studio.latent.engine.nn.Value;
import studio.latent.engine.tensor.HostTensor;

/// A network whose feature maps say of two images how alike they look, place by place.
public interface PerceptualFeatures {
    /// Writes the network. Its weights are not to be trained.
    ///
    /// **Shapes** `images: [N, C, H, W]` in [−1, 1] → maps `[N, c, h, w]` each.
    List<Value> maps(Graph g, Value images);

    /// The weights, by the names that [#maps] uses.
    Map<String, HostTensor> weights();
}
