package studio.latent.engine.train.doctor;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalDouble;

/// Steps that are too long: the loss jumps, or its swing grows while it gains nothing, or the gradient bursts.
///
/// A jump is a loss more than ten robust standard deviations above the median of the last 50; three of them within
/// 300 losses are a finding, as are three gradient norms within 100 that exceed ten times the median of the last
/// 50. The loss swings when its robust deviation from one step to the next is five times the smallest so far while
/// its median is above the lowest, for 100 losses in a row. The warm-up and the 200 losses after it are not judged:
/// most runs find their feet there. Healthy again: 300 losses without a sign.
///
/// **Source** the studio's own rule; spikes of the loss as the sign of too high a learning rate: Cohen et al.,
/// "Gradient descent on neural networks typically occurs at the edge of stability", 2021.
final class LearningRateCheck implements Check {
    private static final int WINDOW = 50;
    private static final int QUIET_START = 200;
    private static final int SPIKE_MEMORY = 300;
    private static final int BURST_MEMORY = 100;
    private static final int SIGNS = 3;
    private static final double SPIKE_DEVIATIONS = 10;
    private static final double BURST_RATIO = 10;
    private static final double SWING_RATIO = 5;
    private static final int SWING_LENGTH = 100;

    private record Sign(int count, int step) {}

    private final int warmupSteps;
    private final RollingWindow losses = new RollingWindow(WINDOW);
    private final RollingWindow changes = new RollingWindow(WINDOW);
    private final RollingWindow gradients = new RollingWindow(WINDOW);
    private final Deque<Sign> spikes = new ArrayDeque<>();
    private final Deque<Sign> bursts = new ArrayDeque<>();
    private int lossCount;
    private int gradientCount;
    private int lastSign;
    private boolean inSpike;
    private double lastLoss = Double.NaN;
    private double calmest = Double.POSITIVE_INFINITY;
    private double lowestMedian = Double.POSITIVE_INFINITY;
    private int swinging;
    private int swingStart;

    LearningRateCheck(int warmupSteps) {
        this.warmupSteps = warmupSteps;
    }

    @Override
    public Ailment ailment() {
        return Ailment.LEARNING_RATE_TOO_HIGH;
    }

    @Override
    public Verdict look(Observation observation) {
        if (observation.step() <= warmupSteps) {
            return Verdict.NOTHING_NEW;
        }
        Verdict byGradient = gradient(observation);
        OptionalDouble loss = observation.get(Vital.TOTAL_LOSS);
        if (loss.isEmpty() || !Double.isFinite(loss.getAsDouble())) {
            return byGradient;
        }
        Verdict byLoss = loss(observation.step(), loss.getAsDouble());
        return byGradient instanceof Verdict.Ill ? byGradient : byLoss;
    }

    private Verdict gradient(Observation observation) {
        OptionalDouble norm = observation.get(Vital.GRADIENT_NORM);
        if (norm.isEmpty() || !Double.isFinite(norm.getAsDouble())) {
            return Verdict.NOTHING_NEW;
        }
        gradientCount++;
        double median = gradients.median();
        boolean known = gradients.isFull();
        gradients.add(norm.getAsDouble());
        if (!known || norm.getAsDouble() <= BURST_RATIO * median) {
            return Verdict.NOTHING_NEW;
        }
        lastSign = lossCount;
        Sign oldest = remember(bursts, gradientCount, observation.step(), BURST_MEMORY);
        return bursts.size() >= SIGNS
                ? new Verdict.Ill(
                        new Symptom.GradientBursts(
                                bursts.size(), observation.step() - oldest.step() + 1.0, norm.getAsDouble() / median),
                        oldest.step())
                : Verdict.NOTHING_NEW;
    }

    private static Sign remember(Deque<Sign> signs, int count, int step, int memory) {
        signs.addLast(new Sign(count, step));
        while (signs.getFirst().count() < count - memory) {
            signs.removeFirst();
        }
        return signs.getFirst();
    }

    private Verdict loss(int step, double loss) {
        lossCount++;
        boolean judged = losses.isFull() && lossCount > QUIET_START;
        double median = losses.median();
        double deviation = losses.deviation();
        losses.add(loss);
        if (!Double.isNaN(lastLoss)) {
            changes.add(loss - lastLoss);
        }
        lastLoss = loss;
        if (!judged) {
            return Verdict.NOTHING_NEW;
        }
        Verdict bySwing = swing(step);
        boolean above = loss > median + SPIKE_DEVIATIONS * deviation;
        boolean onset = above && !inSpike;
        inSpike = above;
        if (onset) {
            lastSign = lossCount;
            Sign oldest = remember(spikes, lossCount, step, SPIKE_MEMORY);
            if (spikes.size() >= SIGNS) {
                return new Verdict.Ill(
                        new Symptom.LossSpikes(spikes.size(), step - oldest.step() + 1.0, (loss - median) / deviation),
                        oldest.step());
            }
        }
        if (bySwing instanceof Verdict.Ill) {
            return bySwing;
        }
        return lossCount - lastSign > SPIKE_MEMORY ? Verdict.HEALTHY : Verdict.NOTHING_NEW;
    }

    private Verdict swing(int step) {
        double median = losses.median();
        // The difference of two independent losses has √2 their deviation.
        double now = changes.deviation() / Math.sqrt(2);
        calmest = Math.min(calmest, now);
        lowestMedian = Math.min(lowestMedian, median);
        if (now > SWING_RATIO * calmest && median > lowestMedian + calmest) {
            swinging++;
            swingStart = swinging == 1 ? step : swingStart;
            lastSign = lossCount;
        } else {
            swinging = 0;
        }
        return swinging >= SWING_LENGTH
                ? new Verdict.Ill(new Symptom.LossSwings(calmest, now), swingStart)
                : Verdict.NOTHING_NEW;
    }
}
