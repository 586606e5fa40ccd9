package studio.latent.engine.train;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import studio.latent.engine.error.BadModelFile;
import studio.latent.engine.error.OutOfDeviceMemory;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.error.TrainingDiverged;
import studio.latent.engine.job.JobContext;
import studio.latent.engine.model.Distillation;
import studio.latent.engine.model.TrainingStep;
import studio.latent.engine.nn.ParameterTable;
import studio.latent.engine.tensor.Argument;
import studio.latent.engine.tensor.HostTensor;
import studio.latent.engine.tensor.Noise;
import studio.latent.engine.tensor.Scope;
import studio.latent.engine.tensor.Script;
import studio.latent.engine.tensor.Tensor;

/// The training loop: one for all families. It belongs to the lane that makes it.
///
/// Step `s` sees images and noise that are functions of the seed and of `imagesSeen` alone, so a run that resumes
/// from a checkpoint computes the same bits as one that never stopped (same device, same number of threads).
public final class Trainer implements AutoCloseable {
    private static final String SPOILT =
            "Go back to the last checkpoint with a smaller learning rate, or limit the gradients with clipNorm.";

    private final TrainingPlan plan;
    private final BatchFeed feed;
    private final TrainingStep step;
    private final StepProgram program;
    private final Scope scope;
    private final Script script;
    private final StepState state;
    private final ByteBuffer images;
    private final ByteBuffer conditions;
    private final List<ByteBuffer> noise = new ArrayList<>();
    private final StepImages seen;
    private final HeldOutLoss heldOut;
    private int stepsDone;
    private long imagesSeen;
    private double learningRate;

    /// What a step returned: its terms by name.
    ///
    /// @param watched `gradientNorm` (one value) and what the family watches, by name; empty for an unwatched step
    public record StepResult(int step, long imagesSeen, Map<String, Double> terms, Map<String, float[]> watched) {}

    private Trainer(Scope scope, TrainingPlan plan, BatchFeed feed, Checkpoint start, StepProgram program) {
        this.scope = scope;
        this.plan = plan;
        this.feed = feed;
        this.step = plan.model().trainingStep();
        this.program = program;
        this.script = Script.compile(scope, plan.device(), Script.Mode.GRADIENT, program.text());
        this.state = StepState.on(scope, plan.device(), program.parameters(), start.state(), teacherOf(plan));
        this.stepsDone = start.step();
        this.imagesSeen = start.imagesSeen();
        this.learningRate = start.learningRate();
        int batch = plan.spec().batch();
        this.images = direct(batch * plan.model().spec().image().size());
        this.conditions = direct(Float.BYTES * batch * step.conditionRows());
        this.seen = new StepImages(plan, script, state);
        this.heldOut = new HeldOutLoss(plan, feed, seen);
        for (TrainingStep.NoiseInput input : step.noise()) {
            noise.add(direct(Float.BYTES * batch * HostTensor.sizeOf(input.shape())));
        }
    }

    /// A trainer at a state; where it cannot be made, nothing of it stays on the device.
    private static Trainer at(TrainingPlan plan, BatchFeed feed, Checkpoint start, StepProgram program)
            throws OutOfDeviceMemory {
        Scope scope = new Scope();
        try {
            return new Trainer(scope, plan, feed, start, program);
        } catch (OutOfDeviceMemory.Unchecked e) {
            scope.close();
            throw e.fault();
        } catch (RuntimeException | Error e) {
            scope.close();
            throw e;
        }
    }

    /// What a student is given is its teacher.
    ///
    /// **Errors** [IllegalArgumentException] for a student without one.
    private static Map<String, HostTensor> teacherOf(TrainingPlan plan) {
        if (!(plan.model().trainingStep() instanceof Distillation)) {
            return Map.of();
        }
        if (plan.given().isEmpty()) {
            throw new IllegalArgumentException("a student must have its teacher's weights to be trained");
        }
        return plan.given();
    }

    private static ByteBuffer direct(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }

    /// A trainer before its first step.
    ///
    /// **Errors** [OutOfDeviceMemory] when the weights do not fit.
    public static Trainer fresh(TrainingPlan plan, BatchFeed feed) throws OutOfDeviceMemory {
        StepProgram program = StepProgram.of(plan.model(), plan.spec(), plan.precision());
        SequencedMap<String, HostTensor> initial =
                StepState.initial(program.parameters(), plan.spec(), plan.seed(), plan.given());
        return at(plan, feed, new Checkpoint(0, 0, plan.seed(), plan.spec().learningRate(), initial), program);
    }

