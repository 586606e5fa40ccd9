package studio.latent.engine.generate;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import studio.latent.engine.error.BadOption;
import studio.latent.engine.model.ConditionalDecodes;
import studio.latent.engine.model.Decodes;
import studio.latent.engine.model.Latent;
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
/// A latent is scaled by the truncation ψ, for the mean of the latents that such a model was trained with is 0.
final class OneStepDecoder {
    static final String METHOD = "decode";

    private static final String LATENT = "z";
    private static final String CONDITION = "c";

    private final Decodes model;
    private final ComputeDevice device;
    private final int dimension;
    private final ByteBuffer latentBuffer;

    OneStepDecoder(Decodes model, ComputeDevice device, int dimension) {
        this.model = model;
        this.device = device;
        this.dimension = dimension;
        this.latentBuffer = ByteBuffer.allocateDirect(dimension * Float.BYTES).order(ByteOrder.nativeOrder());
    }

    /// Adds the method: latents `[N, d]`, and conditions `[N, rows]` where the model takes such, to bytes.
    static void write(Program program, Decodes model, int dimension) {
        int rows = rows(model);
        List<String> tensors = rows == 0 ? List.of(LATENT) : List.of(LATENT, CONDITION);
        program.method(METHOD, Graph.Mode.INFERENCE, tensors, List.of(), g -> {
            Value z = g.input(LATENT, Value.BATCH, dimension);
            Value image = rows > 0 && model instanceof ConditionalDecodes conditional
                    ? conditional.decode(g, z, g.input(CONDITION, Value.BATCH, rows))
                    : model.decode(g, z);
            return List.of(g.unitBytes(image));
        });
    }

    private static int rows(Decodes model) {
        return model instanceof ConditionalDecodes conditional ? conditional.conditionRows() : 0;
    }

    /// What the method takes behind the weights for the image of one latent; the arguments live while the next are
    /// not asked for.
    ///
    /// **Errors** [BadOption] for a wish that the model does not know.
    List<Argument> arguments(Scope scope, Latent latent, SamplerSettings settings) throws BadOption {
        float truncation = (float) settings.styling().truncation();
        FloatBuffer target = latentBuffer.asFloatBuffer();
        for (float value : latent.values()) {
            target.put(truncation * value);
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
