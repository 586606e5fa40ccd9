package studio.latent.engine.model.gan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.model.Game;
import studio.latent.engine.model.GoldenWeights;
import studio.latent.engine.model.LossTerms;
import studio.latent.engine.model.TrainingStep;
import studio.latent.engine.nn.Graph;
import studio.latent.engine.nn.ImageAugmentation;
import studio.latent.engine.nn.Program;
import studio.latent.engine.nn.Value;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.tensor.Devices;
import studio.latent.engine.tensor.HostTensor;

/// Penalties that are differentiated twice, through residual blocks, minibatch deviation, the projection of what
/// images show and changes of images, against eager PyTorch in float64.
class ResidualGoldenTest {
    private static final int BATCH = 6;
    private static final int SIDE = 20;
    private static final int WIDTH = 4;
    private static final int CONDITIONS = 3;
    private static final String CONDITION = "condition";

    /// Below 1, so that some images stay as they are.
    private static final float CHANGED_SHARE = 0.7f;

    static Stream<Arguments> judgements() throws Exception {
        List<JsonElement> found =
                GoldenGradients.golden().getAsJsonArray("residual").asList();
        return Devices.all().stream()
                .flatMap(device -> found.stream()
                        .map(JsonElement::getAsJsonObject)
                        .map(json -> Arguments.of(
                                json.get("objective").getAsString(),
                                json.get("conditioned").getAsBoolean() ? "with conditions" : "without conditions",
                                json.get("changed").getAsBoolean() ? "with changes" : "without changes",
                                device,
                                json)));
    }

    @ParameterizedTest(name = "{0}, {1}, {2}, on {3}")
    @MethodSource("judgements")
    void aPenalisedJudgementAndItsGradientsAgreeWithPyTorch(
            String name, String conditioned, String changed, ComputeDevice device, JsonObject golden) throws Exception {
        ImageShape shape = new ImageShape(golden.get("channels").getAsInt(), SIDE, SIDE);
        AdversarialGame game = game(golden, shape);
        Program program = program(game, shape);
        SequencedMap<String, Double> numbers = new LinkedHashMap<>();
        numbers.put(Game.GENERATOR_TURN, 1.0);
        numbers.put(Game.PENALTY_TURN, golden.get("factor").getAsDouble());

        GoldenGradients found =
                GoldenGradients.of(device, program, "judge", weights(program), inputs(game, shape), numbers);

        double tolerance = Devices.tolerance(device, 2e-5); // eager float32 is up to 5e-6 from float64 itself
        List<String> terms = List.of("loss", "penalty", "persuaded");
        for (int i = 0; i < terms.size(); i++) {
            double expected = golden.get(terms.get(i)).getAsDouble();
            assertThat((double) found.results().get(i).values()[0])
                    .as(terms.get(i))
                    .isCloseTo(expected, within(tolerance * Math.max(i == 1 ? 0 : 1, Math.abs(expected))));
        }
        assertThat(golden.get("penaltyShare").getAsDouble())
                .as("what is differentiated twice must count")
                .isGreaterThan(0.4);
        GoldenGradients.requireAlike(found.gradients(), golden.getAsJsonObject("gradients"), tolerance);
    }

    private static AdversarialGame game(JsonObject golden, ImageShape shape) {
        NetworkSizes sizes = new NetworkSizes(
                NetworkSizes.Network.RESIDUAL,
                WIDTH,
                NetworkSizes.GeneratorNorm.NONE,
                NetworkSizes.DiscriminatorNorm.NONE,
                golden.get("deviation").getAsBoolean());
        GameObjective objective = GameObjective.valueOf(
                golden.get("objective").getAsString().replace('-', '_').toUpperCase(Locale.ROOT));
        double lambda = golden.get("lambda").getAsDouble();
        return new AdversarialGame(
                new GameRules(objective, 1, 1, 0, 0.01, lambda, golden.get("r1").getAsDouble(), 1),
                golden.get("changed").getAsBoolean()
                        ? new AugmentationRules(AugmentationRules.Augmentation.ALWAYS, true, true, true)
                        : AugmentationRules.NONE,
                new ImageGenerator(shape, 2, sizes),
                new Discriminator(shape, sizes),
                golden.get("conditioned").getAsBoolean() ? CONDITIONS : 0,
                0);
    }

