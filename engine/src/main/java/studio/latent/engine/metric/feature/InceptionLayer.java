package studio.latent.engine.metric.feature;

import java.util.List;
import studio.latent.engine.nn.Window;

/// One entry of the table that describes Inception-v3.
sealed interface InceptionLayer {
    /// Convolution without bias, batch normalisation (ε = 1e-3), ReLU; `name` as in torchvision's state dict.
    record Convolution(String name, int out, Window window) implements InceptionLayer {}

    record MaxPool(Window window) implements InceptionLayer {}

    /// Means over the pixels in the image only, as TensorFlow pools with padding "same".
    record AveragePool(Window window) implements InceptionLayer {}

    /// Each branch starts from the same value; their channels are joined in order.
    record Branches(List<List<InceptionLayer>> branches) implements InceptionLayer {}

    /// A place whose mean over all pixels is a feature.
    record Tap(InceptionTap tap) implements InceptionLayer {}
}
