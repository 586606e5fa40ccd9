package studio.latent.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import studio.latent.engine.generate.ClassifierOnLane;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.job.JobContext;
import studio.latent.engine.model.ClassifiesNoisy;
import studio.latent.engine.model.Conditioning;
import studio.latent.engine.model.ModelDefinition;
import studio.latent.engine.model.NoiseKind;
import studio.latent.engine.model.diffusion.NoisedClassifier;
import studio.latent.engine.model.diffusion.NoisedClassifierSpec;
import studio.latent.engine.model.diffusion.UNetSizes;
import studio.latent.engine.sample.ClassifierGuidance;
import studio.latent.engine.sample.Denoiser;
import studio.latent.engine.sample.SampleContext;
import studio.latent.engine.sample.Samplers;
import studio.latent.engine.sample.Samples;
import studio.latent.engine.sample.SeededNoise;
import studio.latent.engine.sample.SigmaSchedule;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.tensor.HostTensor;
import studio.latent.engine.tensor.Lane;
import studio.latent.engine.tensor.Noise;
import studio.latent.engine.tensor.OnLane;

/// Classifiers of noised images in the one training loop.
class NoisedClassifierTrainingTest {
    private static final ImageShape SHAPE = new ImageShape(1, 8, 8);
    private static final FakeFeed FEED = new FakeFeed(SHAPE, 6);
    private static final List<String> CLASSES = List.of("a", "b", "c");

    @TempDir
    Path folder;

    private static ModelDefinition classifier(NoiseKind noise, List<String> conditions) {
        return NoisedClassifier.TYPE.definitionOf(new NoisedClassifierSpec(
                SHAPE, conditions, null, new UNetSizes(8, 2, 2, 1, 4, 8, 4), noise, Conditioning.DATA));
    }

    private static TrainingPlan plan(ModelDefinition model) {
        return new TrainingPlan(
                "noised-classifier",
                model,
                StepProgramTest.spec(Optimizer.ADAM, 3e-3, 1),
                "stripes",
                11,
                ComputeDevice.CPU);
    }

    private static Trainer.StepResult steps(TrainingPlan plan, BatchFeed feed, int count) throws Exception {
        return OnLane.call(Lane.Kind.TRAIN, _ -> {
            try (Trainer trainer = Trainer.fresh(plan, feed)) {
                return trainer.steps(count, JobContext.unattended());
            }
        });
    }

    @ParameterizedTest
    @EnumSource(
            value = NoiseKind.class,
            names = {"COSINE", "FLOW", "EDM"})
    void itLearnsToTellClassesWhereThereIsLittleNoiseAndLessSoWhereThereIsMuch(NoiseKind noise) throws Exception {
        Map<String, Double> terms =
                steps(plan(classifier(noise, CLASSES)), FEED, 150).terms();

        assertThat(terms.keySet())
                .startsWith("total", "classificationLoss", "accuracy", "accuracyQuarter1", "accuracyQuarter2");
        assertThat(terms.getOrDefault("accuracyQuarter1", 0.0)).isCloseTo(1, within(1e-6));
        assertThat(terms.getOrDefault("accuracyQuarter4", 2.0)).isLessThanOrEqualTo(noise == NoiseKind.EDM ? 1 : 0.9);
        double mean = Stream.of(1, 2, 3, 4)
                .mapToDouble(i -> terms.getOrDefault("accuracyQuarter" + i, Double.NaN))
                .average()
                .orElseThrow();
        assertThat(terms.getOrDefault("accuracy", Double.NaN)).isCloseTo(mean, within(1e-5));
    }

    @Test
    void ofEachAttributeItTellsTheValueAndWhatIsNotKnownDoesNotCount() throws Exception {
        BatchFeed said = new Said(List.of(
                new float[] {1, 0, 0, 1, 0, 0}, new float[] {0, 1, 0, 0, 0, 0}, new float[] {0, 0, 0, 0, 0, 1}));
        ModelDefinition model =
                classifier(NoiseKind.COSINE, List.of("hat=yes", "hat=no", "hair=red", "hair=grey", "hair=none"));

        Map<String, Double> terms = steps(plan(model), said, 80).terms();

        assertThat(terms.getOrDefault("accuracyQuarter1", 0.0)).isCloseTo(1, within(1e-6));
        assertThat(terms.getOrDefault("classificationLoss", Double.NaN)).isLessThan(0.6);
    }

    /// The images of [FakeFeed], of which these things are said in turn.
    private record Said(List<float[]> rows) implements BatchFeed {
        @Override
        public int count() {
            return rows.size();
        }

        @Override
        public ImageShape shape() {
            return SHAPE;
        }

        @Override
        public void fill(long imagesSeen, int batch, ByteBuffer target) {
            new FakeFeed(SHAPE, rows.size()).fill(imagesSeen, batch, target);
        }

