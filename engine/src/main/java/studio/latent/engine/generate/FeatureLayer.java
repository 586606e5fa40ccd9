package studio.latent.engine.generate;

import java.util.List;
import studio.latent.engine.model.Decodes;
import studio.latent.engine.model.ModelDefinition;
import studio.latent.engine.model.SampleShape;
import studio.latent.engine.nn.Graph;
import studio.latent.engine.nn.Program;

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

    /// The layers of a model that decodes in one step, in their order from the latent to the image; empty for
    /// another one, and for one of dense layers.
    public static List<FeatureLayer> of(ModelDefinition model) {
        return model instanceof Decodes decodes
                ? OneStepDecoder.writeFeatures(
                        new Program(Graph.Precision.FLOAT32),
                        decodes,
                        model.spec().latentDimension())
                : List.of();
    }
}