    /// Says how the weights that a plan begins with differ from what its training needs; empty when they fit.
    public static List<String> mismatches(TrainingPlan plan) {
        return StepProgram.of(plan.model(), plan.spec(), plan.precision())
                .parameters()
                .mismatches(plan.given());
    }

    /// A trainer that goes on where `checkpoint` was made.
    ///
    /// **Errors** [BadModelFile] when the checkpoint is of another model or seed; [OutOfDeviceMemory] when it does
    /// not fit.
    public static Trainer resumed(TrainingPlan plan, BatchFeed feed, Checkpoint checkpoint)
            throws BadModelFile, OutOfDeviceMemory {
        StepProgram program = StepProgram.of(plan.model(), plan.spec(), plan.precision());
        SequencedMap<String, HostTensor> expected = StepState.initial(program.parameters(), plan.spec(), plan.seed());
        for (Map.Entry<String, HostTensor> entry : expected.entrySet()) {
            HostTensor found = checkpoint.state().get(entry.getKey());
            if (found == null || !Arrays.equals(found.shape(), entry.getValue().shape())) {
                throw mismatch("it has no '" + entry.getKey() + "' of the model's shape");
            }
        }
        if (checkpoint.seed() != plan.seed()) {
            throw mismatch("its seed is " + checkpoint.seed() + ", the run's is " + plan.seed());
        }
        return at(plan, feed, checkpoint, program);
    }

    private static BadModelFile mismatch(String why) {
        return new BadModelFile(
                "The checkpoint does not belong to this run: " + why + ".",
                "Resume in the run's own folder, or start a new training.");
    }

    /// Does one optimizer step.
    ///
    /// **Errors** [TrainingDiverged] when a term is infinite or not a number; the weights are then already spoilt
    /// and only an earlier checkpoint is of use. [OutOfDeviceMemory] when the batch does not fit.
    public StepResult step() throws TrainingDiverged, OutOfDeviceMemory {
        return step(false);
    }

    /// The same; a watched step also tells what is watched, which costs a little more.
    public StepResult step(boolean watched) throws TrainingDiverged, OutOfDeviceMemory {
        try {
            return next(watched);
        } catch (OutOfDeviceMemory.Unchecked e) {
            throw e.fault();
        }
    }

    private StepResult next(boolean watched) throws TrainingDiverged, OutOfDeviceMemory {
        TrainingSpec spec = plan.spec();
        int batch = spec.batch();
        feed.fill(imagesSeen, batch, images);
        try (Scope inner = new Scope()) {
            List<Argument> arguments = new ArrayList<>(List.of(
                    state.weights(),
                    state.buffers(),
                    state.detached(),
                    state.moment1(),
                    state.moment2(),
                    state.counts(),
                    state.averages()));
            arguments.add(seen.of(inner, images, batch));
            addCondition(inner, arguments, batch);
            addNoise(inner, arguments, batch);
            for (String number : step.numbers()) {
                arguments.add(Argument.of(step.number(number, stepsDone)));
            }
            if (step instanceof Distillation) {
                arguments.add(state.taught().getLast());
            }
            double factor = spec.learningRateSchedule().factor(stepsDone, spec.steps(), spec.warmupSteps());
            arguments.add(Argument.of(learningRate * factor));
            arguments.add(Argument.of(averageShare(spec, imagesSeen, batch)));
            float[] values = script.call(inner, watched ? "watch" : "step", arguments.toArray(Argument[]::new))
                    .toHost()
                    .values();
            stepsDone++;
            imagesSeen += batch;
            return result(values);
        }
    }

    private StepResult result(float[] values) throws TrainingDiverged {
        SequencedMap<String, Double> terms = new LinkedHashMap<>();
        for (int i = 0; i < program.terms().size(); i++) {
            String name = program.terms().get(i);
            if (!Float.isFinite(values[i])) {
                throw new TrainingDiverged(
                        "The training diverged: " + name + " became " + values[i] + " at step " + stepsDone + ".",
                        SPOILT);
            }
            terms.put(name, (double) values[i]);
        }
        Map<String, float[]> watched = new LinkedHashMap<>();
        int from = program.terms().size();
        if (values.length > from) {
            for (Map.Entry<String, Integer> entry : program.watched().entrySet()) {
                watched.put(entry.getKey(), Arrays.copyOfRange(values, from, from + entry.getValue()));
                from += entry.getValue();
            }
        }
        return new StepResult(stepsDone, imagesSeen, terms, watched);
    }

