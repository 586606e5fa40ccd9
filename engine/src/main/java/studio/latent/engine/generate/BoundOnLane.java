package studio.latent.engine.generate;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import studio.latent.engine.error.IncompatibleModel;
import studio.latent.engine.error.OutOfDeviceMemory;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.image.Raster;
import studio.latent.engine.model.HasLikelihoodBound;
import studio.latent.engine.model.ModelDefinition;
import studio.latent.engine.model.TrainingStep;
import studio.latent.engine.nn.Graph;
import studio.latent.engine.nn.ParameterTable;
import studio.latent.engine.nn.Program;
import studio.latent.engine.nn.Value;
import studio.latent.engine.tensor.Argument;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.tensor.HostTensor;
import studio.latent.engine.tensor.Noise;
import studio.latent.engine.tensor.Scope;
import studio.latent.engine.tensor.Script;
import studio.latent.engine.tensor.Tensor;
import studio.latent.engine.tensor.TensorList;

/// Lower bounds of single images' log-likelihood under a model, on the lane that made it.
///
/// The model's own training step is run, without dropout, on one image at a time: its terms are means over a
/// batch, and a bound must depend on its image and noise alone.
public final class BoundOnLane implements AutoCloseable {
    private static final String METHOD = "terms";

    private final Scope scope = new Scope();
    private final ComputeDevice device;
    private final ImageShape shape;
    private final TrainingStep step;
    private final Script script;
    private final TensorList weights;
    private final TensorList buffers;
    private final ByteBuffer pixels;

    private BoundOnLane(
            ModelDefinition definition, Map<String, HostTensor> values, ComputeDevice device, Program program) {
        this.device = device;
        this.shape = definition.spec().image();
        this.step = definition.trainingStep();
        this.script = Script.compile(scope, device, Script.Mode.INFERENCE, program.text());
        ParameterTable table = program.parameters();
        this.weights = LaneWeights.list(scope, device, table.trained(), values);
        this.buffers = LaneWeights.list(scope, device, table.buffers(), values);
        this.pixels = ByteBuffer.allocateDirect(shape.size()).order(ByteOrder.nativeOrder());
    }

    /// Puts a model on the calling lane.
    ///
    /// **Errors** [IncompatibleModel] for a model without a bound, and for weights that lack what its training step
    /// uses.
    public static BoundOnLane load(ModelDefinition definition, Map<String, HostTensor> weights, ComputeDevice device)
            throws IncompatibleModel {
        if (!(definition instanceof HasLikelihoodBound bound)) {
            throw new IncompatibleModel(
                    "This model tells no likelihood of images.", "Choose a model with an encoder and a decoder.");
        }
        Program program = program(definition, bound.boundTerm());
        List<String> mismatches = program.parameters().mismatches(weights);
        if (!mismatches.isEmpty()) {
            throw new IncompatibleModel(
                    "The weights lack a part that the likelihood needs: " + mismatches.getFirst() + ".",
                    "Use a model that was saved with its encoder.");
        }
        return new BoundOnLane(definition, weights, device, program);
    }

    private static Program program(ModelDefinition definition, String term) {
        TrainingStep step = definition.trainingStep();
        ImageShape image = definition.spec().image();
        List<String> tensors = new ArrayList<>(List.of("x"));
        step.noise().forEach(noise -> tensors.add(noise.name()));
        return new Program(Graph.Precision.FLOAT32).method(METHOD, Graph.Mode.INFERENCE, tensors, step.numbers(), g -> {
            Value x = g.input("x", Value.BATCH, image.channels(), image.height(), image.width());
            List<Value> noise = step.noise().stream()
                    .map(input -> g.input(input.name(), batchOf(input.shape())))
                    .toList();
            List<Graph.Scalar> numbers = step.numbers().stream().map(g::scalar).toList();
            Value bound = step.write(g, new TrainingStep.Batch(g.unitFloats(x), null, noise, numbers))
                    .named()
                    .get(term);
            return List.of(Objects.requireNonNull(bound, "the training step reports no " + term));
        });
    }

    private static int[] batchOf(int... shape) {
        int[] whole = new int[shape.length + 1];
        whole[0] = Value.BATCH;
        System.arraycopy(shape, 0, whole, 1, shape.length);
        return whole;
    }

    /// The bound of one image, in nats, from one draw of the model's noise by `seed`.
    ///
    /// **Errors** [IncompatibleModel] for an image of another shape than the model's.
    public double bound(Raster image, long seed) throws IncompatibleModel, OutOfDeviceMemory {
        if (!image.shape().equals(shape)) {
            throw new IncompatibleModel(
                    "The image is " + image + ", the model takes " + shape + ".", "Fit the images to the model first.");
        }
        pixels.put(0, image.samples());
        try (Scope call = new Scope()) {
            List<Argument> arguments = new ArrayList<>(List.of(weights, buffers));
            arguments.add(Tensor.wrapBytes(call, device, pixels, 1, shape.channels(), shape.height(), shape.width()));
            for (TrainingStep.NoiseInput input : step.noise()) {
                arguments.add(noise(call, input, seed));
            }
            for (String number : step.numbers()) {
                arguments.add(Argument.of(step.number(number, Integer.MAX_VALUE - 1)));
            }
            return script.callList(call, METHOD, arguments.toArray(Argument[]::new))
                    .getFirst()
                    .toHost()
                    .values()[0];
        }
    }

    private Tensor noise(Scope call, TrainingStep.NoiseInput input, long seed) {
        int[] one = batchOf(input.shape());
        one[0] = 1;
        int size = HostTensor.sizeOf(one);
        float[] values = switch (input.distribution()) {
            case NORMAL -> Noise.normals(seed, input.stream(), 0, size);
            // dropout, which is off here: the script takes it and does not look at it
            case UNIFORM -> new float[size];
        };
        return Tensor.of(call, device, new HostTensor(one, values));
    }

    @Override
    public void close() {
        scope.close();
    }
}
