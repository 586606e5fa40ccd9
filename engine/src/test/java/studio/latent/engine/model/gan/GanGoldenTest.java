package studio.latent.engine.model.gan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.model.GoldenWeights;
import studio.latent.engine.model.LossTerms;
import studio.latent.engine.model.TrainingStep;
import studio.latent.engine.nn.Graph;
import studio.latent.engine.nn.ParameterTable;
import studio.latent.engine.nn.Program;
import studio.latent.engine.nn.Value;
import studio.latent.engine.tensor.Argument;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.tensor.Devices;
import studio.latent.engine.tensor.HostTensor;
import studio.latent.engine.tensor.Lane;
import studio.latent.engine.tensor.OnLane;
import studio.latent.engine.tensor.Scope;
import studio.latent.engine.tensor.Script;
import studio.latent.engine.tensor.Tensor;
import studio.latent.engine.tensor.TensorList;

/// Losses, penalties that are differentiated twice, spectral norm and minibatch deviation against eager PyTorch.
class GanGoldenTest {
    private static final int BATCH = 6;
    private static final int SIDE = 20;
    private static final int WIDTH = 4;

    private static Stream<Arguments> each(String list) throws Exception {
        List<JsonElement> found = GoldenGradients.golden().getAsJsonArray(list).asList();
        return Devices.all().stream()
                .flatMap(device -> found.stream()
                        .map(JsonElement::getAsJsonObject)
                        .map(json -> Arguments.of(json.get("objective").getAsString(), json, device)));
    }

    static Stream<Arguments> objectives() throws Exception {
        return each("objectives");
    }

    static Stream<Arguments> judgements() throws Exception {
        return each("judgements");
    }

    private static GameObjective objective(String name) {
        return GameObjective.valueOf(name.replace('-', '_').toUpperCase(Locale.ROOT));
    }

    @ParameterizedTest(name = "{0} on {2}")
    @MethodSource("objectives")
    void bothLossesOfScoresAgreeWithPyTorch(String name, JsonObject golden, ComputeDevice device) throws Exception {
        GameObjective objective = objective(name);
        Program program = new Program(Graph.Precision.FLOAT32)
                .method("losses", Graph.Mode.TRAINING, List.of("r", "f"), List.of(), g -> {
                    Value r = g.input("r", Value.BATCH);
                    Value f = g.input("f", Value.BATCH);
                    return List.of(
                            objective.discriminatorLoss(g, r, f, 0),
                            objective.discriminatorLoss(g, r, f, 0.1),
                            objective.generatorLoss(g, f, r));
                });

        List<Float> losses = OnLane.call(Lane.Kind.BACKGROUND, scope -> {
            TensorList none = new TensorList(scope, List.of());
            return Script.compile(scope, device, Script.Mode.INFERENCE, program.text())
                    .callList(
                            scope,
                            "losses",
                            none,
                            none,
                            Tensor.of(scope, device, GoldenWeights.wave(0.3, 2, BATCH)),
                            Tensor.of(scope, device, GoldenWeights.wave(2, 1.5, BATCH)))
                    .stream()
                    .map(tensor -> tensor.toHost().values()[0])
                    .toList();
        });

        for (int i = 0; i < 3; i++) {
            double expected = golden.get(
                            List.of("discriminator", "smoothed", "generator").get(i))
                    .getAsDouble();
            assertThat((double) losses.get(i)).isCloseTo(expected, within(2e-6 * Math.max(1, Math.abs(expected))));
        }
    }

    @ParameterizedTest(name = "{0} on {2}")
    @MethodSource("judgements")
    void aJudgementAndItsGradientsAgreeWithPyTorch(String name, JsonObject golden, ComputeDevice device)
            throws Exception {
        boolean spectral = golden.get("spectral").getAsBoolean();
        boolean batchNorm = golden.get("batchNorm").getAsBoolean();
        double r1 = golden.get("r1").getAsDouble();
        double lambda = golden.get("lambda").getAsDouble();
        NetworkSizes sizes = new NetworkSizes(
                NetworkSizes.Network.DCGAN,
                WIDTH,
                NetworkSizes.GeneratorNorm.NONE,
                spectral
                        ? NetworkSizes.DiscriminatorNorm.SPECTRAL
                        : batchNorm ? NetworkSizes.DiscriminatorNorm.BATCH : NetworkSizes.DiscriminatorNorm.NONE,
                golden.get("deviation").getAsBoolean());
        ImageShape shape = new ImageShape(1, SIDE, SIDE);
        AdversarialGame game = new AdversarialGame(
                new GameRules(objective(name), 1, 1, 0, 0.01, lambda, r1, 1),
                AugmentationRules.NONE,
                new ImageGenerator(shape, 2, sizes),
                new Discriminator(shape, sizes),
                0,
                0);
        boolean penalised = r1 > 0 || lambda > 0;
        Program program = program(game, penalised);

        Result result = OnLane.call(
                Lane.Kind.TRAIN,
                scope -> run(scope, program, device, golden.get("factor").getAsDouble()));

        double tolerance = Devices.tolerance(device, 5e-6);
        assertThat(result.terms().getFirst())
                .isCloseTo(
                        golden.get("loss").getAsDouble(),
                        within(tolerance * Math.abs(golden.get("loss").getAsDouble())));
        if (penalised) {
            double penalty = golden.get("penalty").getAsDouble();
            assertThat(result.terms().getLast()).isCloseTo(penalty, within(tolerance * penalty));
        }
        double persuaded = golden.get("persuaded").getAsDouble();
        assertThat(result.persuaded()).isCloseTo(persuaded, within(tolerance * Math.max(1, Math.abs(persuaded))));
        GoldenGradients.requireAlike(result.gradients(), golden.getAsJsonObject("gradients"), tolerance);
        golden.getAsJsonObject("vectors")
                .keySet()
                .forEach(vector -> assertThat(GoldenGradients.distance(
                                Objects.requireNonNull(result.buffers().get(vector)),
                                golden.getAsJsonObject("vectors"),
                                vector))
                        .as(vector)
                        .isLessThan(tolerance));
    }

