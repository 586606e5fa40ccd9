package studio.latent.engine.model;

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
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import studio.latent.engine.io.Safetensors;
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

/// Encoder and decoder against those of Hugging Face diffusers, with diffusers' own weights.
class AutoencoderNetworkGoldenTest {
    private static final String PREFIX = "frozen.";

    static Stream<Arguments> networksOnDevices() throws Exception {
        JsonArray networks = JsonParser.parseString(Files.readString(resource("autoencoder.json")))
                .getAsJsonObject()
                .getAsJsonArray("networks");
        return Devices.all().stream()
                .flatMap(device -> networks.asList().stream()
                        .map(JsonElement::getAsJsonObject)
                        .map(network -> Arguments.of(network.get("name").getAsString(), network, device)));
    }

    private static Path resource(String name) throws Exception {
        return Path.of(
                Objects.requireNonNull(AutoencoderNetworkGoldenTest.class.getResource("/golden/diffusion/" + name))
                        .toURI());
    }

    @ParameterizedTest(name = "{0} on {2}")
    @MethodSource("networksOnDevices")
    void meansVariancesAndImagesAgreeWithDiffusers(String name, JsonObject golden, ComputeDevice device)
            throws Exception {
        AutoencoderShape shape = shape(golden);
        int[] image = {number(golden, "imageChannels"), number(golden, "height"), number(golden, "width")};
        int[] latent = {shape.latentChannels(), image[1] / shape.factor(), image[2] / shape.factor()};
        Program program = program(new AutoencoderNetwork(shape, PREFIX), image, latent);

        assertThat(named(program.parameters().trained()))
                .as("weights that are trained")
                .isEmpty();
        assertThat(named(program.parameters().buffers()))
                .isEqualTo(GoldenWeights.shapes(golden.getAsJsonObject("weights")));
        Map<String, HostTensor> weights = name.equals("deep")
                ? GoldenWeights.of(GoldenWeights.shapes(golden.getAsJsonObject("weights")))
                : Safetensors.read(resource("autoencoder/diffusion_pytorch_model.safetensors"));
        List<HostTensor> outputs = OnLane.call(Lane.Kind.BACKGROUND, scope -> {
            TensorList placed = new TensorList(
                    scope,
                    program.parameters().buffers().stream()
                            .map(entry -> Tensor.of(
                                    scope, device, Objects.requireNonNull(weights.get(diffusersName(entry.name())))))
                            .toList());
            return Script.compile(scope, device, Script.Mode.INFERENCE, program.text())
                    .callList(
                            scope,
                            "both",
                            new TensorList(scope, List.of()),
                            placed,
                            Tensor.of(scope, device, GoldenWeights.wave(1, 0.9, 2, image[0], image[1], image[2])),
                            Tensor.of(scope, device, GoldenWeights.wave(2, 1.5, 2, latent[0], latent[1], latent[2])))
                    .stream()
                    .map(Tensor::toHost)
                    .toList();
        });

        double tolerance = Devices.tolerance(device, 1e-4);
        assertSame(outputs.get(0), golden.getAsJsonArray("mean"), tolerance);
        assertSame(outputs.get(1), golden.getAsJsonArray("logVariance"), tolerance);
        assertSame(outputs.get(2), golden.getAsJsonArray("decoded"), tolerance);
    }

    private static Program program(AutoencoderNetwork network, int[] image, int[] latent) {
        return new Program(Graph.Precision.FLOAT32)
                .method("both", Graph.Mode.INFERENCE, List.of("x", "z"), List.of(), g -> {
                    Value x = g.input("x", Value.BATCH, image[0], image[1], image[2]);
                    Value z = g.input("z", Value.BATCH, latent[0], latent[1], latent[2]);
                    Value[] moments = new Value[2];
                    Value decoded = g.frozen(() -> {
                        AutoencoderNetwork.Posterior posterior = network.encode(g, x);
                        moments[0] = posterior.mean();
                        moments[1] = posterior.logVariance();
                        return network.decode(g, z, image[0]);
                    });
                    return List.of(moments[0], moments[1], decoded);
                });
    }

    private static AutoencoderShape shape(JsonObject golden) {
        JsonArray channels = golden.getAsJsonArray("channels");
        int first = channels.get(0).getAsInt();
        int last = channels.get(channels.size() - 1).getAsInt();
        return new AutoencoderShape(
                number(golden, "latentChannels"),
                first,
                channels.size(),
                last / first,
                number(golden, "blocks"),
                number(golden, "groups"));
    }

    private static int number(JsonObject golden, String name) {
        return golden.get(name).getAsInt();
    }

    private static void assertSame(HostTensor found, JsonArray expected, double tolerance) {
        assertThat(found.size()).isEqualTo(expected.size());
        double largest = 0;
        for (int i = 0; i < found.size(); i++) {
            largest = Math.max(
                    largest, Math.abs(found.values()[i] - expected.get(i).getAsDouble()));
        }
        assertThat(largest).isCloseTo(0, within(tolerance));
    }

    private static String diffusersName(String name) {
        return name.substring(PREFIX.length());
    }

    /// Shapes by the names of diffusers.
    private static Map<String, List<Integer>> named(List<ParameterTable.Entry> entries) {
        Map<String, List<Integer>> shapes = new TreeMap<>();
        GoldenWeights.shapes(entries).forEach((name, shape) -> shapes.put(diffusersName(name), shape));
        return shapes;
    }
}
