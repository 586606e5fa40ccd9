package studio.latent.engine.generate;

import java.util.List;
import java.util.stream.IntStream;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.model.Decodes;
import studio.latent.engine.model.ModelDefinition;
import studio.latent.engine.model.SampleShape;

/// A layer of a decoder that can be looked into.
///
/// @param name as the network calls it
/// @param shape of what it makes of one image: `[channels, height, width]`
public record FeatureLayer(String name, SampleShape shape) {
    public FeatureLayer {
        if (name.isBlank()) {
            throw new IllegalArgumentException("name must not be blank");
        }
    }

    /// How many times coarser than its image a layer is that makes parts.
    private static final int COARSER = 8;

    /// A layer that tells parts of a picture apart and still makes parts and not pixels: the last whose sides are at
    /// most an eighth of the image's, or else the first; its place in the list.
    public static int ofParts(List<FeatureLayer> layers, ImageShape image) {
        return IntStream.range(0, layers.size())
                .filter(i -> COARSER * layers.get(i).shape.height() <= image.height()
                        && COARSER * layers.get(i).shape.width() <= image.width())
                .max()
                .orElse(0);
    }

    /// The layers of a model that decodes in one step, in their order from the latent to the image; empty for
    /// another one, and for one of dense layers.
    public static List<FeatureLayer> of(ModelDefinition model) {
        return model instanceof Decodes decodes
                ? OneStepDecoder.layers(decodes, model.spec().latentDimension())
                : List.of();
    }
}
