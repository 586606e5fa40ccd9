package studio.latent.engine.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.tensor.HostTensor;
import studio.latent.engine.tensor.Lane;
import studio.latent.engine.tensor.OnLane;
import studio.latent.engine.tensor.Script;
import studio.latent.engine.tensor.Tensor;
import studio.latent.engine.tensor.TensorList;

class WindowLayersTest {
    private static final HostTensor NINE =
            new HostTensor(new int[] {1, 1, 3, 3}, new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9});

    @FunctionalInterface
    private interface Layer {
        Value write(WindowLayers layers, Value x);
    }

    private static HostTensor run(Layer layer, HostTensor... weights) throws Exception {
        Program program = new Program(Graph.Precision.FLOAT32);
        program.method("run", Graph.Mode.INFERENCE, List.of("x"), List.of(), g -> {
            Value y = layer.write(new WindowLayers(g), g.input("x", Value.BATCH, 1, 3, 3));
            return List.of(y);
        });
        return OnLane.call(Lane.Kind.BACKGROUND, scope -> {
            Script script = Script.compile(scope, ComputeDevice.CPU, Script.Mode.INFERENCE, program.text());
            List<Tensor> placed = java.util.Arrays.stream(weights)
                    .map(weight -> Tensor.of(scope, ComputeDevice.CPU, weight))
                    .toList();
            return script.callList(
                            scope,
                            "run",
                            new TensorList(scope, placed),
                            new TensorList(scope, List.of()),
                            Tensor.of(scope, ComputeDevice.CPU, NINE))
                    .getFirst()
                    .toHost();
        });
    }

    @Test
    void theMeanOfAWindowLeavesOutWhatWasAddedAtTheEdges() throws Exception {
        HostTensor means = run((layers, x) -> layers.averagePool(x, Window.same(3, 3)));

        assertThat(means.values()).containsExactly(3, 3.5f, 4, 4.5f, 5, 5.5f, 6, 6.5f, 7);
    }

    @Test
    void theLargestOfAWindowIsNeverWhatWasAdded() throws Exception {
        HostTensor inside = run((layers, x) -> layers.maxPool(x, Window.valid(3, 2)));
        HostTensor around = run((layers, x) -> layers.maxPool(x, Window.same(3, 3)));

        assertThat(inside.values()).containsExactly(9);
        assertThat(around.values()).containsExactly(5, 6, 6, 8, 9, 9, 8, 9, 9);
    }

    @Test
    void aRowOfThreeIsCrossCorrelatedAndCutAtZero() throws Exception {
        HostTensor result = run(
                (layers, x) -> layers.convolutionRelu("row", x, 1, Window.same(1, 3)),
                new HostTensor(new int[] {1, 1, 1, 3}, new float[] {1, 0, -2}),
                new HostTensor(new int[] {1}, new float[] {4}));

        assertThat(result.shape()).containsExactly(1, 1, 3, 3);
        assertThat(result.values()).containsExactly(0, 0, 6, 0, 0, 9, 0, 0, 12);
    }

    @Test
    void partsAreJoinedInTheirOrderAndMeansGoOverAllPixels() throws Exception {
        HostTensor means =
                run((layers, x) -> layers.channelMeans(layers.join(List.of(x, layers.maxPool(x, Window.same(3, 3))))));

        assertThat(means.shape()).containsExactly(1, 2);
        assertThat(means.values()).containsExactly(5, 69 / 9f);
    }

    @Test
    void aWindowWithoutPixelsIsABug() {
        assertThatThrownBy(() -> new Window(0, 3, 1, 0, 0)).hasMessageContaining("window");
    }
}
