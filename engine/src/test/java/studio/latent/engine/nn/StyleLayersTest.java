package studio.latent.engine.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.latent.engine.model.GoldenWeights;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.tensor.HostTensor;
import studio.latent.engine.tensor.Lane;
import studio.latent.engine.tensor.OnLane;
import studio.latent.engine.tensor.Script;
import studio.latent.engine.tensor.Tensor;
import studio.latent.engine.tensor.TensorList;

class StyleLayersTest {
    private static JsonObject golden() throws Exception {
        Path file = Path.of(Objects.requireNonNull(StyleLayersTest.class.getResource("/golden/gan/gan.json"))
                .toURI());
        return JsonParser.parseString(Files.readString(file)).getAsJsonObject().getAsJsonObject("styles");
    }

    private static HostTensor run(
            HostTensor x, HostTensor style, List<HostTensor> weights, BiFunction<Graph, List<Value>, Value> layer)
            throws Exception {
        Program program = new Program(Graph.Precision.FLOAT32)
                .method("run", Graph.Mode.INFERENCE, List.of("x", "s"), List.of(), g -> {
                    int[] shape = x.shape().clone();
                    shape[0] = Value.BATCH;
                    return List.of(
                            layer.apply(g, List.of(g.input("x", shape), g.input("s", Value.BATCH, style.shape()[1]))));
                });
        return OnLane.call(Lane.Kind.BACKGROUND, scope -> {
            TensorList placed = new TensorList(
                    scope,
                    weights.stream()
                            .map(weight -> Tensor.of(scope, ComputeDevice.CPU, weight))
                            .toList());
            return Script.compile(scope, ComputeDevice.CPU, Script.Mode.INFERENCE, program.text())
                    .callList(
                            scope,
                            "run",
                            placed,
                            new TensorList(scope, List.of()),
                            Tensor.of(scope, ComputeDevice.CPU, x),
                            Tensor.of(scope, ComputeDevice.CPU, style))
                    .getFirst()
                    .toHost();
        });
    }

    private static void assertClose(HostTensor found, HostTensor expected) {
        assertThat(found.size()).isEqualTo(expected.size());
        for (int i = 0; i < expected.size(); i++) {
            assertThat((double) found.values()[i]).as("number %d", i).isCloseTo(expected.values()[i], within(5e-6));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aModulatedConvolutionIsThatOfThePaperImageByImage(boolean demodulates) throws Exception {
        HostTensor style = GoldenWeights.wave(2.3, 0.8, 2, 3);
        for (int i = 0; i < style.size(); i++) {
            style.values()[i] += 1;
        }

        HostTensor result = run(
                GoldenWeights.wave(0.2, 1, 2, 3, 5, 5),
                style,
                List.of(GoldenWeights.wave(1.1, 1, 4, 3, 3, 3)),
                (g, in) -> new StyleLayers(g).modulatedConv("conv", in.get(0), in.get(1), 4, 3, demodulates));

        assertClose(result, GoldenWeights.numbers(golden().getAsJsonArray(demodulates ? "demodulated" : "modulated")));
    }

    @Test
    void enlargingInterpolatesAsPyTorchDoes() throws Exception {
        HostTensor result = run(
                GoldenWeights.wave(0.4, 1, 1, 2, 3, 4),
                HostTensor.zeros(1, 1),
                List.of(),
                (g, in) -> new StyleLayers(g).upsample2x(in.get(0)));

        assertThat(result.shape()).containsExactly(1, 2, 6, 8);
        assertClose(result, GoldenWeights.numbers(golden().getAsJsonArray("upsampled")));
    }

    @Test
    void pixelNormMakesTheMeanSquareOfEachPlaceOne() throws Exception {
        HostTensor result = run(
                GoldenWeights.wave(0.1, 3, 1, 4, 2, 2),
                HostTensor.zeros(1, 1),
                List.of(),
                (g, in) -> new StyleLayers(g).pixelNorm(in.get(0)));

        for (int place = 0; place < 4; place++) {
            double square = 0;
            for (int channel = 0; channel < 4; channel++) {
                square += Math.pow(result.values()[channel * 4 + place], 2) / 4;
            }
            assertThat(square).isCloseTo(1, within(1e-5));
        }
    }

    @Test
    void aSlowLinearLayerBeginsAsAnyOther() throws Exception {
        ParameterTable table = new ParameterTable();
        Graph slow = new Graph(table, Graph.Mode.TRAINING, Graph.Precision.FLOAT32);

        new StyleLayers(slow).linear("slow", slow.input("x", Value.BATCH, 8), 4, 0.01, 0);

        HostTensor weight = Objects.requireNonNull(table.initial(3).get("slow.weight"));
        double deviation = Math.sqrt(IntStream.range(0, weight.size())
                .mapToDouble(i -> Math.pow(weight.values()[i], 2))
                .average()
                .orElseThrow());
        assertThat(deviation * 0.01).isCloseTo(1, within(0.4));
        assertThat(Arrays.stream(weight.shape()).boxed().toList()).containsExactly(4, 8);
    }
}