        @Override
        public void conditions(long imagesSeen, int batch, FloatBuffer target) {
            for (int i = 0; i < batch; i++) {
                target.put(rows.get((int) ((imagesSeen + i) % rows.size())));
            }
        }

        @Override
        public void plain(int first, int batch, ByteBuffer target) {
            fill(first, batch, target);
        }
    }

    @Test
    void aResumedRunComputesTheSameBitsAsOneThatNeverStopped() throws Exception {
        StraightAndResumed runs =
                StraightAndResumed.of(plan(classifier(NoiseKind.COSINE, CLASSES)), FEED, 9, 5, folder);

        assertThat(runs.resumed()).isEqualTo(runs.straight());
    }

    /// Pictures that are dark or bright all over, with a little noise.
    private record Tones() implements BatchFeed {
        @Override
        public int count() {
            return 64;
        }

        @Override
        public ImageShape shape() {
            return SHAPE;
        }

        @Override
        public void fill(long imagesSeen, int batch, ByteBuffer target) {
            for (int i = 0; i < batch * SHAPE.size(); i++) {
                int image = (int) ((imagesSeen + i / SHAPE.size()) % count());
                double noise = Noise.uniform(image, Noise.Stream.DIFFUSION, i % SHAPE.size()) - 0.5;
                target.put(i, (byte) (image % 2 == 0 ? 80 + 60 * noise : 175 + 60 * noise));
            }
        }

        @Override
        public void conditions(long imagesSeen, int batch, FloatBuffer target) {
            for (int i = 0; i < batch; i++) {
                boolean dark = (imagesSeen + i) % 2 == 0;
                target.put(new float[] {dark ? 1 : 0, dark ? 0 : 1, 0});
            }
        }

        @Override
        public void plain(int first, int batch, ByteBuffer target) {
            fill(first, batch, target);
        }
    }

    /// What is expected of images of which each is one tone, normal around grey, under a little noise of
    /// deviation 0.2.
    private static final Denoiser GREY = (x, sigma) -> {
        int size = x.values().length / x.count();
        double[] values = new double[x.values().length];
        double own = 0.04;
        double tone = 0.16;
        double mixed = own + sigma * sigma;
        for (int image = 0; image < x.count(); image++) {
            double mean = 0;
            for (int i = 0; i < size; i++) {
                mean += x.values()[image * size + i] / size;
            }
            double found = mean * tone / (tone + mixed / size);
            for (int i = 0; i < size; i++) {
                values[image * size + i] = found + (x.values()[image * size + i] - found) * own / mixed;
            }
        }
        return new Samples(x.shape(), values);
    };

    private static double shareOfBright(Denoiser denoiser) throws Exception {
        int count = 24;
        var grid = SigmaSchedule.MODEL.grid(NoiseKind.COSINE.schedule(), 12);
        double[] noise = new double[count * SHAPE.size()];
        float[] normals = Noise.normals(4, Noise.Stream.DIFFUSION, 0, noise.length);
        for (int i = 0; i < noise.length; i++) {
            noise[i] = grid.first() * normals[i];
        }
        Samples end = Samplers.named("euler")
                .with(Map.of())
                .sample(
                        denoiser,
                        new Samples(new int[] {count, 1, 8, 8}, noise),
                        grid,
                        SampleContext.unattended(SeededNoise.of(1)));
        int bright = 0;
        for (int image = 0; image < count; image++) {
            double sum = 0;
            for (int i = 0; i < SHAPE.size(); i++) {
                sum += end.values()[image * SHAPE.size() + i];
            }
            bright += sum > 0 ? 1 : 0;
        }
        return (double) bright / count;
    }

    @Test
    void aTrainedClassifierMovesTheShareOfItsClass() throws Exception {
        ModelDefinition model = classifier(NoiseKind.COSINE, List.of("dark", "bright"));
        Map<String, HostTensor> weights = OnLane.call(Lane.Kind.TRAIN, _ -> {
            try (Trainer trainer = Trainer.fresh(plan(model), new Tones())) {
                trainer.steps(120, JobContext.unattended());
                return trainer.modelWeights();
            }
        });

        double[] shares = OnLane.call(Lane.Kind.RENDER, _ -> {
            try (ClassifierOnLane lane = ClassifierOnLane.load((ClassifiesNoisy) model, weights, ComputeDevice.CPU)) {
                return new double[] {
                    shareOfBright(GREY), shareOfBright(guided(lane, 0, 1)), shareOfBright(guided(lane, 1, 0))
                };
            }
        });

        assertThat(shares[0]).isBetween(0.25, 0.75);
        assertThat(shares[1]).as("bright is wished for").isGreaterThan(0.8);
        assertThat(shares[2]).as("dark is wished for").isLessThan(0.2);
    }

    private static Denoiser guided(ClassifierOnLane lane, float... wished) {
        return new ClassifierGuidance(6)
                .of(GREY, (x, sigma) -> lane.judge(x, sigma, wished).slope());
    }
}
