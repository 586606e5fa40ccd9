package studio.latent.engine.generate;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import studio.latent.engine.error.IncompatibleModel;
import studio.latent.engine.error.OutOfDeviceMemory;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.model.Decodes;
import studio.latent.engine.model.Latent;
import studio.latent.engine.model.ModelDefinition;
import studio.latent.engine.nn.Graph;
import studio.latent.engine.nn.Program;
import studio.latent.engine.nn.Value;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.tensor.HostTensor;
import studio.latent.engine.tensor.Scope;
import studio.latent.engine.tensor.Script;
import studio.latent.engine.tensor.Tensor;
import studio.latent.engine.tensor.TensorList;

/// A decoder on the lane that made it, whose images are not rounded to bytes: for differences between images that
/// a byte is too coarse for.
///
/// Latents that are decoded in one call go through the same arithmetic, so that of near ones the difference is
/// that of their images.
public final class FloatDecoder implements AutoCloseable {
    private static final String METHOD = "decode";

    private final Scope scope = new Scope();
    private final ComputeDevice device;
    private final int latentDimension;
    private final ImageShape shape;
    private final Script script;
    private final TensorList weights;
    private final TensorList buffers;

    private FloatDecoder(
            ModelDefinition definition, Program program, Map<String, HostTensor> values, ComputeDevice device) {
        this.device = device;
        this.latentDimension = definition.spec().latentDimension();
        this.shape = definition.spec().image();
        this.script = Script.compile(scope, device, Script.Mode.INFERENCE, program.text());
        this.weights = LaneWeights.list(scope, device, program.parameters().trained(), values);
        this.buffers = LaneWeights.list(scope, device, program.parameters().buffers(), values);
    }

    /// Puts a model's decoder on the calling lane.
    ///
    /// **Errors** [IncompatibleModel] for a model that does not decode latents, and for weights that do not fit.
    public static FloatDecoder load(ModelDefinition definition, Map<String, HostTensor> weights, ComputeDevice device)
            throws IncompatibleModel {
        if (!(definition instanceof Decodes decoder)) {
            throw new IncompatibleModel(
                    "This model makes no images from latents, so there is no path through them.",
                    "Choose a model that decodes.");
        }
        Program program = new Program(Graph.Precision.FLOAT32)
                .method(METHOD, Graph.Mode.INFERENCE, List.of("z"), List.of(), g -> {
                    Value z = g.input("z", Value.BATCH, definition.spec().latentDimension());
                    return List.of(decoder.decode(g, z));
                });
        LaneWeights.requireFit(program, weights);
        return new FloatDecoder(definition, program, weights, device);
    }

    public ImageShape shape() {
        return shape;
    }

    /// The images of some latents, decoded in one call.
    ///
    /// **Shapes** `[count · C · H · W]`. **Units** [0, 1].
    public float[] decode(List<Latent> latents) throws OutOfDeviceMemory {
        ByteBuffer rows = ByteBuffer.allocateDirect(latents.size() * latentDimension * Float.BYTES)
                .order(ByteOrder.nativeOrder());
        for (Latent latent : latents) {
            if (latent.dimension() != latentDimension) {
                throw new IllegalArgumentException(
                        "latent must have " + latentDimension + " numbers, got " + latent.dimension());
            }
            for (float value : latent.values()) {
                rows.putFloat(value);
            }
        }
        try (Scope step = new Scope()) {
            Tensor z = Tensor.wrapFloats(step, device, rows, latents.size(), latentDimension);
            return script.callList(step, METHOD, weights, buffers, z)
                    .getFirst()
                    .toHost()
                    .values();
        }
    }

    @Override
    public void close() {
        scope.close();
    }
}
