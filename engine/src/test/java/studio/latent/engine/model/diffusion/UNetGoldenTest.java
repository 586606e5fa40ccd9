package studio.latent.engine.model.diffusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import studio.latent.engine.io.Safetensors;
import studio.latent.engine.model.GoldenWeights;
import studio.latent.engine.model.UNetLayout;
import studio.latent.engine.nn.Graph;
import studio.latent.engine.nn.ParameterTable;
import studio.latent.engine.nn.Program;
import studio.latent.engine.nn.Value;
import studio.latent.engine.tensor.Argument;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.tensor.Devices;
import studio.latent.engine.tensor.HostTensor;
import studio.latent.engine.tensor.Lane;
import studio.latent.engine.tensor.OnLane;
import studio.latent.engine.tensor.Scope;
import studio.latent.engine.tensor.Script;
import studio.latent.engine.tensor.Tensor;
import studio.latent.engine.tensor.TensorList;

/// One forward of the network against that of Hugging Face diffusers, with diffusers' own weights.
class UNetGoldenTest {
    private static final UNetShape CLASSES = new UNetShape(
            1, new UNetLayout(List.of(new UNetLayout.Level(8, false), new UNetLayout.Level(16, true)), 1, 4, 4), 4);

    private static final UNetShape DEEP = new UNetShape(
            3,
            new UNetLayout(
                    List.of(
                            new UNetLayout.Level(8, false),
                            new UNetLayout.Level(16, true),
                            new UNetLayout.Level(24, false)),
                    2,
                    8,
                    8),
            0);

    static Stream<Arguments> networksOnDevices() throws Exception {
        JsonArray networks = JsonParser.parseString(Files.readString(resource("unet.json")))
                .getAsJsonObject()
                .getAsJsonArray("networks");
        return Devices.all().stream()
                .flatMap(device -> networks.asList().stream()
                        .map(JsonElement::getAsJsonObject)
                        .map(network -> Arguments.of(network.get("name").getAsString(), network, device)));
    }

    private static Path resource(String name) throws Exception {
        return Path.of(Objects.requireNonNull(UNetGoldenTest.class.getResource("/golden/diffusion/" + name))
                .toURI());
    }

    @ParameterizedTest(name = "{0} on {2}")
    @MethodSource("networksOnDevices")
    void oneForwardAgreesWithDiffusers(String name, JsonObject golden, ComputeDevice device) throws Exception {
        UNetShape shape = name.equals("deep") ? DEEP : CLASSES;
        int size = golden.get("size").getAsInt();
        Program program = forward(shape, size);

        assertThat(GoldenWeights.shapes(program.parameters().trained()))
                .isEqualTo(GoldenWeights.shapes(golden.getAsJsonObject("weights")));
        Map<String, HostTensor> weights = name.equals("deep")
                ? GoldenWeights.of(GoldenWeights.shapes(program.parameters().trained()))
                : Safetensors.read(resource("unet-classes/diffusion_pytorch_model.safetensors"));
        HostTensor output =
                OnLane.call(Lane.Kind.BACKGROUND, scope -> run(scope, device, shape, golden, program, weights));

        JsonArray expected = golden.getAsJsonArray("output");
        assertThat(output.size()).isEqualTo(expected.size());
        double largest = 0;
        for (int i = 0; i < output.size(); i++) {
            largest = Math.max(
                    largest, Math.abs(output.values()[i] - expected.get(i).getAsDouble()));
        }
        assertThat(largest).isCloseTo(0, within(Devices.tolerance(device, 1e-4)));
    }

    private static Program forward(UNetShape shape, int size) {
        boolean conditional = shape.conditions() > 0;
        List<String> tensors = conditional ? List.of("x", "t", "c") : List.of("x", "t");
        return new Program(Graph.Precision.FLOAT32).method("forward", Graph.Mode.INFERENCE, tensors, List.of(), g -> {
            Value x = g.input("x", Value.BATCH, shape.imageChannels(), size, size);
            Value condition = conditional ? g.input("c", Value.BATCH, shape.conditions()) : null;
            return List.of(new UNet(shape).write(g, x, g.input("t", Value.BATCH), condition));
        });
    }

    private static HostTensor run(
            Scope scope,
            ComputeDevice device,
            UNetShape shape,
            JsonObject golden,
            Program program,
            Map<String, HostTensor> weights)
            throws Exception {
        List<Tensor> placed = new ArrayList<>();
        for (ParameterTable.Entry entry : program.parameters().trained()) {
            placed.add(Tensor.of(scope, device, Objects.requireNonNull(weights.get(entry.name()))));
        }
        List<JsonElement> times = golden.getAsJsonArray("times").asList();
        int size = golden.get("size").getAsInt();
        HostTensor t = HostTensor.zeros(times.size());
        HostTensor c = HostTensor.zeros(times.size(), shape.conditions());
        for (int i = 0; i < times.size(); i++) {
            t.values()[i] = times.get(i).getAsFloat();
            if (shape.conditions() > 0) {
                c.values()[
                        i * shape.conditions()
                                + golden.getAsJsonArray("classes").get(i).getAsInt()] = 1;
            }
        }
        List<Argument> arguments = new ArrayList<>(List.of(
                new TensorList(scope, placed),
                new TensorList(scope, List.of()),
                Tensor.of(scope, device, GoldenWeights.wave(1, 1.2, times.size(), shape.imageChannels(), size, size)),
                Tensor.of(scope, device, t)));
        if (shape.conditions() > 0) {
            arguments.add(Tensor.of(scope, device, c));
        }
        return Script.compile(scope, device, Script.Mode.INFERENCE, program.text())
                .callList(scope, "forward", arguments.toArray(Argument[]::new))
                .getFirst()
                .toHost();
    }
}
