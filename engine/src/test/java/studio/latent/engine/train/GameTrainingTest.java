package studio.latent.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import studio.latent.engine.generate.ModelOnLane;
import studio.latent.engine.generate.PriorSampler;
import studio.latent.engine.generate.SamplerSettings;
import studio.latent.engine.generate.Styling;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.image.Raster;
import studio.latent.engine.job.Cancellation;
import studio.latent.engine.job.JobContext;
import studio.latent.engine.model.Game;
import studio.latent.engine.model.GoldenWeights;
import studio.latent.engine.model.Latent;
import studio.latent.engine.model.ModelDefinition;
import studio.latent.engine.model.Preset;
import studio.latent.engine.model.Setting;
import studio.latent.engine.model.SpecForm;
import studio.latent.engine.model.gan.GameObjective;
import studio.latent.engine.model.gan.Gan;
import studio.latent.engine.model.gan.GanSpec;
import studio.latent.engine.model.gan.StyleGan;
import studio.latent.engine.nn.Graph;
import studio.latent.engine.nn.ParameterTable;
import studio.latent.engine.tensor.Argument;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.tensor.Devices;
import studio.latent.engine.tensor.HostTensor;
import studio.latent.engine.tensor.Lane;
import studio.latent.engine.tensor.OnLane;
import studio.latent.engine.tensor.Scope;
import studio.latent.engine.tensor.Script;
import studio.latent.engine.tensor.Tensor;

/// Games of two players in the one training loop.
class GameTrainingTest {
    private static final ImageShape SHAPE = new ImageShape(1, 12, 12);
    private static final FakeFeed FEED = new FakeFeed(SHAPE, 6);
    private static final List<String> CLASSES = List.of("a", "b", "c");
    private static final double RATE = 1e-3;

    @TempDir
    Path folder;

    private static TrainingPlan plan(ModelDefinition model) {
        return plan(model, ComputeDevice.CPU, 0);
    }

    private static TrainingPlan plan(ModelDefinition model, ComputeDevice device, double clipNorm) {
        return new TrainingPlan(
                "gan", model, StepProgramTest.spec(Optimizer.ADAM, RATE, clipNorm), "stripes", 11, device);
    }

    private static Map<String, Double> steps(TrainingPlan plan, int count) throws Exception {
        return OnLane.call(Lane.Kind.TRAIN, _ -> {
            try (Trainer trainer = Trainer.fresh(plan, FEED)) {
                return trainer.steps(count, JobContext.unattended()).terms();
            }
        });
    }

