package studio.latent.engine.model.diffusion;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.model.Denoises;
import studio.latent.engine.model.EdmNoise;
import studio.latent.engine.model.Family;
import studio.latent.engine.model.LossTerms;
import studio.latent.engine.model.ModelDefinition;
import studio.latent.engine.model.ModelType;
import studio.latent.engine.model.NoiseSchedule;
import studio.latent.engine.model.Preconditioning;
import studio.latent.engine.model.Preset;
import studio.latent.engine.model.SampleShape;
import studio.latent.engine.model.TrainingStep;
import studio.latent.engine.nn.Graph;
import studio.latent.engine.nn.PerImage;
import studio.latent.engine.nn.Value;
import studio.latent.engine.tensor.Noise;

/// A diffusion model in the space of pixels: a [UNet] that is trained to see the image in a noisy one.
///
/// **Shapes** images `[N, C, H, W]`, in [0, 1] outside, in [−1, 1] for the network.
///
/// **Source** Ho et al., "Denoising diffusion probabilistic models", 2020; Salimans and Ho 2022 (v); Karras et al.
/// 2022 (EDM); Liu et al. 2022 (rectified flow); which of them is a matter of two settings.
public final class Diffusion implements ModelDefinition, Denoises {
    public static final ModelType<DiffusionSpec> TYPE = new ModelType<>(
            "diffusion",
            Family.DIFFUSION,
            DiffusionSpec.class,
            DiffusionSpec::defaults,
            List.of(
                    new Preset(
                            "small",
                            "28 to 32 pixels, told the class: two processor cores train it in two hours.",
                            Map.of(
                                    "batch", "64",
                                    "steps", "9000",
                                    "learningRate", "0.0005",
                                    "warmupSteps", "500",
                                    "clipNorm", "1",
                                    "weightDecay", "0",
                                    "emaHalfLife", "20000",
                                    "gridEvery", "500")),
                    new Preset(
                            "quick",
                            "The same, narrower and shorter: half an hour on two processor cores, to see it learn.",
                            Map.of(
                                    "width", "16",
                                    "batch", "64",
                                    "steps", "4000",
                                    "learningRate", "0.001",
                                    "warmupSteps", "200",
                                    "clipNorm", "1",
                                    "weightDecay", "0",
                                    "emaHalfLife", "10000",
                                    "gridEvery", "250")),
                    new Preset(
                            "colour",
                            "Colour images of 32 to 64 pixels on two processor cores, over night.",
                            Map.of(
                                    "width", "48",
                                    "batch", "32",
                                    "steps", "60000",
                                    "learningRate", "0.0003",
                                    "warmupSteps", "500",
                                    "clipNorm", "1",
                                    "weightDecay", "0",
                                    "emaHalfLife", "50000",
                                    "gridEvery", "1000")),
                    new Preset(
                            "large",
                            "The network of the first papers for 32 to 64 pixels: needs a GPU.",
                            Map.ofEntries(
                                    Map.entry("width", "128"),
                                    Map.entry("growth", "2"),
                                    Map.entry("blocks", "2"),
                                    Map.entry("attentionSide", "16"),
                                    Map.entry("headChannels", "64"),
                                    Map.entry("groups", "32"),
                                    Map.entry("batch", "128"),
                                    Map.entry("steps", "200000"),
                                    Map.entry("learningRate", "0.0002"),
                                    Map.entry("warmupSteps", "2000"),
                                    Map.entry("clipNorm", "1"),
                                    Map.entry("weightDecay", "0"),
                                    Map.entry("emaHalfLife", "500000"),
                                    Map.entry("gridEvery", "1000")))),
            Diffusion::new);

    /// Parts of the noise levels whose losses are told apart.
    private static final int PARTS = 4;

    private final DiffusionSpec spec;
    private final UNet network;
    private final Preconditioning preconditioning;

    public Diffusion(DiffusionSpec spec) {
        this.spec = spec;
        this.network = new UNet(spec.network());
        NoiseSchedule schedule = spec.noiseSchedule().schedule();
        this.preconditioning = schedule instanceof EdmNoise edm
                ? new Preconditioning.Edm(edm)
                : new Preconditioning.Predicting(schedule, spec.prediction());
    }

