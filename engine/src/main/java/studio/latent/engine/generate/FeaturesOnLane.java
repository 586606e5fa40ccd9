package studio.latent.engine.generate;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.error.BadOption;
import studio.latent.engine.error.IncompatibleModel;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.image.Raster;
import studio.latent.engine.model.DecoderShift;
import studio.latent.engine.model.Decodes;
import studio.latent.engine.model.Latent;
import studio.latent.engine.model.SampleShape;
import studio.latent.engine.model.SparseVector;
import studio.latent.engine.nn.Graph;
import studio.latent.engine.nn.Program;
import studio.latent.engine.tensor.Argument;
import studio.latent.engine.tensor.HostTensor;
import studio.latent.engine.tensor.Scope;
import studio.latent.engine.tensor.Script;
import studio.latent.engine.tensor.Tensor;

/// What the layers of a decoder make, and images of which that is moved, on the lane that loaded it: compiled when
/// someone looks for the first time.
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
        List<FeatureLayer> layers = OneStepDecoder.layers(model, decoder.latentDimension());
        if (layers.isEmpty()) {
            throw new IncompatibleModel(
                    "This model has no layers of feature maps.", "Choose a model that decodes by convolutions.");
        }
        Program program = new Program(Graph.Precision.FLOAT32);
        OneStepDecoder.write(program, model, decoder.latentDimension());
        OneStepDecoder.writeMoved(program, model, decoder.latentDimension(), layers);
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
            float[] values = network.call(step, OneStepDecoder.FEATURES, arguments(step, latent, settings))
                    .get(place)
                    .toHost()
                    .values();
            return new FeatureMaps(layers.get(place), values);
        }
    }

    /// The image of a latent with what its layers make moved as the settings say.
    ///
    /// **Errors** [IncompatibleModel] for a shift of other layers, else as those of the image.
    Raster image(Latent latent, SamplerSettings settings) throws StudioException {
        try (Scope step = new Scope()) {
            Tensor pixels = network.call(step, OneStepDecoder.MOVED, arguments(step, latent, settings))
                    .getFirst();
            return new Raster(decoder.shape(), pixels.toBytes());
        }
    }

    private List<Argument> arguments(Scope step, Latent latent, SamplerSettings settings) throws StudioException {
        StylesOnLane styled = styles;
        if (styled == null) {
            List<Argument> arguments = new ArrayList<>(decoder.arguments(step, latent, settings));
            arguments.addAll(moves(step, settings.styling()));
            return arguments;
        }
        List<Argument> arguments =
                new ArrayList<>(styled.arguments(step, styled.styles(latent, settings), settings.styling()));
        arguments.addAll(arguments.size() - 1, moves(step, settings.styling())); // tensors stand before numbers
        return arguments;
    }

    /// What is added to each layer: `[1, C, H, W]`, or one number.
    private List<Argument> moves(Scope step, Styling styling) throws IncompatibleModel {
        DecoderShift shift = styling.shift() == null ? DecoderShift.NONE : styling.shift();
        if (!shift.fitsMaps(layers.stream().map(layer -> layer.shape().size()).toList())) {
            throw new IncompatibleModel(
                    "The shift moves layers that this model does not have.",
                    "Open the model that the shift was made with.");
        }
        List<Argument> moves = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            SampleShape shape = layers.get(i).shape();
            SparseVector map = shift.maps().get(i);
            HostTensor move = map == null
                    ? HostTensor.zeros(1, 1, 1, 1) // the same for every place
                    : new HostTensor(new int[] {1, shape.channels(), shape.height(), shape.width()}, map.dense());
            moves.add(Tensor.of(step, network.device(), move));
        }
        return moves;
    }
}
