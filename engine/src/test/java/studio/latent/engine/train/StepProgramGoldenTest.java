package studio.latent.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.model.vae.Vae;
import studio.latent.engine.model.vae.VaeSpec;
import studio.latent.engine.nn.Graph;
import studio.latent.engine.tensor.Argument;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.tensor.Devices;
import studio.latent.engine.tensor.HostTensor;
import studio.latent.engine.tensor.Lane;
import studio.latent.engine.tensor.OnLane;
import studio.latent.engine.tensor.Scope;
import studio.latent.engine.tensor.Script;
import studio.latent.engine.tensor.Tensor;

/// Three steps of each optimizer against PyTorch's own: losses and the weights they lead to.
class StepProgramGoldenTest {
    private static final ImageShape SHAPE = new ImageShape(1, 12, 12);
    private static final int BATCH = 16;

    /// The order in which the reference filled its weights.
    private static final List<String> ORDER = List.of(
            "encoder.stages.0.down.weight",
            "encoder.stages.0.down.bias",
            "encoder.hidden.weight",
            "encoder.hidden.bias",
            "encoder.mean.weight",
            "encoder.mean.bias",
            "encoder.log_variance.weight",
            "encoder.log_variance.bias",
            "decoder.hidden.weight",
            "decoder.hidden.bias",
            "decoder.in.weight",
            "decoder.in.bias",
            "decoder.stages.0.up.weight",
            "decoder.stages.0.up.bias");

    static Stream<JsonObject> runs() throws Exception {
        try (InputStreamReader reader = new InputStreamReader(
                Objects.requireNonNull(StepProgramGoldenTest.class.getResourceAsStream("/golden/vae-steps.json")),
                StandardCharsets.UTF_8)) {
            return JsonParser.parseReader(reader).getAsJsonObject().getAsJsonArray("runs").asList().stream()
                    .map(JsonElement::getAsJsonObject);
        }
    }

    static Stream<Arguments> runsOnDevices() throws Exception {
        List<JsonObject> runs = runs().toList();
        return Devices.all().stream().flatMap(device -> runs.stream().map(run -> Arguments.of(run, device)));
    }

    @ParameterizedTest
    @MethodSource("runsOnDevices")
    void threeStepsAgreeWithPyTorch(JsonObject golden, ComputeDevice device) throws Exception {
        Optimizer optimizer =
                Optimizer.valueOf(golden.get("optimizer").getAsString().toUpperCase(Locale.ROOT));
        VaeSpec.Likelihood likelihood = VaeSpec.Likelihood.valueOf(
                golden.get("likelihood").getAsString().toUpperCase(Locale.ROOT));

        List<float[]> losses = new ArrayList<>();
        Map<String, HostTensor> weights =
                OnLane.call(Lane.Kind.TRAIN, scope -> threeSteps(scope, device, optimizer, likelihood, losses));

        JsonArray expected = golden.getAsJsonArray("losses");
        for (int step = 0; step < 3; step++) {
            for (int term = 0; term < 3; term++) {
                double value = expected.get(step).getAsJsonArray().get(term).getAsDouble();
                assertThat((double) losses.get(step)[term])
                        .as("step %d term %d", step, term)
                        .isCloseTo(value, within(Devices.tolerance(device, 2e-5) * Math.abs(value)));
            }
        }
        golden.getAsJsonObject("weightNorms")
                .entrySet()
                .forEach(entry -> assertThat(norm(Objects.requireNonNull(weights.get("weights." + entry.getKey()))))
                        .as(entry.getKey())
                        .isCloseTo(
                                entry.getValue().getAsDouble(),
                                within(Devices.tolerance(device, 2e-4)
                                        * Math.abs(entry.getValue().getAsDouble()))));
    }

    private static Map<String, HostTensor> threeSteps(
            Scope scope, ComputeDevice device, Optimizer optimizer, VaeSpec.Likelihood likelihood, List<float[]> losses)
            throws Exception {
        double learningRate = switch (optimizer) {
            case SGD -> 1e-4;
            case RMSPROP -> 1e-3;
            default -> 1e-2;
        };
        double clip = optimizer == Optimizer.ADAMW || optimizer == Optimizer.SGD ? 50 : 0;
        TrainingSpec spec = new TrainingSpec(
                BATCH,
                3,
                optimizer,
                learningRate,
                LearningRateSchedule.CONSTANT,
                0,
                0.9,
                0.99,
                1e-2,
                clip,
                0,
                0,
                TrainingSpec.Precision.FLOAT32,
                false,
                1000,
                1000,
                0,
                0);
        VaeSpec model = new VaeSpec(SHAPE, 4, VaeSpec.Network.CONVOLUTIONAL, 8, 32, 0, likelihood, 1, 0, 0);
        StepProgram program = StepProgram.of(new Vae(model), spec, Graph.Precision.FLOAT32);
        Script script = Script.compile(scope, device, Script.Mode.GRADIENT, program.text());
        SequencedMap<String, HostTensor> start = StepState.initial(program.parameters(), spec, 0);
        for (int i = 0; i < ORDER.size(); i++) {
            String name = "weights." + ORDER.get(i);
            start.put(name, wave(i, 0.2, Objects.requireNonNull(start.get(name)).shape()));
        }
        StepState state = StepState.on(scope, device, program.parameters(), start);
        ByteBuffer images = ByteBuffer.allocateDirect(BATCH * SHAPE.size()).order(ByteOrder.nativeOrder());
        for (int i = 0; i < images.capacity(); i++) {
            images.put(i, (byte) (i % 12 < 4 + i % 7 ? 255 : 0));
        }
        for (int s = 0; s < 3; s++) {
            losses.add(script.call(
                            scope,
                            "step",
                            state.weights(),
                            state.buffers(),
                            state.detached(),
                            state.moment1(),
                            state.moment2(),
                            state.counts(),
                            state.averages(),
                            Tensor.wrapBytes(scope, device, images, BATCH, 1, 12, 12),
                            Tensor.of(scope, device, wave(s, 1, BATCH, 4)),
                            Argument.of(1.0),
                            Argument.of(learningRate),
                            Argument.of(1.0))
                    .toHost()
                    .values());
        }
        return state.toHost();
    }

    private static HostTensor wave(int phase, double scale, int... shape) {
        float[] values = new float[HostTensor.sizeOf(shape)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (Math.sin(i * 0.37 + phase) * scale);
        }
        return new HostTensor(shape, values);
    }

    private static double norm(HostTensor tensor) {
        double sum = 0;
        for (float value : tensor.values()) {
            sum += (double) value * value;
        }
        return Math.sqrt(sum);
    }
}