    private static Program program(AdversarialGame game, boolean penalised) {
        Program program = new Program(Graph.Precision.FLOAT32);
        List<String> tensors = List.of("x", "z", "between", "generated");
        program.method("judge", Graph.Mode.TRAINING, tensors, game.numbers(), g -> {
            LossTerms losses = game.judge(g, batch(g, game), generated(g), penalised);
            List<Value> results = new ArrayList<>(List.of(losses.total()));
            results.addAll(losses.named().values());
            return results;
        });
        program.method(
                "persuade",
                Graph.Mode.TRAINING,
                tensors,
                game.numbers(),
                g -> List.of(game.persuade(g, batch(g, game), generated(g))));
        return program.raw(GoldenGradients.text("judge", tensors, game.numbers()));
    }

    private static TrainingStep.Batch batch(Graph g, AdversarialGame game) {
        List<Value> noise = game.noise().stream()
                .map(input -> g.input(input.name(), Value.BATCH, input.shape()[0]))
                .toList();
        return new TrainingStep.Batch(
                g.input("x", Value.BATCH, 1, SIDE, SIDE),
                null,
                noise,
                game.numbers().stream().map(g::scalar).toList());
    }

    private static Value generated(Graph g) {
        return g.input("generated", Value.BATCH, 1, SIDE, SIDE);
    }

    private record Result(
            List<Double> terms, double persuaded, Map<String, HostTensor> gradients, Map<String, HostTensor> buffers) {}

    private static Result run(Scope scope, Program program, ComputeDevice device, double factor) throws Exception {
        ParameterTable table = program.parameters();
        List<ParameterTable.Entry> known = table.all().stream()
                .filter(entry -> !entry.name().contains(".running_"))
                .toList();
        Map<String, HostTensor> weights = GoldenWeights.of(GoldenWeights.shapes(known));
        TensorList trained = new TensorList(
                scope,
                table.trained().stream()
                        .map(entry -> Tensor.of(scope, device, Objects.requireNonNull(weights.get(entry.name())))
                                .asParameter())
                        .toList());
        TensorList buffers = new TensorList(
                scope,
                table.buffers().stream()
                        .map(entry -> Tensor.of(
                                scope, device, weights.getOrDefault(entry.name(), HostTensor.zeros(entry.shape()))))
                        .toList());
        HostTensor images = GoldenWeights.wave(1, 0.5, BATCH, 1, SIDE, SIDE);
        HostTensor generated = GoldenWeights.wave(4, 0.9, BATCH, 1, SIDE, SIDE);
        HostTensor mirrored = HostTensor.zeros(generated.shape());
        for (int i = 0; i < images.size(); i++) {
            images.values()[i] += 0.5f; // in [0, 1]; the game sees twice the wave
            mirrored.values()[i] = generated.values()[i / SIDE * SIDE + SIDE - 1 - i % SIDE];
        }
        HostTensor between = GoldenWeights.wave(0.7, 0.45, BATCH, 1);
        for (int i = 0; i < BATCH; i++) {
            between.values()[i] += 0.5f;
        }
        List<Argument> arguments = List.of(
                trained,
                buffers,
                Tensor.of(scope, device, images),
                Tensor.of(scope, device, HostTensor.zeros(BATCH, 2)),
                Tensor.of(scope, device, between),
                Tensor.of(scope, device, mirrored),
                Argument.of(1.0),
                Argument.of(factor));
        Script script = Script.compile(scope, device, Script.Mode.GRADIENT, program.text());
        List<HostTensor> found = script.callList(scope, "gradients", arguments.toArray(Argument[]::new)).stream()
                .map(Tensor::toHost)
                .toList();
        int terms = found.size() - table.trained().size();
        Map<String, HostTensor> gradients = new TreeMap<>();
        for (int i = 0; i < table.trained().size(); i++) {
            gradients.put(table.trained().get(i).name(), found.get(terms + i));
        }
        Map<String, HostTensor> moved = new TreeMap<>();
        for (int i = 0; i < table.buffers().size(); i++) {
            moved.put(table.buffers().get(i).name(), buffers.tensors().get(i).toHost());
        }
        double persuaded = script.callList(scope, "persuade", arguments.toArray(Argument[]::new))
                .getFirst()
                .toHost()
                .values()[0];
        return new Result(
                found.subList(0, terms).stream()
                        .map(value -> (double) value.values()[0])
                        .toList(),
                persuaded,
                gradients,
                moved);
    }
}
