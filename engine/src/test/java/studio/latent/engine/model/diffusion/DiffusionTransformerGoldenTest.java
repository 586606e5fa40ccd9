package studio.latent.engine.model.diffusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import studio.latent.engine.model.SampleShape;
import studio.latent.engine.nn.Graph;
import studio.latent.engine.nn.ParameterTable;
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

        assertThat(shapes(program.parameters())).isEqualTo(shapes(golden.getAsJsonObject("weights")));
        HostTensor output = OnLane.call(Lane.Kind.BACKGROUND, scope -> {
            Map<String, HostTensor> weights = byFormula(program.parameters());
            TensorList placed = new TensorList(
                    scope,
                    program.parameters().trained().stream()
                            .map(entry -> Tensor.of(scope, device, Objects.requireNonNull(weights.get(entry.name()))))
                            .toList());
            HostTensor times = numbers(golden.getAsJsonArray("times"));
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
                            Tensor.of(scope, device, wave(1, 1.2, times.size(), channels, size, size)),
                            Tensor.of(scope, device, times),
                            Tensor.of(scope, device, told))
                    .getFirst()
                    .toHost();
        });

        HostTensor expected = numbers(golden.getAsJsonArray("output"));
        assertThat(output.size()).isEqualTo(expected.size());
        double largest = 0;
        for (int i = 0; i < output.size(); i++) {
            largest = Math.max(largest, Math.abs(output.values()[i] - expected.values()[i]));
        }
        assertThat(largest).isCloseTo(0, within(Devices.tolerance(device, 1e-4)));
    }

    private static HostTensor numbers(JsonArray array) {
        HostTensor tensor = HostTensor.zeros(array.size());
        for (int i = 0; i < array.size(); i++) {
            tensor.values()[i] = array.get(i).getAsFloat();
        }
        return tensor;
    }

    /// The weights of the network without a file: see make_transformer.py.
    private static Map<String, HostTensor> byFormula(ParameterTable table) {
        TreeMap<String, int[]> sorted = new TreeMap<>();
        table.trained().forEach(entry -> sorted.put(entry.name(), entry.shape()));
        Map<String, HostTensor> weights = new LinkedHashMap<>();
        int i = 0;
        for (Map.Entry<String, int[]> entry : sorted.entrySet()) {
            int[] shape = entry.getValue();
            double scale = shape.length == 1 ? 0.1 : 1.5 / Math.sqrt((double) HostTensor.sizeOf(shape) / shape[0]);
            weights.put(entry.getKey(), wave(i++, scale, shape));
        }
        return weights;
    }

    private static HostTensor wave(double phase, double scale, int... shape) {
        HostTensor tensor = HostTensor.zeros(shape);
        for (int i = 0; i < tensor.size(); i++) {
            tensor.values()[i] = (float) (Math.sin(i * 0.37 + phase) * scale);
        }
        return tensor;
    }

    private static Map<String, List<Integer>> shapes(ParameterTable table) {
        Map<String, List<Integer>> shapes = new TreeMap<>();
        table.trained()
                .forEach(entry -> shapes.put(
                        entry.name(), Arrays.stream(entry.shape()).boxed().toList()));
        return shapes;
    }

    private static Map<String, List<Integer>> shapes(JsonObject weights) {
        Map<String, List<Integer>> shapes = new TreeMap<>();
        weights.entrySet()
                .forEach(entry -> shapes.put(
                        entry.getKey(),
                        entry.getValue().getAsJsonArray().asList().stream()
                                .map(JsonElement::getAsInt)
                                .toList()));
        return shapes;
    }
}
