package studio.latent.engine.generate;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import studio.latent.engine.error.BadOption;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.model.ConditionalDecodes;
import studio.latent.engine.model.Decodes;
import studio.latent.engine.model.HasStyles;
import studio.latent.engine.model.Latent;
import studio.latent.engine.model.SampleShape;
import studio.latent.engine.nn.Graph;
import studio.latent.engine.nn.Program;
import studio.latent.engine.nn.Value;
import studio.latent.engine.tensor.Argument;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.tensor.HostTensor;
import studio.latent.engine.tensor.Scope;
import studio.latent.engine.tensor.Tensor;

/// The decoder of a model that makes an image in one call: its method, and what that takes for a latent.
///
/// The truncation ψ scales a latent, for the mean of the latents that such a model was trained with is 0; of a
/// model with styles it moves the style from the mean of styles.
final class OneStepDecoder {
    static final String METHOD = "decode";

    /// From latents to styles, of a model that has them.
    static final String MAP = "map";

    /// From styles `[1, layers, s]` and noise of the layers `[1, n]` to bytes.
    static final String SYNTHESISE = "synthesise";

    /// The noise that the model's layers have where nobody chooses another: `[1, n]`.
    static final String OWN_NOISE = "own_noise";

    /// What the layers that can be looked into make of what [#METHOD] takes, or [#SYNTHESISE] for a model with styles;
    /// and behind its tensors what is added to each layer. Layer after layer, each `[1, C, H, W]`.
    static final String FEATURES = "features";

    /// The bytes of an image, of what [#FEATURES] takes.
    static final String MOVED = "moved";

    private static final String MOVE = "move";

    private static final String TRUNCATION = "truncation";
    private static final String NOISE = "noise";
    private static final String LATENT = "z";
    private static final String CONDITION = "c";
    private static final String STYLES = "w";
    private static final String GRAIN = "grain";
    private static final List<String> STYLED = List.of(STYLES, GRAIN);

    private final Decodes model;
    private final ComputeDevice device;
    private final int dimension;
    private final ImageShape shape;
    private final ByteBuffer latentBuffer;

    /// @param shape of the images
    OneStepDecoder(Decodes model, ComputeDevice device, int dimension, ImageShape shape) {
        this.model = model;
        this.device = device;
        this.dimension = dimension;
        this.shape = shape;
        this.latentBuffer = ByteBuffer.allocateDirect(dimension * Float.BYTES).order(ByteOrder.nativeOrder());
    }

    int latentDimension() {
        return dimension;
    }

    ImageShape shape() {
        return shape;
    }

    /// Adds the method: latents `[N, d]`, and conditions `[N, rows]` where the model takes such, to bytes.
    static void write(Program program, Decodes model, int dimension) {
        if (model instanceof HasStyles styles) {
            writeStyles(program, styles, dimension, tensors(model));
            return;
        }
        program.method(
                METHOD,
                Graph.Mode.INFERENCE,
                tensors(model),
                List.of(),
                g -> List.of(g.unitBytes(decoded(g, model, dimension))));
    }

    private static void writeStyles(Program program, HasStyles model, int dimension, List<String> tensors) {
        program.method(
                MAP, Graph.Mode.INFERENCE, tensors, List.of(TRUNCATION), g -> List.of(truncated(g, model, dimension)));
        program.method(METHOD, Graph.Mode.INFERENCE, tensors, List.of(TRUNCATION, NOISE), g -> {
            Value style = truncated(g, model, dimension);
            List<Value> styles = Collections.nCopies(model.styleLayers(), style);
            return List.of(g.unitBytes(model.synthesise(g, styles, g.times(model.noise(g), g.scalar(NOISE)))));
        });
        program.method(OWN_NOISE, Graph.Mode.INFERENCE, List.of(), List.of(), g -> List.of(model.noise(g)));
        program.method(
                SYNTHESISE,
                Graph.Mode.INFERENCE,
                STYLED,
                List.of(NOISE),
                g -> List.of(g.unitBytes(synthesised(g, model))));
    }

    /// The layers whose maps can be looked into and moved, in the order in which the network has them.
    static List<FeatureLayer> layers(Decodes model, int dimension) {
        List<FeatureLayer> layers = new ArrayList<>();
        writeLayers(new Program(Graph.Precision.FLOAT32), FEATURES, model, List.of(), g -> {
            Value image = image(g, model, dimension);
            g.features()
                    .forEach((name, made) -> layers.add(
                            new FeatureLayer(name, new SampleShape(made.side(1), made.side(2), made.side(3)))));
            return List.of(image);
        });
        return List.copyOf(layers);
    }