    /// The numbers of the objective (β) at the last step that was done, added up: losses are comparable while it
    /// stays the same.
    double objective() {
        return step.numbers().stream()
                .mapToDouble(number -> step.number(number, Math.max(0, stepsDone - 1)))
                .sum();
    }

    private void addCondition(Scope inner, List<Argument> arguments, int batch) {
        if (step.conditionRows() > 0) {
            feed.conditions(imagesSeen, batch, conditions.asFloatBuffer());
            arguments.add(Tensor.wrapFloats(inner, plan.device(), conditions, batch, step.conditionRows()));
        }
    }

    private void addNoise(Scope inner, List<Argument> arguments, int batch) {
        for (int k = 0; k < noise.size(); k++) {
            TrainingStep.NoiseInput input = step.noise().get(k);
            int size = HostTensor.sizeOf(input.shape());
            float[] values = draw(input, imagesSeen * size, batch * size);
            noise.get(k).asFloatBuffer().put(values);
            int[] shape = new int[input.shape().length + 1];
            shape[0] = batch;
            System.arraycopy(input.shape(), 0, shape, 1, input.shape().length);
            arguments.add(Tensor.wrapFloats(inner, plan.device(), noise.get(k), shape));
        }
    }

    private float[] draw(TrainingStep.NoiseInput input, long first, int count) {
        return switch (input.distribution()) {
            case NORMAL -> Noise.normals(plan.seed(), input.stream(), first, count);
            case UNIFORM -> {
                float[] values = new float[count];
                for (int i = 0; i < count; i++) {
                    values[i] = (float) Noise.uniform(plan.seed(), input.stream(), first + i);
                }
                yield values;
            }
        };
    }

    /// The new weights' share in the average: 1 − 2^(−batch / half-life), with a half-life of at most a tenth of
    /// the images seen so that the start is forgotten soon (Karras et al. 2020, "ema_rampup").
    private static double averageShare(TrainingSpec spec, long imagesSeen, int batch) {
        if (spec.emaHalfLife() == 0) {
            return 1;
        }
        double halfLife = Math.min(spec.emaHalfLife(), Math.max(batch, 0.1 * imagesSeen));
        return 1 - StrictMath.pow(0.5, batch / halfLife);
    }

    public int stepsDone() {
        return stepsDone;
    }

    public long imagesSeen() {
        return imagesSeen;
    }

    /// The base learning rate, before the schedule's factor.
    public double learningRate() {
        return learningRate;
    }

    public void learningRate(double value) {
        learningRate = value;
    }

    /// Everything needed to resume, copied to host memory.
    ///
    /// **Errors** [TrainingDiverged] when a weight or a moment is infinite or not a number, which a loss shows only
    /// a step later: such a state must not take the place of a sound one.
    public Checkpoint checkpoint() throws TrainingDiverged {
        Checkpoint checkpoint = new Checkpoint(stepsDone, imagesSeen, plan.seed(), learningRate, state.toHost());
        if (!checkpoint.isFinite()) {
            throw new TrainingDiverged(
                    "The training diverged: weights became infinite or not a number by step " + stepsDone + ".",
                    SPOILT);
        }
        return checkpoint;
    }

    /// The losses of images that are kept apart and of as many others, when it is their turn.
    Optional<HeldOutLoss.Losses> heldOutLosses() throws OutOfDeviceMemory {
        try {
            return heldOut.isDue(stepsDone) ? Optional.of(heldOut.measure(script, state)) : Optional.empty();
        } catch (OutOfDeviceMemory.Unchecked e) {
            throw e.fault();
        }
    }

    /// A copy of the weights for use: moving averages where the plan keeps them.
    public SequencedMap<String, HostTensor> modelWeights() {
        return state.modelWeights();
    }

    /// Number of trained weights.
    public long parameters() {
        return program.parameters().count();
    }

    ParameterTable parameterTable() {
        return program.parameters();
    }

    /// Does steps until `until` are done, without events: for benchmarks and tests.
    public StepResult steps(int until, JobContext context) throws StudioException {
        StepResult last = step();
        while (stepsDone < until) {
            context.checkCancelled();
            last = step();
        }
        return last;
    }

    /// Frees the run's memory on the device.
    @Override
    public void close() {
        scope.close();
    }
}
