package studio.latent.engine.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import studio.latent.engine.tensor.HostTensor;

class GraphTest {
    private final ParameterTable table = new ParameterTable();
    private final Graph g = new Graph(table, Graph.Mode.TRAINING, Graph.Precision.FLOAT32);

    @Test
    void layersDeclareTheirWeightsUnderPyTorchsNamesAndShapes() {
        Value x = g.input("x", Value.BATCH, 3, 8, 8);

        Value y = g.linear("head", g.flatten(g.conv2d("stem", x, 5, 4, 2, 1)), 7);

        assertThat(y.shape()).containsExactly(Value.BATCH, 7);
        assertThat(table.trained())
                .extracting(ParameterTable.Entry::name)
                .containsExactly("stem.weight", "stem.bias", "head.weight", "head.bias");
        assertThat(table.trained().get(0).shape()).containsExactly(5, 3, 4, 4);
        assertThat(table.trained().get(2).shape()).containsExactly(7, 80);
        assertThat(table.count()).isEqualTo(5 * 48 + 5 + 7 * 80 + 7);
    }

    @Test
    void aTransposedConvolutionDoublesTheSides() {
        Value y = g.convTranspose2d("up", g.input("x", Value.BATCH, 6, 7, 7), 2, 4, 2, 1);

        assertThat(y.shape()).containsExactly(Value.BATCH, 2, 14, 14);
        assertThat(table.trained().getFirst().shape()).containsExactly(6, 2, 4, 4);
    }

    @Test
    void startingWeightsLieWithinPyTorchsBound() {
        g.linear("head", g.input("x", Value.BATCH, 100), 50);

        HostTensor weights = weight(table.initial(3));

        double bound = 1 / Math.sqrt(100);
        double square = 0;
        for (float weight : weights.values()) {
            assertThat((double) weight).isBetween(-bound, bound);
            square += weight * weight / (double) weights.size();
        }
        assertThat(square).isBetween(0.95 * bound * bound / 3, 1.05 * bound * bound / 3);
        assertThat(weights).isEqualTo(weight(table.initial(3))).isNotEqualTo(weight(table.initial(4)));
    }

    private static HostTensor weight(Map<String, HostTensor> values) {
        return Objects.requireNonNull(values.get("head.weight"));
    }

    @Test
    void shapesThatDoNotFitAreRefusedWhenTheNetworkIsWritten() {
        Value x = g.input("x", Value.BATCH, 3, 8, 8);

        assertThatThrownBy(() -> g.add(x, g.input("y", Value.BATCH, 2, 8, 8)))
                .hasMessageContaining("add")
                .hasMessageContaining("do not broadcast");
        assertThatThrownBy(() -> g.reshape(x, Value.BATCH, 5)).hasMessageContaining("reshape");
        assertThatThrownBy(() -> g.groupNorm("norm", x, 2)).hasMessageContaining("3 channels");
        assertThatThrownBy(() -> g.slice(x, 1, 2, 4)).hasMessageContaining("slice");
        assertThatThrownBy(() -> g.conv2d("stem", g.flatten(x), 5, 3, 1, 1)).hasMessageContaining("4 sides");
    }

    @Test
    void onlyPicturesAreStoredChannelsLast() {
        Value x = g.input("x", Value.BATCH, 3, 8, 8);

        assertThat(g.channelsLast(x).shape()).isEqualTo(x.shape());
        assertThat(g.body()).contains("torch.contiguous(x, memory_format=2)");
        assertThatThrownBy(() -> g.channelsLast(g.flatten(x))).hasMessageContaining("4 sides");
    }

    @Test
    void aWeightUsedTwiceMustHaveOneShape() {
        g.parameter("shared", new Init.Constant(0), 3);

        assertThatThrownBy(() -> g.parameter("shared", new Init.Constant(0), 4)).hasMessageContaining("shared");
    }

    @Test
    void dropoutIsAbsentInUse() {
        Graph use = new Graph(new ParameterTable(), Graph.Mode.INFERENCE, Graph.Precision.FLOAT32);
        Value x = use.input("x", Value.BATCH, 4);

        assertThat(use.dropout(x, 0.5, use.input("u", Value.BATCH, 4))).isEqualTo(x);
    }
}
