package studio.latent.engine.model.diffusion;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.model.Denoises;
import studio.latent.engine.model.Distillation;
import studio.latent.engine.model.LossTerms;
import studio.latent.engine.model.ModelDefinition;
import studio.latent.engine.model.TrainingStep;
import studio.latent.engine.nn.Graph;
import studio.latent.engine.nn.NetworkCall;
import studio.latent.engine.nn.PerImage;
import studio.latent.engine.nn.Value;

/// Has a student answer the same at both ends of each step of its teacher's way: then it answers everywhere on the way
/// as at its end, which is what the teacher would have made.
///
/// **Source** Song et al., "Consistency models", 2023, algorithm 2; Luo et al., "Latent consistency models", 2023
/// (guidance in the teacher's step, steps that skip levels); the pseudo-Huber distance and its constant: Song and
/// Dhariwal, "Improved techniques for training consistency models", 2023, section 3.3.
final class SelfConsistency implements Distillation {
    /// Where the pseudo-Huber distance turns from a square into a length, for the mean of squares.
    private static final double HUBER = 0.00054;

    private final Teacher teacher;
    private final ConsistencyObjective objective;
    private final TrainingStep drawn;
    private final ConsistencyLevels levels;
    private final NetworkCall call = new NetworkCall(NETWORK);

    /// A diffusion model that teaches: what its own training draws and what it sees without noise.
    interface Teacher extends ModelDefinition, Denoises {
        /// What is to be made of noise: what sampling ends with.
        ///
        /// **Shapes** as [#sampleShape], a batch of them.
        Value clean(Graph g, TrainingStep.Batch batch);

        /// Probability with which an image is shown without its condition.
        double conditionDropout();
    }

    SelfConsistency(Teacher teacher, ConsistencyObjective objective) {
        this.teacher = teacher;
        this.objective = objective;
        drawn = teacher.trainingStep();
        levels = ConsistencyLevels.of(teacher.preconditioning(), objective.intervals());
    }

    @Override
    public Denoises network() {
        return teacher;
    }

    /// Noise, noise level and condition dropout, as for the teacher.
    @Override
    public List<NoiseInput> noise() {
        return drawn.noise();
    }

    @Override
    public int conditionRows() {
        return teacher.conditionRows();
    }

    @Override
    public LossTerms write(Graph g, Batch batch) {
        PerImage perImage = new PerImage(g);
        Value image = teacher.clean(g, batch);
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

    /// What the teacher's network puts out, led by guidance: outputs are led as images are, because both are the
    /// same but for a factor and a sum.
    private Value guided(Graph g, Value seen, Row row, Batch batch, @Nullable Value told) {
        Value time = row.number(ConsistencyLevels.TIME);
        Value towards = ask(g, TEACHER, seen, time, told);
        if (told == null || objective.guidance() == 1) {
            return towards;
        }
        Value nothing = new PerImage(g).dropCondition(told, batch.noise().get(2), 1);
        Value away = ask(g, TEACHER, seen, time, nothing);
        return g.add(away, g.times(g.sub(towards, away), objective.guidance()));
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
                : new PerImage(g).dropCondition(given, batch.noise().get(2), teacher.conditionDropout());
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