    /// Adds the methods [#FEATURES] and [#MOVED].
    ///
    /// @param layers all of [#layers], at least one
    static void writeMoved(Program program, Decodes model, int dimension, List<FeatureLayer> layers) {
        writeLayers(program, FEATURES, model, layers, g -> {
            image(g, model, dimension);
            return List.copyOf(g.features().values());
        });
        writeLayers(program, MOVED, model, layers, g -> List.of(g.unitBytes(image(g, model, dimension))));
    }

    private static void writeLayers(
            Program program,
            String method,
            Decodes model,
            List<FeatureLayer> layers,
            Function<Graph, List<Value>> body) {
        boolean styled = model instanceof HasStyles;
        List<String> names = layers.stream().map(FeatureLayer::name).toList();
        List<String> tensors = new ArrayList<>(styled ? STYLED : tensors(model));
        IntStream.range(0, names.size()).forEach(layer -> tensors.add(MOVE + layer));
        program.method(method, Graph.Mode.INFERENCE, tensors, styled ? List.of(NOISE) : List.of(), g -> {
            g.moveFeatures(name -> {
                int layer = names.indexOf(name);
                if (layer < 0) {
                    return null;
                }
                SampleShape shape = layers.get(layer).shape();
                return g.input(MOVE + layer, 1, shape.channels(), shape.height(), shape.width());
            });
            return body.apply(g);
        });
    }

    private static Value image(Graph g, Decodes model, int dimension) {
        return model instanceof HasStyles styles ? synthesised(g, styles) : decoded(g, model, dimension);
    }

    /// The image of the styles and the noise that a method is given: `[N, C, H, W]` in [0, 1].
    private static Value synthesised(Graph g, HasStyles model) {
        Value all = g.input(STYLES, Value.BATCH, model.styleLayers(), model.styleDimension());
        List<Value> styles = IntStream.range(0, model.styleLayers())
                .mapToObj(i -> g.reshape(g.slice(all, 1, i, i + 1), Value.BATCH, model.styleDimension()))
                .toList();
        Value noise = g.input(GRAIN, 1, model.noiseSize());
        return model.synthesise(g, styles, g.times(noise, g.scalar(NOISE)));
    }

    private static Value decoded(Graph g, Decodes model, int dimension) {
        Value z = g.input(LATENT, Value.BATCH, dimension);
        int rows = rows(model);
        return rows > 0 && model instanceof ConditionalDecodes conditional
                ? conditional.decode(g, z, g.input(CONDITION, Value.BATCH, rows))
                : model.decode(g, z);
    }

    private static List<String> tensors(Decodes model) {
        return rows(model) == 0 ? List.of(LATENT) : List.of(LATENT, CONDITION);
    }

    /// mean + ψ · (style − mean).
    private static Value truncated(Graph g, HasStyles model, int dimension) {
        int rows = model.conditionRows();
        Value style = model.map(
                g, g.input(LATENT, Value.BATCH, dimension), rows == 0 ? null : g.input(CONDITION, Value.BATCH, rows));
        Value mean = model.styleMean(g);
        return g.add(mean, g.times(g.sub(style, mean), g.scalar(TRUNCATION)));
    }

    private static int rows(Decodes model) {
        return model instanceof ConditionalDecodes conditional ? conditional.conditionRows() : 0;
    }

    /// What the method takes behind the weights for the image of one latent; the arguments live while the next are
    /// not asked for.
    ///
    /// **Errors** [BadOption] for a wish that the model does not know.
    List<Argument> arguments(Scope scope, Latent latent, SamplerSettings settings) throws BadOption {
        Styling styling = settings.styling();
        if (!(model instanceof HasStyles)) {
            return latentAndCondition(scope, latent, (float) styling.truncation(), settings);
        }
        List<Argument> arguments = styleArguments(scope, latent, settings);
        arguments.add(Argument.of(styling.noise()));
        return arguments;
    }

    /// What the method [#MAP] takes behind the weights.
    ///
    /// **Errors** as [#arguments].
    List<Argument> styleArguments(Scope scope, Latent latent, SamplerSettings settings) throws BadOption {
        List<Argument> arguments = latentAndCondition(scope, latent, 1, settings);
        arguments.add(Argument.of(settings.styling().truncation()));
        return arguments;
    }

    private List<Argument> latentAndCondition(Scope scope, Latent latent, float factor, SamplerSettings settings)
            throws BadOption {
        FloatBuffer target = latentBuffer.asFloatBuffer();
        for (float value : latent.values()) {
            target.put(factor * value);
        }
        List<Argument> arguments = new ArrayList<>();
        arguments.add(Tensor.wrapFloats(scope, device, latentBuffer, 1, dimension));
        if (rows(model) > 0 && model instanceof ConditionalDecodes conditional) {
            float[] weights = conditional.conditionOf(settings.wishes());
            arguments.add(Tensor.of(scope, device, new HostTensor(new int[] {1, weights.length}, weights)));
        }
        return arguments;
    }
}