    static Stream<Arguments> networks() {
        return Stream.of(
                Arguments.of(GameObjective.MINIMAX, Map.of("network", "mlp", "labelSmoothing", "0.1")),
                Arguments.of(GameObjective.NON_SATURATING, Map.of("augmentation", "always")),
                Arguments.of(GameObjective.LEAST_SQUARES, Map.of("discriminatorNorm", "batch", "r1", "0")),
                Arguments.of(GameObjective.HINGE, Map.of("discriminatorNorm", "spectral", "r1", "0")),
                Arguments.of(GameObjective.WASSERSTEIN, Map.of("criticSteps", "3", "r1", "0")),
                Arguments.of(
                        GameObjective.WASSERSTEIN_PENALTY, Map.of("network", "residual", "generatorNorm", "pixel")),
                Arguments.of(GameObjective.RELATIVISTIC, Map.of("network", "residual")));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void everyObjectivePlaysSomeStepsWithAndWithoutConditions(GameObjective objective, Map<String, String> settings)
            throws Exception {
        Map<String, String> all = new HashMap<>(settings);
        all.put("objective", objective.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        for (List<String> conditions : List.of(List.<String>of(), CLASSES)) {
            Map<String, Double> terms = steps(plan(SmallGan.with(SHAPE, conditions, all)), 7);

            assertThat(terms)
                    .containsKeys(
                            "generatorLoss", "discriminatorLoss", "generatorGradientNorm", "discriminatorGradientNorm");
            assertThat(terms.values()).allMatch(Double::isFinite);
            assertThat(terms.getOrDefault("generatorGradientNorm", 0.0)).isPositive();
        }
    }

    @ParameterizedTest
    @EnumSource(GameObjective.class)
    void theDoctorsNumbersAreReportedByAllButCritics(GameObjective objective) throws Exception {
        String name = objective.name().toLowerCase(Locale.ROOT).replace('_', '-');
        Map<String, Double> terms = steps(plan(SmallGan.with(SHAPE, List.of(), Map.of("objective", name))), 2);

        if (name.startsWith("wasserstein")) {
            assertThat(terms).containsKeys("criticReal", "criticFake").doesNotContainKey("discriminatorReal");
        } else {
            assertThat(List.of("discriminatorReal", "discriminatorFake", "discriminatorAccuracy"))
                    .allSatisfy(term ->
                            assertThat(terms.getOrDefault(term, Double.NaN)).isBetween(0.0, 1.0));
        }
    }

    @Test
    void aStepTellsHowMuchItsImagesDifferBeforeTheyAreChanged() throws Exception {
        double real = 0;
        for (String augmentation : List.of("none", "always")) {
            Map<String, Double> terms = steps(
                    plan(SmallGan.with(
                            SHAPE, List.of(), Map.of("augmentation", augmentation, "generatorNorm", "none"))),
                    1);

            double deviation = terms.getOrDefault("realDeviation", Double.NaN);
            real = real == 0 ? deviation : real;
            assertThat(deviation).isBetween(0.05, 0.5).isEqualTo(real);
            assertThat(terms.getOrDefault("generatedDeviation", Double.NaN)).isBetween(1e-4, real);
        }
    }

    static Stream<Preset> textbookPresets() {
        return Gan.TYPE.presets().stream().filter(preset -> preset.name().startsWith("textbook"));
    }

    @ParameterizedTest
    @MethodSource("textbookPresets")
    void everyPresetOfTheTextbooksPlaysSomeSteps(Preset preset) throws Exception {
        TrainingSpec spec = new SpecForm<>(StepProgramTest.spec(Optimizer.ADAM, RATE, 0))
                .with(known(new SpecForm<>(TrainingSpec.DEFAULTS).settings(), preset));
        Map<String, String> ofModel = known(new SpecForm<>(GanSpec.defaults(SHAPE)).settings(), preset);
        Gan model = SmallGan.with(SHAPE, List.of(), ofModel);

        Map<String, Double> terms = steps(new TrainingPlan("gan", model, spec, "stripes", 11, ComputeDevice.CPU), 6);

        assertThat(ofModel).containsEntry("network", "mlp").containsEntry("r1", "0");
        assertThat(terms.values()).allMatch(Double::isFinite);
        assertThat(terms.getOrDefault("generatorGradientNorm", 0.0)).isPositive();
    }

    private static Map<String, String> known(List<Setting> settings, Preset preset) {
        Map<String, String> own = new HashMap<>(preset.values());
        own.keySet().retainAll(settings.stream().map(Setting::name).toList());
        return own;
    }

    @Test
    void theDiscriminatorLearnsToTellStripesFromWhatANewGeneratorMakes() throws Exception {
        Gan model = SmallGan.with(SHAPE, List.of(), Map.of("criticSteps", "100", "discriminatorRate", "5"));

        Map<String, Double> terms = steps(plan(model), 99);

        assertThat(terms.getOrDefault("discriminatorAccuracy", 0.0)).isGreaterThan(0.95);
    }

    @Test
    void theGeneratorLearnsOnlyWhenItIsItsTurn() throws Exception {
        TrainingPlan plan = plan(SmallGan.with(SHAPE, List.of(), Map.of("criticSteps", "3", "generatorNorm", "none")));

        List<Map<String, HostTensor>> states = OnLane.call(Lane.Kind.TRAIN, _ -> {
            try (Trainer trainer = Trainer.fresh(plan, FEED)) {
                List<Map<String, HostTensor>> found = new ArrayList<>();
                for (int i = 0; i < 3; i++) {
                    trainer.step();
                    found.add(trainer.checkpoint().state());
                }
                return found;
            }
        });

        String generator = "weights.generator.in.weight";
        String discriminator = "weights.discriminator.out.weight";
        assertThat(states.get(1).get(generator)).isEqualTo(states.get(0).get(generator));
        assertThat(states.get(2).get(generator)).isNotEqualTo(states.get(1).get(generator));
        assertThat(states.get(1).get(discriminator)).isNotEqualTo(states.get(0).get(discriminator));
    }

    @Test
    void aLimitHoldsTheWeightsOfAWassersteinCritic() throws Exception {
        TrainingPlan plan = plan(
                SmallGan.with(SHAPE, List.of(), Map.of("objective", "wasserstein", "weightLimit", "0.02", "r1", "0")));

        Map<String, HostTensor> state = OnLane.call(Lane.Kind.TRAIN, _ -> {
            try (Trainer trainer = Trainer.fresh(plan, FEED)) {
                trainer.steps(3, JobContext.unattended());
                return trainer.checkpoint().state();
            }
        });
        state.forEach((name, value) -> {
            if (name.startsWith("weights." + Game.DISCRIMINATOR)) {
                for (float weight : value.values()) {
                    assertThat(Math.abs(weight)).isLessThanOrEqualTo(0.02f);
                }
            }
        });
    }

    @Test
    void theGeneratorAloneIsAveraged() throws Exception {
        TrainingPlan plan = plan(SmallGan.with(SHAPE, List.of(), Map.of()));

        Map<String, HostTensor> state = OnLane.call(Lane.Kind.TRAIN, _ -> {
            try (Trainer trainer = Trainer.fresh(plan, FEED)) {
                trainer.steps(4, JobContext.unattended());
                Map<String, HostTensor> of = new HashMap<>(trainer.checkpoint().state());
                trainer.modelWeights().forEach((name, value) -> of.put("model." + name, value));
                return of;
            }
        });

        assertThat(state).doesNotContainKey("ema.discriminator.out.weight");
        assertThat(state.get("model.discriminator.out.weight"))
                .isEqualTo(state.get("weights.discriminator.out.weight"));
        assertThat(state.get("model.generator.in.weight")).isEqualTo(state.get("ema.generator.in.weight"));
        assertThat(state.get("model.generator.in.weight")).isNotEqualTo(state.get("weights.generator.in.weight"));
    }

    @Test
    void anAdaptiveAugmentationGrowsWhileTheRealImagesAreKnown() throws Exception {
        Gan model = SmallGan.with(SHAPE, List.of(), Map.of("augmentation", "adaptive", "criticSteps", "60"));

        Map<String, Double> terms = steps(plan(model), 59);

        // 16 images a step, 1 over 100,000 images: at most 59·16/100,000
        assertThat(terms.getOrDefault("augmentation", -1.0)).isBetween(16e-5, 59 * 16e-5);
    }

    @Test
    void aResumedRunComputesTheSameBitsAsOneThatNeverStopped() throws Exception {
        TrainingPlan plan = plan(SmallGan.of(SHAPE, CLASSES));
        StraightAndResumed runs = StraightAndResumed.of(plan, FEED, 9, 5, folder);

        assertThat(runs.resumed()).isEqualTo(runs.straight());
        assertThat(runs.straight().state())
                .containsKeys(
                        "buffers.discriminator.augmentation",
                        "buffers.discriminator.out.weight_u",
                        "buffers.game.last");
    }

    @Test
    void aWatchedStepComputesTheSameAsAnUnwatchedOneAndTellsHowScoresLie() throws Exception {
        TrainingPlan plan = plan(SmallGan.of(SHAPE, CLASSES), ComputeDevice.CPU, 0.5);

        List<Trainer.StepResult> results = new ArrayList<>();
        for (boolean watched : List.of(false, true)) {
            results.add(OnLane.call(Lane.Kind.TRAIN, _ -> {
                try (Trainer trainer = Trainer.fresh(plan, FEED)) {
                    trainer.step(watched);
                    return trainer.step(watched);
                }
            }));
        }

        assertThat(results.get(1).terms()).isEqualTo(results.get(0).terms());
        assertThat(results.get(1).watched().keySet())
                .containsExactlyInAnyOrder("discriminatorRealShares", "discriminatorFakeShares");
        results.get(1).watched().values().forEach(shares -> {
            double sum = 0;
            for (float share : shares) {
                sum += share;
            }
            assertThat(sum).isCloseTo(1, within(1e-5));
        });
    }

    @ParameterizedTest
    @MethodSource("studio.latent.engine.tensor.Devices#all")
    void fourStepsAgreeWithPyTorch(ComputeDevice device) throws Exception {
        JsonObject golden = JsonParser.parseString(Files.readString(
                        Path.of(Objects.requireNonNull(GameTrainingTest.class.getResource("/golden/gan/gan.json"))
                                .toURI())))
                .getAsJsonObject()
                .getAsJsonObject("game");
        Map<String, HostTensor> weights = new HashMap<>();

        List<Map<String, Double>> steps = OnLane.call(Lane.Kind.TRAIN, scope -> goldenSteps(scope, device, weights));

        List<JsonElement> expected = golden.getAsJsonArray("steps").asList();
        tellPenaltiesOnce(expected);
        for (int step = 0; step < expected.size(); step++) {
            Map<String, Double> terms = steps.get(step);
            int number = step;
            expected.get(step)
                    .getAsJsonObject()
                    .entrySet()
                    .forEach(term -> assertThat(terms.getOrDefault(term.getKey(), Double.NaN))
                            .as("step %d %s", number, term.getKey())
                            .isCloseTo(
                                    number == 0 && term.getKey().startsWith("generator")
                                            ? 0
                                            : term.getValue().getAsDouble(),
                                    within(Devices.tolerance(device, 5e-5)
                                            * Math.abs(term.getValue().getAsDouble()))));
        }
        // the gradient of a bias that a norm takes out again is rounding alone, which Adam makes whole steps of
        golden.getAsJsonObject("weightNorms").entrySet().stream()
                .filter(entry -> !List.of("generator.in.bias", "generator.stages.1.up.bias")
                        .contains(entry.getKey()))
                .forEach(entry -> assertThat(norm(Objects.requireNonNull(weights.get("weights." + entry.getKey()))))
                        .as(entry.getKey())
                        .isCloseTo(
                                entry.getValue().getAsDouble(),
                                within(2e-4 * entry.getValue().getAsDouble())));
    }

    /// The gradient of every second step has the penalty twice, and that between has none; a step tells its loss
    /// with the last penalty once.
    private static void tellPenaltiesOnce(List<JsonElement> steps) {
        for (int step = 0; step < steps.size(); step++) {
            JsonObject terms = steps.get(step).getAsJsonObject();
            double penalty = terms.get("gradientPenalty").getAsDouble();
            double loss = terms.get("discriminatorLoss").getAsDouble();
            terms.addProperty("discriminatorLoss", step % 2 == 0 ? loss - penalty : loss + penalty);
        }
    }

    private static double norm(HostTensor tensor) {
        double square = 0;
        for (float value : tensor.values()) {
            square += (double) value * value;
        }
        return Math.sqrt(square);
    }

    private static List<Map<String, Double>> goldenSteps(
            Scope scope, ComputeDevice device, Map<String, HostTensor> weights) throws Exception {
        int batch = 6;
        ImageShape shape = new ImageShape(1, 20, 20);
        Gan model = SmallGan.with(
                shape,
                List.of(),
                Map.of(
                        "latentDimension", "5",
                        "criticSteps", "2",
                        "discriminatorRate", "2",
                        "r1", "0.7",
                        "penaltyEvery", "2"));
        TrainingSpec d = StepProgramTest.spec(Optimizer.ADAM, RATE, 0);
        TrainingSpec spec = new TrainingSpec(
                batch,
                4,
                Optimizer.ADAM,
                RATE,
                LearningRateSchedule.CONSTANT,
                0,
                0.5,
                0.99,
                0,
                0,
                0,
                0,
                TrainingSpec.Precision.FLOAT32,
                false,
                d.checkpointEvery(),
                d.gridEvery(),
                0,
                0);
        StepProgram program = StepProgram.of(model, spec, Graph.Precision.FLOAT32);
        Script script = Script.compile(scope, device, Script.Mode.GRADIENT, program.text());
        Map<String, HostTensor> start = StepState.initial(program.parameters(), spec, 0);
        List<ParameterTable.Entry> trained = program.parameters().trained();
        GoldenWeights.of(GoldenWeights.shapes(trained)).forEach((name, value) -> start.put("weights." + name, value));
        StepState state = StepState.on(scope, device, program.parameters(), start);
        ByteBuffer images = ByteBuffer.allocateDirect(batch * shape.size()).order(ByteOrder.nativeOrder());
        for (int i = 0; i < images.capacity(); i++) {
            images.put(i, (byte) (i % 20 < 4 + i % 7 ? 255 : 0));
        }
        List<Map<String, Double>> steps = new ArrayList<>();
        for (int step = 0; step < 4; step++) {
            float[] values = script.call(
                            scope,
                            "step",
                            state.weights(),
                            state.buffers(),
                            state.detached(),
                            state.moment1(),
                            state.moment2(),
                            state.counts(),
                            state.averages(),
                            Tensor.wrapBytes(scope, device, images, batch, 1, 20, 20),
                            Tensor.of(scope, device, GoldenWeights.wave(0.5 + step, 1.3, batch, 5)),
                            Argument.of(step % 2 == 1 ? 1.0 : 0.0),
                            Argument.of(step % 2 == 0 ? 2.0 : 0.0),
                            Argument.of(RATE),
                            Argument.of(1.0))
                    .toHost()
                    .values();
            Map<String, Double> terms = new HashMap<>();
            for (int i = 0; i < values.length; i++) {
                terms.put(program.terms().get(i), (double) values[i]);
            }
            steps.add(terms);
        }
        weights.putAll(state.toHost());
        return steps;
    }

    @Test
    void aGeneratorWithStylesPlaysAndItsMeanStyleIsWhatTruncationLeadsTo() throws Exception {
        StyleGan model = SmallGan.styled(SHAPE, CLASSES);
        TrainingPlan plan = plan(model);

        List<Raster> images = OnLane.call(Lane.Kind.TRAIN, _ -> {
            Map<String, HostTensor> weights;
            try (Trainer trainer = Trainer.fresh(plan, FEED)) {
                assertThat(trainer.steps(6, JobContext.unattended()).terms().values())
                        .allMatch(Double::isFinite);
                weights = trainer.modelWeights();
            }
            try (ModelOnLane loaded = ModelOnLane.load(model, weights, ComputeDevice.CPU)) {
                SamplerSettings usual = SamplerSettings.DEFAULTS.wishing("b");
                SamplerSettings mean = usual.styled(Styling.USUAL.truncatedTo(0));
                Latent one = PriorSampler.normal(1, 6, 1);
                Latent other = PriorSampler.normal(2, 6, 1);
                float[][] styles = new float[model.styleLayers()][];
                Arrays.fill(styles, loaded.styles().style(one, usual));
                float[][] mixed = styles.clone();
                mixed[0] = loaded.styles().style(other, usual);
                return List.of(
                        loaded.decode(one, mean, new Cancellation()),
                        loaded.decode(other, mean, new Cancellation()),
                        loaded.decode(one, usual, new Cancellation()),
                        loaded.styles().synthesise(styles, Styling.USUAL),
                        loaded.styles().synthesise(mixed, Styling.USUAL));
            }
        });

        assertThat(images.get(1)).isEqualTo(images.get(0));
        assertThat(images.get(2)).isNotEqualTo(images.get(0));
        assertThat(images.get(3)).isEqualTo(images.get(2));
        assertThat(images.get(4)).isNotEqualTo(images.get(2));
    }

    @Test
    void aGameWithStylesThatIsResumedComputesTheSameBits() throws Exception {
        TrainingPlan plan = plan(SmallGan.styled(SHAPE, CLASSES));

        List<Checkpoint> ends = OnLane.call(Lane.Kind.TRAIN, _ -> {
            try (Trainer straight = Trainer.fresh(plan, FEED)) {
                straight.steps(3, JobContext.unattended());
                Checkpoint half = straight.checkpoint();
                straight.steps(6, JobContext.unattended());
                try (Trainer resumed = Trainer.resumed(plan, FEED, half)) {
                    resumed.steps(6, JobContext.unattended());
                    return List.of(straight.checkpoint(), resumed.checkpoint());
                }
            }
        });

        assertThat(ends.get(1)).isEqualTo(ends.get(0));
        assertThat(ends.get(0).state()).containsKey("buffers.generator.style_mean");
    }
}
