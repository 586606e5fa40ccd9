package studio.latent.engine.train;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import studio.latent.engine.error.OutOfDeviceMemory;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.model.Game;
import studio.latent.engine.model.TrainingStep;
import studio.latent.engine.tensor.Argument;
import studio.latent.engine.tensor.HostTensor;
import studio.latent.engine.tensor.Noise;
import studio.latent.engine.tensor.Scope;
import studio.latent.engine.tensor.Script;
import studio.latent.engine.tensor.Tensor;

/// The loss of images that are kept apart, beside that of as many that are trained on.
///
/// Always the same images with the same noise, without dropout and with the objective as it is at the end of its
/// warm-up, so that one value can be compared with the next. A pass forward costs about a third of a step, and
/// there are so many steps from one measurement to the next that all take at most 2 % of the time.
final class HeldOutLoss {
    private static final double SHARE_OF_TIME = 0.02;
    /// Forward, backward and the optimizer against forward alone.
    private static final double STEP_COST = 3;

    private static final int LEAST_INTERVAL = 20;
    private static final int END_OF_WARMUP = Integer.MAX_VALUE - 1;
    private static final long NOISE = 0x6e6f697365L;

    private final TrainingPlan plan;
    private final BatchFeed feed;
    private final TrainingStep step;
    private final StepImages seen;

    /// Means over the images, of what is minimised.
    record Losses(double trained, double heldOut) {}

    /// Writes images by their place.
    @FunctionalInterface
    private interface Images {
        void copy(int first, int batch, ByteBuffer target);
    }

    /// Writes what is said of the same images.
    @FunctionalInterface
    private interface Conditions {
        void copy(int first, int batch, FloatBuffer target);
    }

    private record Source(Images images, Conditions conditions) {}

    HeldOutLoss(TrainingPlan plan, BatchFeed feed, StepImages seen) {
        this.plan = plan;
        this.feed = feed;
        this.step = plan.model().trainingStep();
        this.seen = seen;
    }

    /// Whether the losses are taken after so many steps: by their number, so that a resumed run takes the same
    /// ones. Never for two players: neither's loss tells how well images are explained.
    boolean isDue(int stepsDone) {
        return !(step instanceof Game) && feed.heldOut() > 0 && stepsDone % interval() == 0;
    }

    private int interval() {
        double passes = 2.0 * feed.heldOut() / plan.spec().batch();
        return Math.max(LEAST_INTERVAL, (int) Math.ceil(passes / (STEP_COST * SHARE_OF_TIME)));
    }

    /// On the lane that made the state.
    Losses measure(Script script, StepState state) throws OutOfDeviceMemory {
        return new Losses(
                mean(script, state, new Source(feed::trained, feed::trainedConditions)),
                mean(script, state, new Source(feed::heldOut, feed::heldOutConditions)));
    }

    private double mean(Script script, StepState state, Source source) throws OutOfDeviceMemory {
        int count = feed.heldOut();
        double sum = 0;
        for (int first = 0; first < count; first += plan.spec().batch()) {
            int batch = Math.min(plan.spec().batch(), count - first);
            sum += batch * loss(script, state, source, first, batch);
        }
        return sum / count;
    }

    private double loss(Script script, StepState state, Source source, int first, int batch) throws OutOfDeviceMemory {
        ImageShape shape = plan.model().spec().image();
        ByteBuffer images = ByteBuffer.allocateDirect(batch * shape.size()).order(ByteOrder.nativeOrder());
        source.images().copy(first, batch, images);
        try (Scope inner = new Scope()) {
            List<Argument> arguments = new ArrayList<>(List.of(state.detached(), state.buffers()));
            arguments.addAll(state.taught());
            arguments.add(seen.of(inner, images, batch));
            if (step.conditionRows() > 0) {
                HostTensor conditions = HostTensor.zeros(batch, step.conditionRows());
                source.conditions().copy(first, batch, FloatBuffer.wrap(conditions.values()));
                arguments.add(Tensor.of(inner, plan.device(), conditions));
            }
            for (TrainingStep.NoiseInput input : step.noise()) {
                arguments.add(noise(inner, input, first, batch));
            }
            for (String number : step.numbers()) {
                arguments.add(Argument.of(step.number(number, END_OF_WARMUP)));
            }
            return script.callList(inner, "evaluate", arguments.toArray(Argument[]::new))
                    .getFirst()
                    .toHost()
                    .values()[0];
        }
    }

    private Tensor noise(Scope inner, TrainingStep.NoiseInput input, int first, int batch) {
        int[] shape = new int[input.shape().length + 1];
        shape[0] = batch;
        System.arraycopy(input.shape(), 0, shape, 1, input.shape().length);
        int size = HostTensor.sizeOf(input.shape());
        float[] values = switch (input.distribution()) {
            case NORMAL ->
                Noise.normals(plan.seed() ^ NOISE, input.stream(), (long) first * size, HostTensor.sizeOf(shape));
            // of dropout, which is off here, or where noise levels spread evenly from
            case UNIFORM -> new float[HostTensor.sizeOf(shape)];
        };
        return Tensor.of(inner, plan.device(), new HostTensor(shape, values));
    }
}
