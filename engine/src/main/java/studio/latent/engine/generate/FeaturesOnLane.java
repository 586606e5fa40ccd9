package studio.latent.engine.generate;

import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.error.BadOption;
import studio.latent.engine.error.IncompatibleModel;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.model.Decodes;
import studio.latent.engine.model.Latent;
import studio.latent.engine.nn.Graph;
import studio.latent.engine.nn.Program;
import studio.latent.engine.tensor.Argument;
import studio.latent.engine.tensor.Scope;
import studio.latent.engine.tensor.Script;

/// What the layers of a decoder make, on the lane that loaded it: compiled when someone looks for the first time.
final class FeaturesOnLane {
    private final List<FeatureLayer> layers;
    private final LaneNetwork network;
    private final OneStepDecoder decoder;
    private final @Nullable StylesOnLane styles;

    private FeaturesOnLane(
            List<FeatureLayer> layers, LaneNetwork network, OneStepDecoder decoder, @Nullable StylesOnLane styles) {
        this.layers = layers;
        this.network = network;
        this.decoder = decoder;
        this.styles = styles;
    }

    /// @param scope the loaded model's
    /// @param loaded its network, whose first methods are those of [OneStepDecoder#write]: the weights of the
    /// script compiled here are then the first of its own
    /// @param styles of a model that has them
    ///
    /// **Errors** [IncompatibleModel] for a network of whose layers none has a name.
    static FeaturesOnLane compile(
            Scope scope, Decodes model, LaneNetwork loaded, OneStepDecoder decoder, @Nullable StylesOnLane styles)
            throws IncompatibleModel {
        Program program = new Program(Graph.Precision.FLOAT32);
        OneStepDecoder.write(program, model, decoder.latentDimension());
        List<FeatureLayer> layers = OneStepDecoder.writeFeatures(program, model, decoder.latentDimension());
        if (layers.isEmpty()) {
            throw new IncompatibleModel(
                    "This model has no layers of feature maps.", "Choose a model that decodes by convolutions.");
        }
        Script script = Script.compile(scope, loaded.device(), Script.Mode.INFERENCE, program.text());
        return new FeaturesOnLane(layers, loaded.with(script), decoder, styles);
    }

    /// **Errors** [BadOption] for a layer that the network does not have, else as those of the image.
    FeatureMaps maps(Latent latent, SamplerSettings settings, String layer) throws StudioException {
        int place = layers.stream().map(FeatureLayer::name).toList().indexOf(layer);
        if (place < 0) {
            throw new BadOption(
                    "The model has no layer '" + layer + "'.",
                    "Use one of "
                            + String.join(
                                    ", ",
                                    layers.stream().map(FeatureLayer::name).toList())
                            + ".");
        }
        try (Scope step = new Scope()) {
            List<Argument> arguments = styles == null
                    ? decoder.arguments(step, latent, settings)
                    : styles.arguments(step, styles.styles(latent, settings), settings.styling());
            float[] values = network.call(step, OneStepDecoder.FEATURES, arguments)
                    .get(place)
                    .toHost()
                    .values();
            return new FeatureMaps(layers.get(place), values);
        }
    }
}
