package studio.latent.engine.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import studio.latent.engine.error.BadOption;
import studio.latent.engine.error.IncompatibleModel;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.model.ClassifiesNoisy;
import studio.latent.engine.model.Conditioning;
import studio.latent.engine.model.GoldenWeights;
import studio.latent.engine.model.NoiseKind;
import studio.latent.engine.model.NoiseSchedule;
import studio.latent.engine.model.SampleShape;
import studio.latent.engine.model.diffusion.NoisedClassifier;
import studio.latent.engine.model.diffusion.NoisedClassifierSpec;
import studio.latent.engine.model.diffusion.UNetSizes;
import studio.latent.engine.nn.ClassLayers;
import studio.latent.engine.nn.Graph;
import studio.latent.engine.nn.ParameterTable;
import studio.latent.engine.nn.Program;
import studio.latent.engine.nn.Value;
import studio.latent.engine.sample.ClassifierGuidance;
import studio.latent.engine.sample.Denoiser;
import studio.latent.engine.sample.Samples;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.tensor.Devices;
import studio.latent.engine.tensor.HostTensor;
import studio.latent.engine.tensor.Lane;
import studio.latent.engine.tensor.OnLane;

class ClassifierOnLaneTest {
    private static final double[] MEANS = {-0.6, 0.3};

    /// One pixel of two equally frequent classes, each normal of deviation 1 around its mean: the classifier that
    /// Bayes' rule gives at every noise level.
    private record TwoNormals() implements ClassifiesNoisy {
        @Override
        public List<String> conditions() {
            return List.of("dark", "bright");
        }

        @Override
        public SampleShape sampleShape() {
            return new SampleShape(1, 1, 1);
        }

        @Override
        public NoiseSchedule schedule() {
            return NoiseKind.COSINE.schedule();
        }

        /// With x_t = a·x0 + √(1 − a²)·noise, x_t of a class is normal around a·mean with deviation 1.
        @Override
        public Value logProbabilities(Graph g, Value x, Value times, Value trust) {
            Value pixel = g.reshape(x, Value.BATCH, 1);
            Value a = g.reshape(trust, Value.BATCH, 1);
            Value scores = g.concat(1, score(g, pixel, a, MEANS[0]), score(g, pixel, a, MEANS[1]));
            return new ClassLayers(g).logProbabilities(scores);
        }

        private static Value score(Graph g, Value x, Value a, double mean) {
            return g.times(g.square(g.sub(x, g.times(a, mean))), -0.5);
        }
    }

    private static Samples samples(double... values) {
        return new Samples(new int[] {values.length, 1, 1, 1}, values);
    }

    /// What is expected of x0 = mean + normal, given x0 + sigma·noise.
    private static double denoised(double mean, double x, double sigma) {
        return mean + (x - mean) / (1 + sigma * sigma);
    }

