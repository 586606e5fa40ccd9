package studio.latent.engine.model.diffusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import studio.latent.engine.model.GoldenWeights;
import studio.latent.engine.model.SampleShape;
import studio.latent.engine.nn.Graph;
import studio.latent.engine.nn.Program;
import studio.latent.engine.nn.Value;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.tensor.Devices;
import studio.latent.engine.tensor.HostTensor;
import studio.latent.engine.tensor.Lane;
import studio.latent.engine.tensor.OnLane;
import studio.latent.engine.tensor.Script;
import studio.latent.engine.tensor.Tensor;
import studio.latent.engine.tensor.TensorList;

/// One forward of the transformer against that of Hugging Face diffusers.
class DiffusionTransformerGoldenTest {
    static Stream<Arguments> networksOnDevices() throws Exception {
        Path file = Path.of(Objects.requireNonNull(
                        DiffusionTransformerGoldenTest.class.getResource("/golden/diffusion/transformer.json"))
                .toURI());
        JsonArray networks =
                JsonParser.parseString(Files.readString(file)).getAsJsonObject().getAsJsonArray("networks");
        return Devices.all().stream()
                .flatMap(device -> networks.asList().stream()
                        .map(JsonElement::getAsJsonObject)
                        .map(network -> Arguments.of(network.get("name").getAsString(), network, device)));
    }

    private static int number(JsonObject golden, String name) {
        return golden.get(name).getAsInt();
    }

    @ParameterizedTest(name = "{0} on {2}")
    @MethodSource("networksOnDevices")
    void oneForwardAgreesWithDiffusers(String name, JsonObject golden, ComputeDevice device) throws Exception {
        int channels = number(golden, "channels");
        int size = number(golden, "size");
        int rows = number(golden, "rows");
        TransformerShape shape = new TransformerShape(
                new SampleShape(channels, size, size),
                number(golden, "patch"),
                number(golden, "heads") * number(golden, "headChannels"),
                number(golden, "depth"),
                number(golden, "headChannels"),
                rows);
        Program program = new Program(Graph.Precision.FLOAT32)
                .method("forward", Graph.Mode.INFERENCE, List.of("x", "t", "c"), List.of(), g -> {
                    Value x = g.input("x", Value.BATCH, channels, size, size);
                    Value condition = g.input("c", Value.BATCH, rows);
                    return List.of(new DiffusionTransformer(shape).write(g, x, g.input("t", Value.BATCH), condition));
                });

        assertThat(GoldenWeights.shapes(program.parameters().trained()))
                .isEqualTo(GoldenWeights.shapes(golden.getAsJsonObject("weights")));
        HostTensor output = OnLane.call(Lane.Kind.BACKGROUND, scope -> {
            Map<String, HostTensor> weights =
                    GoldenWeights.of(GoldenWeights.shapes(program.parameters().trained()));
            TensorList placed = new TensorList(
                    scope,
                    program.parameters().trained().stream()
                            .map(entry -> Tensor.of(scope, device, Objects.requireNonNull(weights.get(entry.name()))))
                            .toList());
            HostTensor times = GoldenWeights.numbers(golden.getAsJsonArray("times"));
            HostTensor told = HostTensor.zeros(times.size(), rows);
            for (int i = 0; i < times.size(); i++) {
                told.values()[i * rows + golden.getAsJsonArray("classes").get(i).getAsInt()] = 1;
            }
            return Script.compile(scope, device, Script.Mode.INFERENCE, program.text())
                    .callList(
                            scope,
                            "forward",
                            placed,
                            new TensorList(scope, List.of()),
                            Tensor.of(scope, device, GoldenWeights.wave(1, 1.2, times.size(), channels, size, size)),
                            Tensor.of(scope, device, times),
                            Tensor.of(scope, device, told))
                    .getFirst()
                    .toHost();
        });

        HostTensor expected = GoldenWeights.numbers(golden.getAsJsonArray("output"));
        assertThat(output.size()).isEqualTo(expected.size());
        double largest = 0;
        for (int i = 0; i < output.size(); i++) {
            largest = Math.max(largest, Math.abs(output.values()[i] - expected.values()[i]));
        }
        assertThat(largest).isCloseTo(0, within(Devices.tolerance(device, 1e-4)));
    }
}
