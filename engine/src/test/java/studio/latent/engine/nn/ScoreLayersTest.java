package studio.latent.engine.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.tensor.HostTensor;
import studio.latent.engine.tensor.Lane;
import studio.latent.engine.tensor.OnLane;
import studio.latent.engine.tensor.Scope;
import studio.latent.engine.tensor.Script;
import studio.latent.engine.tensor.Tensor;
import studio.latent.engine.tensor.TensorList;

class ScoreLayersTest {
    private static Tensor tensor(Scope scope, int[] shape, float... values) {
        return Tensor.of(scope, ComputeDevice.CPU, new HostTensor(shape, values));
    }

    @Test
    void theInnerProductOfFeaturesAndRowsIsThatOfEachImage() throws Exception {
        Program program = new Program(Graph.Precision.FLOAT32)
                .method(
                        "run",
                        Graph.Mode.INFERENCE,
                        List.of("features", "rows"),
                        List.of(),
                        g -> List.of(new ScoreLayers(g)
                                .innerProducts(g.input("features", Value.BATCH, 3), g.input("rows", Value.BATCH, 3))));

        float[] products = OnLane.call(Lane.Kind.BACKGROUND, scope -> {
            TensorList none = new TensorList(scope, List.of());
            return Script.compile(scope, ComputeDevice.CPU, Script.Mode.INFERENCE, program.text())
                    .callList(
                            scope,
                            "run",
                            none,
                            none,
                            tensor(scope, new int[] {2, 3}, 1, 2, 3, -1, 0.5f, 4),
                            tensor(scope, new int[] {2, 3}, 2, 0, -1, 3, 2, 0.25f))
                    .getFirst()
                    .toHost()
                    .values();
        });

        assertThat(products).containsExactly(2 + 0 - 3, -3 + 1 + 1);
    }

    @Test
    void howMuchABatchDiffersIsTheRootMeanSquareOfTheDeviationsOfItsNumbers() throws Exception {
        Program program = new Program(Graph.Precision.FLOAT32)
                .method(
                        "run",
                        Graph.Mode.INFERENCE,
                        List.of("x"),
                        List.of(),
                        g -> List.of(new ScoreLayers(g).batchDeviation(g.input("x", Value.BATCH, 2))));

        float[] deviation = OnLane.call(Lane.Kind.BACKGROUND, scope -> {
            TensorList none = new TensorList(scope, List.of());
            return Script.compile(scope, ComputeDevice.CPU, Script.Mode.INFERENCE, program.text())
                    .callList(scope, "run", none, none, tensor(scope, new int[] {2, 2}, 0, 5, 6, 13))
                    .getFirst()
                    .toHost()
                    .values();
        });

        // deviations 3 and 4
        assertThat(deviation).containsExactly(new float[] {(float) Math.sqrt(12.5)}, within(1e-5f));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-4, 1, 1e4})
    void placesOfScoresDoNotDependOnTheirScale(double scale) throws Exception {
        Program program = new Program(Graph.Precision.FLOAT32)
                .method("run", Graph.Mode.INFERENCE, List.of("r", "f"), List.of(), g -> {
                    Value r = g.input("r", Value.BATCH);
                    Value f = g.input("f", Value.BATCH);
                    ScoreLayers scores = new ScoreLayers(g);
                    Value limit = scores.constant(r, scale);
                    return List.of(scores.places(r, limit, r, f), scores.places(f, limit, r, f));
                });
        float s = (float) scale;

        List<float[]> places = OnLane.call(Lane.Kind.BACKGROUND, scope -> {
            TensorList none = new TensorList(scope, List.of());
            return Script.compile(scope, ComputeDevice.CPU, Script.Mode.INFERENCE, program.text())
                    .callList(
                            scope,
                            "run",
                            none,
                            none,
                            tensor(scope, new int[] {2}, 2 * s, 2 * s),
                            tensor(scope, new int[] {2}, 0, 0))
                    .stream()
                    .map(tensor -> tensor.toHost().values())
                    .toList();
        });

        // one deviation of all scores from the limit, six of which fill [0, 1]
        assertThat(places.get(0)).containsExactly(new float[] {2 / 3f, 2 / 3f}, within(1e-5f));
        assertThat(places.get(1)).containsExactly(new float[] {1 / 3f, 1 / 3f}, within(1e-5f));
    }
}
