package studio.latent.engine.model.gan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.model.GoldenWeights;
import studio.latent.engine.nn.Graph;
import studio.latent.engine.nn.ParameterTable;
import studio.latent.engine.nn.Program;
import studio.latent.engine.nn.Value;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.tensor.HostTensor;
import studio.latent.engine.tensor.Lane;
import studio.latent.engine.tensor.OnLane;
import studio.latent.engine.tensor.Scope;
import studio.latent.engine.tensor.Script;
import studio.latent.engine.tensor.Tensor;
import studio.latent.engine.tensor.TensorList;

class DiscriminatorTest {
    private static final int SIDE = 16;
    private static final int CHOSEN = 2;
    private static final ImageShape SHAPE = new ImageShape(1, SIDE, SIDE);

    /// The last layer is made to read one feature, and the row of condition 1 to hold a number at that feature
    /// alone: told that, the discriminator adds the feature times the number.
    @ParameterizedTest
    @EnumSource(NetworkSizes.Network.class)
    void whatItIsToldAddsTheInnerProductOfItsRowWithTheFeatures(NetworkSizes.Network network) throws Exception {
        NetworkSizes sizes = new NetworkSizes(
                network, 4, NetworkSizes.GeneratorNorm.NONE, NetworkSizes.DiscriminatorNorm.NONE, false);
        Program program = new Program(Graph.Precision.FLOAT32)
                .method("run", Graph.Mode.TRAINING, List.of("x", "c"), List.of(), g -> {
                    Discriminator.Reader reader = new Discriminator(SHAPE, sizes).reader(g, false);
                    Value x = g.input("x", Value.BATCH, 1, SIDE, SIDE);
                    return List.of(reader.scores(x, null), reader.scores(x, g.input("c", Value.BATCH, 2)));
                });

        List<float[]> scores = OnLane.call(Lane.Kind.BACKGROUND, scope -> {
            TensorList weights = weights(scope, program.parameters(), network);
            return Script.compile(scope, ComputeDevice.CPU, Script.Mode.INFERENCE, program.text())
                    .callList(
                            scope,
                            "run",
                            weights,
                            new TensorList(scope, List.of()),
                            Tensor.of(scope, ComputeDevice.CPU, GoldenWeights.wave(0.4, 0.8, 3, 1, SIDE, SIDE)),
                            Tensor.of(scope, ComputeDevice.CPU, new HostTensor(new int[] {3, 2}, new float[] {
                                1, 0, 0, 1, 0, 0.5f
                            })))
                    .stream()
                    .map(tensor -> tensor.toHost().values())
                    .toList();
        });

        float[] features = scores.get(0);
        float[] told = scores.get(1);
        assertThat(Math.abs(features[1])).isGreaterThan(1e-4f);
        assertThat(told[0]).as("a row of zeros").isCloseTo(features[0], within(1e-6f));
        assertThat(told[1]).as("three times the feature more").isCloseTo(4 * features[1], within(1e-5f));
        assertThat(told[2]).as("half of the row").isCloseTo(2.5f * features[2], within(1e-5f));
    }

    private static TensorList weights(Scope scope, ParameterTable table, NetworkSizes.Network network) {
        Map<String, HostTensor> weights = new HashMap<>(GoldenWeights.of(GoldenWeights.shapes(table.all())));
        HostTensor rows = HostTensor.zeros(shape(table, "discriminator.condition.weight"));
        int features = rows.shape()[1];
        rows.values()[features + CHOSEN] = 3;
        HostTensor out = HostTensor.zeros(shape(table, "discriminator.out.weight"));
        int places = out.size() / features;
        assertThat(places > 1).isEqualTo(network != NetworkSizes.Network.MLP);
        for (int i = 0; i < places; i++) {
            out.values()[CHOSEN * places + i] = 1f / places; // the mean of the feature's places
        }
        weights.put("discriminator.condition.weight", rows);
        weights.put("discriminator.out.weight", out);
        weights.put("discriminator.out.bias", HostTensor.zeros(1));
        return new TensorList(
                scope,
                table.trained().stream()
                        .map(entry ->
                                Tensor.of(scope, ComputeDevice.CPU, Objects.requireNonNull(weights.get(entry.name()))))
                        .toList());
    }

    private static int[] shape(ParameterTable table, String name) {
        return table.trained().stream()
                .filter(entry -> entry.name().equals(name))
                .findFirst()
                .orElseThrow()
                .shape();
    }
}
