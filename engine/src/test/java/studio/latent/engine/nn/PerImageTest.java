package studio.latent.engine.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.tensor.HostTensor;
import studio.latent.engine.tensor.Lane;
import studio.latent.engine.tensor.OnLane;
import studio.latent.engine.tensor.Script;
import studio.latent.engine.tensor.Tensor;
import studio.latent.engine.tensor.TensorList;

class PerImageTest {
    private static List<HostTensor> run(HostTensor x, BiFunction<Graph, Value, List<Value>> body, HostTensor... weights)
            throws Exception {
        int[] shape = x.shape().clone();
        shape[0] = Value.BATCH;
        Program program = new Program(Graph.Precision.FLOAT32)
                .method("run", Graph.Mode.INFERENCE, List.of("x"), List.of(), g -> body.apply(g, g.input("x", shape)));
        return OnLane.call(Lane.Kind.BACKGROUND, scope -> {
            List<Tensor> placed = Arrays.stream(weights)
                    .map(weight -> Tensor.of(scope, ComputeDevice.CPU, weight))
                    .toList();
            return Script.compile(scope, ComputeDevice.CPU, Script.Mode.INFERENCE, program.text())
                    .callList(
                            scope,
                            "run",
                            new TensorList(scope, placed),
                            new TensorList(scope, List.of()),
                            Tensor.of(scope, ComputeDevice.CPU, x))
                    .stream()
                    .map(Tensor::toHost)
                    .toList();
        });
    }

    private static HostTensor column(float... values) {
        return new HostTensor(new int[] {values.length, 1}, values);
    }

    private static HostTensor vector(float... values) {
        return new HostTensor(new int[] {values.length}, values);
    }

    @Test
    void sinusoidsAreCosinesAndSinesOfGeometricFrequencies() throws Exception {
        HostTensor waves = run(vector(0, 2), (g, x) -> List.of(new PerImage(g).sinusoids(x, 4)))
                .getFirst();

        double[] expected = {1, 1, 0, 0, Math.cos(2), Math.cos(0.02), Math.sin(2), Math.sin(0.02)};
        assertThat(waves.shape()).containsExactly(2, 4);
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) waves.values()[i]).isCloseTo(expected[i], within(1e-6));
        }
    }

    @Test
    void aWeightOfOneLooksARowUpAndHalvesMixTwo() throws Exception {
        HostTensor rows = new HostTensor(new int[] {3, 2}, new float[] {1, 2, 3, 4, 5, 6});
        HostTensor weights = new HostTensor(new int[] {2, 3}, new float[] {0, 0, 1, 0.5f, 0.5f, 0});

        HostTensor found = run(weights, (g, x) -> List.of(new PerImage(g).embedding("rows", x, 2)), rows)
                .getFirst();

        assertThat(found.values()).containsExactly(5, 6, 2, 3);
    }

    @Test
    void placesAreSpreadEvenlyWhateverTheOneUniformIs() throws Exception {
        for (float uniform : new float[] {0, 0.1f, 0.5f, 0.999999f}) {
            HostTensor places = run(
                            column(uniform, 0.3f, 0.3f, 0.3f), (g, x) -> List.of(new PerImage(g).spread(x, 1000)))
                    .getFirst();

            float[] sorted = places.values().clone();
            Arrays.sort(sorted);
            for (int i = 0; i < 4; i++) {
                assertThat(sorted[i]).as("uniform %s", uniform).isBetween(250f * i, 250f * (i + 1) - 1);
            }
        }
    }

    @Test
    void tableRowsAreFoundAndTheirMeansAreTakenByParts() throws Exception {
        double[][] table = {{0, 10}, {1, 11}, {2, 12}, {3, 13.25}};
        List<HostTensor> results = run(column(0, 0, 0, 0), (g, x) -> {
            PerImage numbers = new PerImage(g);
            Value places = numbers.spread(x, 4);
            Value rows = numbers.lookUp(table, places, x);
            Value second = numbers.column(rows, 1);
            return List.of(rows, numbers.meansByPart(second, places, 4, 2).getLast());
        });

        assertThat(results.getFirst().values()).containsExactly(0, 10, 1, 11, 2, 12, 3, 13.25f);
        assertThat(results.getLast().values()).containsExactly(12.625f);
    }

    @Test
    void aPartWithoutAnImageHasTheMeanOfAll() throws Exception {
        HostTensor mean = run(column(0), (g, x) -> {
                    PerImage numbers = new PerImage(g);
                    Value places = numbers.spread(x, 4);
                    Value sevens = g.plus(g.reshape(x, Value.BATCH), 7);
                    return List.of(numbers.meansByPart(sevens, places, 4, 4).getLast());
                })
                .getFirst();

        assertThat(mean.values()).containsExactly(7);
    }

    @Test
    void aDroppedConditionIsTheLastPlaceAlone() throws Exception {
        HostTensor weights = run(column(0.05f, 0.1f, 0.7f), (g, x) -> {
                    Value ones = g.plus(g.times(g.concat(1, x, g.concat(1, x, x)), 0), 1); // [N, 3]
                    return List.of(new PerImage(g).dropCondition(ones, x, 0.1));
                })
                .getFirst();

        assertThat(weights.values()).containsExactly(0, 0, 1, 1, 1, 1, 1, 1, 1);
    }
}
