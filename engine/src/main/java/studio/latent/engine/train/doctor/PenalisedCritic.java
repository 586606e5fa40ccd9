package studio.latent.engine.train.doctor;

import java.util.OptionalDouble;

/// The loss of a Wasserstein critic with a penalty, beside that of a critic that says nothing.
///
/// One that gives every image the same score has no distance between its means and a slope of 0, so its loss is the
/// penalty's weight λ; about so does the untrained one begin. A critic that learns minimises its loss and stays below,
/// whatever λ and the size of the images. Where both run away, the penalty grows with the square of the scores and
/// the distance in proportion to them: the loss is far above.
///
/// The loss is the newest penalty less the distance, so that a penalty in a few steps only does not make it jump.
final class PenalisedCritic {
    private final int block;
    private final RollingWindow losses;
    private int firstStep = -1;
    private int taken;
    private double start;

    /// @param block steps of which the median is taken
    PenalisedCritic(int block) {
        this.block = block;
        losses = new RollingWindow(block);
    }

    /// Takes the numbers of a step; how many times the loss at the start they are, NaN while that is not known.
    double add(Observation observation) {
        OptionalDouble real = observation.get(Vital.CRITIC_REAL);
        OptionalDouble fake = observation.get(Vital.CRITIC_FAKE);
        OptionalDouble penalty = observation.get(Vital.GRADIENT_PENALTY);
        if (real.isEmpty() || fake.isEmpty() || penalty.isEmpty()) {
            return Double.NaN;
        }
        double distance = real.getAsDouble() - fake.getAsDouble();
        double loss = penalty.getAsDouble() - distance;
        if (!Double.isFinite(loss)) {
            return Double.NaN;
        }
        losses.add(loss);
        firstStep = firstStep < 0 ? observation.step() : firstStep;
        taken++;
        // The untrained critic alone: the next ones may have run away already. One from a checkpoint is not untrained.
        boolean begins = firstStep == 1 ? taken == 1 : taken <= block;
        if (begins) {
            start = Math.max(start, Math.max(penalty.getAsDouble(), Math.abs(distance)));
            return Double.NaN;
        }
        return start > 0 ? loss / start : Double.NaN;
    }

    /// The size of the loss at the start.
    double start() {
        return start;
    }

    /// Ends a block: how many times the loss at the start the median of its losses is, NaN while that is not known.
    double close() {
        double median = losses.median();
        losses.clear();
        return start > 0 ? median / start : Double.NaN;
    }
}