    /// What is expected where the class is not known.
    private static Denoiser mixture() {
        return (x, sigma) -> {
            double[] values = new double[x.values().length];
            for (int i = 0; i < values.length; i++) {
                double variance = 1 + sigma * sigma;
                double dark = Math.exp(-Math.pow(x.values()[i] - MEANS[0], 2) / (2 * variance));
                double bright = Math.exp(-Math.pow(x.values()[i] - MEANS[1], 2) / (2 * variance));
                double share = bright / (dark + bright);
                values[i] = share * denoised(MEANS[1], x.values()[i], sigma)
                        + (1 - share) * denoised(MEANS[0], x.values()[i], sigma);
            }
            return new Samples(x.shape(), values);
        };
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.2, 1, 3})
    void theEstimateWithoutAClassGuidedByAPerfectClassifierIsThatOfTheClass(double sigma) throws Exception {
        Samples x = samples(-2, -0.6, 0, 0.31, 1.7);

        Samples guided = OnLane.call(Lane.Kind.RENDER, _ -> {
            try (ClassifierOnLane lane = ClassifierOnLane.load(new TwoNormals(), Map.of(), ComputeDevice.CPU)) {
                float[] bright = lane.wished(Map.of("bright", 1.0));
                return new ClassifierGuidance(1)
                        .of(
                                mixture(),
                                (noisy, level) ->
                                        lane.judge(noisy, level, bright).slope())
                        .denoised(x, sigma);
            }
        });

        for (int i = 0; i < x.count(); i++) {
            assertThat(guided.values()[i]).isCloseTo(denoised(MEANS[1], x.values()[i], sigma), within(1e-6));
        }
    }

    @Test
    void aSlopeDependsOnItsOwnSampleAlone() throws Exception {
        double[] alone = judged(samples(0.4)).slope().values();
        double[] among = judged(samples(-1, 0.4, 2)).slope().values();

        assertThat(among[1]).isEqualTo(alone[0]);
    }

    private static ClassifierOnLane.Judgement judged(Samples x) throws Exception {
        return OnLane.call(Lane.Kind.RENDER, _ -> {
            try (ClassifierOnLane lane = ClassifierOnLane.load(new TwoNormals(), Map.of(), ComputeDevice.CPU)) {
                return lane.judge(x, 0.8, lane.wished(Map.of("dark", 1.0)));
            }
        });
    }

    @Test
    void aWishThatItDoesNotKnowIsRefused() {
        assertThatThrownBy(() -> OnLane.call(Lane.Kind.RENDER, _ -> {
                    try (ClassifierOnLane lane = ClassifierOnLane.load(new TwoNormals(), Map.of(), ComputeDevice.CPU)) {
                        return lane.wished(Map.of("green", 1.0));
                    }
                }))
                .isInstanceOf(BadOption.class)
                .hasMessageContaining("green");
    }

    private static ClassifiesNoisy small() {
        NoisedClassifierSpec spec = new NoisedClassifierSpec(
                new ImageShape(1, 8, 8),
                List.of("hat=yes", "hat=no", "hair=red", "hair=blond", "hair=grey"),
                null,
                new UNetSizes(8, 2, 2, 1, 4, 8, 4),
                NoiseKind.COSINE,
                Conditioning.ATTRIBUTES);
        return (NoisedClassifier) NoisedClassifier.TYPE.definitionOf(spec);
    }

    private static Map<String, HostTensor> waves(ClassifiesNoisy classifier) {
        SampleShape shape = classifier.sampleShape();
        Program program = new Program(Graph.Precision.FLOAT32)
                .method("judge", Graph.Mode.INFERENCE, List.of("x", "t", "s"), List.of(), g -> {
                    Value x = g.input("x", Value.BATCH, shape.channels(), shape.height(), shape.width());
                    return List.of(
                            classifier.logProbabilities(g, x, g.input("t", Value.BATCH), g.input("s", Value.BATCH)));
                });
        List<ParameterTable.Entry> entries = program.parameters().trained();
        return GoldenWeights.of(GoldenWeights.shapes(entries));
    }

    @ParameterizedTest
    @MethodSource("studio.latent.engine.tensor.Devices#all")
    void whatIsSaidAndItsGradientAgreeWithPyTorch(ComputeDevice device) throws Exception {
        JsonObject golden = JsonParser.parseString(Files.readString(Path.of(Objects.requireNonNull(
                                ClassifierOnLaneTest.class.getResource("/golden/diffusion/noised-classifier.json"))
                        .toURI())))
                .getAsJsonObject();
        HostTensor wished = GoldenWeights.numbers(golden.getAsJsonArray("weights"));
        Samples x = Samples.of(GoldenWeights.wave(1, 1.2, 1, 1, 8, 8));

        for (JsonElement entry : golden.getAsJsonArray("levels")) {
            JsonObject level = entry.getAsJsonObject();
            ClassifierOnLane.Judgement found = OnLane.call(Lane.Kind.RENDER, _ -> {
                ClassifiesNoisy classifier = small();
                try (ClassifierOnLane lane = ClassifierOnLane.load(classifier, waves(classifier), device)) {
                    return lane.judge(x, level.get("sigma").getAsDouble(), wished.values());
                }
            });

            double tolerance = Devices.tolerance(device, 1e-5);
            assertThat(found.said()[0]).isCloseTo(level.get("said").getAsDouble(), within(tolerance));
            JsonArray slope = level.getAsJsonArray("slope");
            assertThat(slope).hasSize(found.slope().values().length);
            for (int i = 0; i < slope.size(); i++) {
                assertThat(found.slope().values()[i]).isCloseTo(slope.get(i).getAsDouble(), within(tolerance));
            }
        }
    }

    @Test
    void weightsOfAnotherNetworkAreRefused() {
        assertThatThrownBy(() ->
                        OnLane.call(Lane.Kind.RENDER, _ -> ClassifierOnLane.load(small(), Map.of(), ComputeDevice.CPU)))
                .isInstanceOf(IncompatibleModel.class)
                .hasMessageContaining("do not fit");
    }
}