    private static Program program(AdversarialGame game, ImageShape shape) {
        List<String> tensors = new ArrayList<>(List.of("x", "generated"));
        if (game.conditionRows() > 0) {
            tensors.add(CONDITION);
        }
        game.noise().forEach(input -> tensors.add(input.name()));
        return new Program(Graph.Precision.FLOAT32).method("judge", Graph.Mode.TRAINING, tensors, game.numbers(), g -> {
            Value generated = images(g, "generated", shape);
            TrainingStep.Batch batch = new TrainingStep.Batch(
                    images(g, "x", shape),
                    condition(g, game),
                    game.noise().stream()
                            .map(input -> g.input(input.name(), Value.BATCH, input.shape()[0]))
                            .toList(),
                    game.numbers().stream().map(g::scalar).toList());
            LossTerms losses = game.judge(g, batch, generated, true);
            return List.of(losses.total(), losses.named().lastEntry().getValue(), game.persuade(g, batch, generated));
        });
    }

    private static Value images(Graph g, String name, ImageShape shape) {
        return g.input(name, Value.BATCH, shape.channels(), SIDE, SIDE);
    }

    private static @Nullable Value condition(Graph g, AdversarialGame game) {
        return game.conditionRows() > 0 ? g.input(CONDITION, Value.BATCH, CONDITIONS) : null;
    }

    private static Map<String, HostTensor> weights(Program program) {
        Map<String, HostTensor> weights = new HashMap<>(
                GoldenWeights.of(GoldenWeights.shapes(program.parameters().all())));
        weights.computeIfPresent(
                Game.DISCRIMINATOR + "augmentation",
                (_, _) -> new HostTensor(new int[] {1}, new float[] {CHANGED_SHARE}));
        return weights;
    }

    private static SequencedMap<String, HostTensor> inputs(AdversarialGame game, ImageShape shape) {
        int[] sides = {BATCH, shape.channels(), SIDE, SIDE};
        SequencedMap<String, HostTensor> inputs = new LinkedHashMap<>();
        inputs.put("x", raised(GoldenWeights.wave(1, 0.5, sides))); // in [0, 1]; the game sees twice the wave
        inputs.put("generated", mirrored(GoldenWeights.wave(4, 0.9, sides)));
        if (game.conditionRows() > 0) {
            inputs.put(CONDITION, GoldenWeights.wave(0.9, 1, BATCH, CONDITIONS));
        }
        Map<String, Double> phases =
                Map.of("between", 0.7, "changesOfReal", 0.1, "changesOfGenerated", 1.7, "changesAgain", 3.3);
        for (TrainingStep.NoiseInput noise : game.noise()) {
            int size = noise.name().startsWith("changes") ? ImageAugmentation.UNIFORMS : noise.shape()[0];
            inputs.put(
                    noise.name(),
                    raised(GoldenWeights.wave(phases.getOrDefault(noise.name(), 0.0), 0.45, BATCH, size)));
        }
        return inputs;
    }

    /// By ½.
    private static HostTensor raised(HostTensor tensor) {
        for (int i = 0; i < tensor.size(); i++) {
            tensor.values()[i] += 0.5f;
        }
        return tensor;
    }

    private static HostTensor mirrored(HostTensor images) {
        HostTensor mirrored = HostTensor.zeros(images.shape());
        for (int i = 0; i < images.size(); i++) {
            mirrored.values()[i] = images.values()[i / SIDE * SIDE + SIDE - 1 - i % SIDE];
        }
        return mirrored;
    }
}
