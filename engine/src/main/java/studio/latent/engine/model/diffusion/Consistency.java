package studio.latent.engine.model.diffusion;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.model.Denoises;
import studio.latent.engine.model.Distillation;
import studio.latent.engine.model.Family;
import studio.latent.engine.model.LossTerms;
import studio.latent.engine.model.ModelType;
import studio.latent.engine.model.Preconditioning;
import studio.latent.engine.model.Preset;
import studio.latent.engine.model.SampleShape;
import studio.latent.engine.model.Taught;
import studio.latent.engine.model.TrainingStep;
import studio.latent.engine.model.UsualSampling;
import studio.latent.engine.nn.Graph;
import studio.latent.engine.nn.NetworkCall;
import studio.latent.engine.nn.PerImage;
import studio.latent.engine.nn.Value;

/// A student of a [Diffusion] model: it jumps from any noise level to the image, so that 1 to 4 steps make one.
///
/// It is trained to answer the same at both ends of each step of its teacher's way: then it answers everywhere on
/// the way as at its end, which is the image. Guidance is done by the teacher and learned with the rest.
///
/// **Source** Song et al., "Consistency models", 2023, algorithm 2; Luo et al., "Latent consistency models", 2023
/// (guidance in the teacher's step, steps that skip levels); the pseudo-Huber distance and its constant: Song and
/// Dhariwal, "Improved techniques for training consistency models", 2023, section 3.3.
public final class Consistency implements Taught, Denoises {
    public static final ModelType<ConsistencySpec> TYPE = new ModelType<>(
            "consistency",
            Family.DIFFUSION,
            ConsistencySpec.class,
            ConsistencySpec::defaults,
            List.of(new Preset(
                    "student",
                    "A student of a trained diffusion model, given as teacher=NAME: an image in 1 to 4 steps.",
                    Map.of(
                            "batch", "32",
                            "steps", "4000",
                            "learningRate", "0.0003",
                            "warmupSteps", "50",
                            "clipNorm", "1",
                            "weightDecay", "0",
                            "emaHalfLife", "1500",
                            "gridEvery", "250"))),
            Consistency::new);

    /// Where the pseudo-Huber distance turns from a square into a length, for the mean of squares.
    private static final double HUBER = 0.00054;

    private final ConsistencySpec spec;
    private final Diffusion network;

    public Consistency(ConsistencySpec spec) {
        this.spec = spec;
        this.network = new Diffusion(spec.network());
    }

    @Override
    public ConsistencySpec spec() {
        return spec;
    }

    @Override
    public DiffusionSpec shared() {
        return spec.network();
    }

    @Override
    public Value predict(Graph g, Value x, Value times, @Nullable Value condition) {
        return network.predict(g, x, times, condition);
    }

    @Override
    public SampleShape sampleShape() {
        return network.sampleShape();
    }

    @Override
    public Preconditioning preconditioning() {
        return network.preconditioning();
    }

    @Override
    public List<String> conditions() {
        return network.conditions();
    }

    @Override
    public UsualSampling usualSampling() {
        return UsualSampling.OF_FEW_STEPS;
    }

    @Override
    public TrainingStep trainingStep() {
        return new SelfConsistency();
    }

    private final class SelfConsistency implements Distillation {
        private final TrainingStep drawn = network.trainingStep();
        private final ConsistencyLevels levels = ConsistencyLevels.of(preconditioning(), spec.intervals());
        private final NetworkCall call = new NetworkCall(NETWORK);

        @Override
        public Denoises network() {
            return network;
        }

        /// Noise, noise level and condition dropout, as for the teacher.
        @Override
        public List<NoiseInput> noise() {
            return drawn.noise();
        }

        @Override
        public int conditionRows() {
            return Consistency.this.conditionRows();
        }

        @Override
        public LossTerms write(Graph g, Batch batch) {
            PerImage perImage = new PerImage(g);
            Value image = g.plus(g.times(batch.images(), 2), -1); // [N, C, H, W] in [−1, 1]
            Value noise = batch.noise().getFirst();
            Value places = perImage.spread(batch.noise().get(1), levels.count()); // [N]
            Row row = new Row(g, perImage.lookUp(levels.table(), places, image));
            Value told = condition(g, batch);
            Value seen = row.mix(image, ConsistencyLevels.INPUT_IMAGE, noise, ConsistencyLevels.INPUT_NOISE);

            Value denoised =
                    row.mix(seen, ConsistencyLevels.SKIP, guided(g, seen, row, batch, told), ConsistencyLevels.OUTPUT);
            Value below = row.mix(seen, ConsistencyLevels.KEEP, denoised, ConsistencyLevels.MOVE);
            Value answerBelow = ask(g, AVERAGE, below, row.number(ConsistencyLevels.LOW_TIME), told);
            Value wanted = row.mix(below, ConsistencyLevels.LOW_SKIP, answerBelow, ConsistencyLevels.LOW_OUTPUT);

            Value answer = ask(g, STUDENT, seen, row.number(ConsistencyLevels.TIME), told);
            Value found = row.mix(seen, ConsistencyLevels.SKIP, answer, ConsistencyLevels.OUTPUT);
            Value squares = perImage.means(g.square(g.sub(found, g.detach(wanted)))); // [N]
            Value lengths = g.plus(g.sqrt(g.plus(squares, HUBER * HUBER)), -HUBER);

            SequencedMap<String, Value> named = new LinkedHashMap<>();
            named.put("consistencyLoss", g.mean(lengths));
            return new LossTerms(g.mean(lengths), named, new LinkedHashMap<>());
        }

        /// What the teacher's network puts out, led by guidance: outputs are led as images are, because both
        /// are the
        /// same but for a factor and a sum.
        private Value guided(Graph g, Value seen, Row row, Batch batch, @Nullable Value told) {
            Value time = row.number(ConsistencyLevels.TIME);
            Value towards = ask(g, TEACHER, seen, time, told);
            if (told == null || spec.guidance() == 1) {
                return towards;
            }
            Value nothing = new PerImage(g).dropCondition(told, batch.noise().get(2), 1);
            Value away = ask(g, TEACHER, seen, time, nothing);
            return g.add(away, g.times(g.sub(towards, away), spec.guidance()));
        }

        private Value ask(Graph g, String weights, Value seen, Value time, @Nullable Value told) {
            List<Value> arguments = new ArrayList<>(List.of(seen, time));
            if (told != null) {
                arguments.add(told);
            }
            return call.with(g, weights, arguments.toArray(Value[]::new));
        }

        private @Nullable Value condition(Graph g, Batch batch) {
            Value given = batch.condition();
            return given == null || g.mode() == Graph.Mode.INFERENCE
                    ? given
                    : new PerImage(g)
                            .dropCondition(
                                    given, batch.noise().get(2), spec.network().conditionDropout());
        }
    }

    /// The known numbers of each image's step. **Shapes** `known: [N, columns]`.
    private record Row(Graph g, Value known) {
        Value number(int column) {
            return new PerImage(g).column(known, column);
        }

        /// One number of each image times its pixels plus another times other pixels.
        Value mix(Value a, int ofA, Value b, int ofB) {
            Value first = g.reshape(number(ofA), Value.BATCH, 1, 1, 1);
            Value second = g.reshape(number(ofB), Value.BATCH, 1, 1, 1);
            return g.add(g.mul(first, a), g.mul(second, b));
        }
    }
}
