package studio.latent.engine.metric.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import studio.latent.engine.nn.Graph;
import studio.latent.engine.nn.PerImage;
import studio.latent.engine.nn.Program;
import studio.latent.engine.nn.Value;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.tensor.HostTensor;
import studio.latent.engine.tensor.Lane;
import studio.latent.engine.tensor.OnLane;
import studio.latent.engine.tensor.Script;
import studio.latent.engine.tensor.Tensor;
import studio.latent.engine.tensor.TensorList;

class EarlyInceptionTest {
    private static final Path FILE = InceptionMixed5.fileIn(Path.of("..", "sample-models"));

    /// The maps of an image, and the mean over the places of each channel of the last.
    private static List<HostTensor> maps(int channels, int side) throws Exception {
        EarlyInception network = EarlyInception.load(FILE);
        List<int[]> shapes = new ArrayList<>();
        Program program = new Program(Graph.Precision.FLOAT32)
                .method("maps", Graph.Mode.INFERENCE, List.of("x"), List.of(), g -> {
                    List<Value> maps = network.maps(g, g.input("x", Value.BATCH, channels, side, side));
                    maps.forEach(map -> shapes.add(map.shape()));
                    assertThat(new PerImage(g).means(maps.getFirst()).rank()).isEqualTo(1);
                    return maps;
                });
        assertThat(program.parameters().trained()).isEmpty();
        HostTensor image = HostTensor.zeros(1, channels, side, side);
        for (int i = 0; i < image.size(); i++) {
            image.values()[i] = (float) Math.sin(i % (side * side));
        }
        Map<String, HostTensor> weights = network.weights();
        return OnLane.call(Lane.Kind.BACKGROUND, scope -> {
            Script script = Script.compile(scope, ComputeDevice.CPU, Script.Mode.INFERENCE, program.text());
            TensorList buffers = new TensorList(
                    scope,
                    program.parameters().buffers().stream()
                            .map(entry -> Tensor.of(
                                    scope, ComputeDevice.CPU, Objects.requireNonNull(weights.get(entry.name()))))
                            .toList());
            List<HostTensor> found = script
                    .callList(
                            scope,
                            "maps",
                            new TensorList(scope, List.of()),
                            buffers,
                            Tensor.of(scope, ComputeDevice.CPU, image))
                    .stream()
                    .map(Tensor::toHost)
                    .toList();
            for (int i = 0; i < found.size(); i++) {
                assertThat(found.get(i).shape()[1]).isEqualTo(shapes.get(i)[1]);
            }
            return found;
        });
    }

    @Test
    void smallImagesAreDoubledUntilEveryLayerHasRoom() throws Exception {
        List<HostTensor> small = maps(1, 28);
        List<HostTensor> large = maps(3, 64);

        // 112 and 64 pixels: halved by stride 2, less 2 without padding, halved by the first pooling
        assertThat(small.get(0).shape()).containsExactly(1, 64, 26, 26);
        assertThat(small.get(1).shape()).containsExactly(1, 192, 11, 11);
        assertThat(large.get(0).shape()).containsExactly(1, 64, 14, 14);
        assertThat(large.get(1).shape()).containsExactly(1, 192, 5, 5);
    }

    @Test
    void aGreyImageIsSeenAsOneOfThreeLikeChannels() throws Exception {
        List<HostTensor> grey = maps(1, 64);
        List<HostTensor> colour = maps(3, 64);

        for (int map = 0; map < 2; map++) {
            for (int i = 0; i < grey.get(map).size(); i += 97) {
                assertThat(grey.get(map).values()[i]).isCloseTo(colour.get(map).values()[i], within(1e-4f));
            }
        }
    }
}
