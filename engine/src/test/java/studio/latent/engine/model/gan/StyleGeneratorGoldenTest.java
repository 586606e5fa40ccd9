package studio.latent.engine.model.gan;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.model.GoldenWeights;
import studio.latent.engine.nn.Graph;
import studio.latent.engine.nn.Program;
import studio.latent.engine.nn.Value;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.tensor.Devices;
import studio.latent.engine.tensor.HostTensor;

/// A whole generator with styles against eager PyTorch in float64, where each image's weights are modulated
/// themselves and convolved in a group of their own.
class StyleGeneratorGoldenTest {
    private static final int BATCH = 2;
    private static final int LATENT = 6;
    private static final int SIDE = 20;

    /// The first layer with the other latent's style.
    private static final int CROSSOVER = 3;

    @ParameterizedTest
    @MethodSource("studio.latent.engine.tensor.Devices#all")
    void stylesImageAndGradientsAgreeWithPyTorch(ComputeDevice device) throws Exception {
        JsonObject golden = GoldenGradients.golden().getAsJsonObject("styleGenerator");
        StyleGenerator generator =
                new StyleGenerator(new ImageShape(1, SIDE, SIDE), LATENT, new StyleSizes(4, 2, 0, LayerNoise.LEARNED));
        Program program = program(generator);
        SequencedMap<String, HostTensor> inputs = new LinkedHashMap<>();
        inputs.put("z", GoldenWeights.wave(0.5, 1.3, BATCH, LATENT));
        inputs.put("other", GoldenWeights.wave(2.5, 1.3, BATCH, LATENT));
        inputs.put("grain", GoldenWeights.wave(1.5, 1, BATCH, generator.noiseSize()));

        GoldenGradients found =
                GoldenGradients.of(device, program, "paint", weights(program), inputs, new LinkedHashMap<>());

        double tolerance = Devices.tolerance(device, 1e-5);
        List<String> results = List.of("image", "style", "otherStyle");
        for (int i = 0; i < results.size(); i++) {
            String name = results.get(i);
            HostTensor own = found.results().get(1 + i);
            assertThat(GoldenGradients.distance(own, golden, name) / GoldenGradients.length(golden, name))
                    .as(name)
                    .isLessThan(tolerance);
        }
        GoldenGradients.requireAlike(found.gradients(), golden.getAsJsonObject("gradients"), tolerance);
    }

    private static Program program(StyleGenerator generator) {
        return new Program(Graph.Precision.FLOAT32)
                .method("paint", Graph.Mode.TRAINING, List.of("z", "other", "grain"), List.of(), g -> {
                    Value first = generator.map(g, g.input("z", Value.BATCH, LATENT), null);
                    Value second = generator.map(g, g.input("other", Value.BATCH, LATENT), null);
                    List<Value> styles = new ArrayList<>();
                    for (int layer = 0; layer < generator.layers(); layer++) {
                        styles.add(layer < CROSSOVER ? first : second);
                    }
                    Value grain = g.input("grain", Value.BATCH, generator.noiseSize());
                    Value image = generator.synthesise(g, styles, grain);
                    return List.of(g.sum(g.square(image)), image, first, second);
                });
    }

    /// Of the sizes that they begin with: 1, a hundred for the slow mapping, styles around 1.
    private static Map<String, HostTensor> weights(Program program) {
        Map<String, HostTensor> weights = new HashMap<>();
        int phase = 0;
        Map<String, List<Integer>> shapes =
                new TreeMap<>(GoldenWeights.shapes(program.parameters().all()));
        for (Map.Entry<String, List<Integer>> entry : shapes.entrySet()) {
            int[] shape = entry.getValue().stream().mapToInt(Integer::intValue).toArray();
            double scale = (shape.length == 1 ? 0.1 : 1) * (entry.getKey().contains(".mapping.") ? 100 : 1);
            HostTensor weight = GoldenWeights.wave(phase++, scale, shape);
            if (entry.getKey().endsWith(".style.bias")) {
                for (int i = 0; i < weight.size(); i++) {
                    weight.values()[i] += 1;
                }
            }
            weights.put(entry.getKey(), weight);
        }
        return weights;
    }
}