    @Override
    public DiffusionSpec spec() {
        return spec;
    }

    @Override
    public Value predict(Graph g, Value x, Value times, @Nullable Value condition) {
        return network.write(g, x, times, condition);
    }

    @Override
    public SampleShape sampleShape() {
        return SampleShape.of(spec.image());
    }

    @Override
    public Preconditioning preconditioning() {
        return preconditioning;
    }

    @Override
    public List<String> conditions() {
        return spec.conditions();
    }

    @Override
    public TrainingStep trainingStep() {
        return new DenoisingScore();
    }

    /// Minimises the weighted squared error of the network's output over all noise levels.
    private final class DenoisingScore implements TrainingStep {
        private final TrainingLevels levels = TrainingLevels.of(preconditioning, spec.minSnrGamma());

        @Override
        public List<NoiseInput> noise() {
            ImageShape image = spec.image();
            return List.of(
                    new NoiseInput(
                            "noise",
                            Noise.Stream.DIFFUSION,
                            NoiseInput.Distribution.NORMAL,
                            image.channels(),
                            image.height(),
                            image.width()),
                    new NoiseInput("level", Noise.Stream.NOISE_LEVEL, NoiseInput.Distribution.UNIFORM, 1),
                    new NoiseInput("drop", Noise.Stream.CONDITION_DROPOUT, NoiseInput.Distribution.UNIFORM, 1));
        }

        @Override
        public List<String> numbers() {
            return List.of();
        }

        @Override
        public double number(String name, int step) {
            throw new IllegalArgumentException("there is no number " + name);
        }

        @Override
        public int conditionRows() {
            return Diffusion.this.conditionRows();
        }

        @Override
        public LossTerms write(Graph g, Batch batch) {
            PerImage perImage = new PerImage(g);
            Value image = g.plus(g.times(batch.images(), 2), -1); // [N, C, H, W] in [−1, 1]
            Value noise = batch.noise().getFirst();
            Value places = perImage.spread(batch.noise().get(1), levels.count()); // [N]
            Value known = perImage.lookUp(levels.table(), places, image); // [N, 6]
            Value seen = mix(g, known, image, noise, TrainingLevels.INPUT_IMAGE, TrainingLevels.INPUT_NOISE);
            Value wanted = mix(g, known, image, noise, TrainingLevels.TARGET_IMAGE, TrainingLevels.TARGET_NOISE);
            Value output = predict(g, seen, perImage.column(known, TrainingLevels.TIME), condition(g, batch));
            Value errors = perImage.means(g.square(g.sub(output, wanted))); // [N]
            Value total = g.mean(g.mul(errors, perImage.column(known, TrainingLevels.WEIGHT)));

            SequencedMap<String, Value> named = new LinkedHashMap<>();
            named.put("denoisingLoss", g.mean(errors));
            List<Value> parts = perImage.meansByPart(errors, places, levels.count(), PARTS);
            for (int i = 0; i < PARTS; i++) {
                named.put("denoisingLossQuarter" + (i + 1), parts.get(i));
            }
            return new LossTerms(total, named, new LinkedHashMap<>());
        }

        private @Nullable Value condition(Graph g, Batch batch) {
            Value given = batch.condition();
            return given == null || g.mode() == Graph.Mode.INFERENCE
                    ? given
                    : new PerImage(g).dropCondition(given, batch.noise().get(2), spec.conditionDropout());
        }

        /// One known number of each image times its pixels plus another times its noise.
        private static Value mix(Graph g, Value known, Value image, Value noise, int ofImage, int ofNoise) {
            PerImage perImage = new PerImage(g);
            Value a = g.reshape(perImage.column(known, ofImage), Value.BATCH, 1, 1, 1);
            Value b = g.reshape(perImage.column(known, ofNoise), Value.BATCH, 1, 1, 1);
            return g.add(g.mul(a, image), g.mul(b, noise));
        }
    }
}
