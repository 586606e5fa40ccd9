package studio.latent.engine.train.doctor;

import java.util.OptionalDouble;

/// A loss of held-out images that rises while that of the training images falls.
///
/// Ill: in three readings in a row the held-out loss lies above its lowest value by more than 2 % of what it had
/// gained up to there, and the gap to the training loss is larger than it was at that lowest value. Healthy again:
/// a new lowest value.
///
/// **Source** Prechelt, "Early stopping — but when?", 1998 (criteria GL and UP); the 2 % are the studio's own,
/// taken of the gain because losses may be negative.
final class OverFittingCheck implements Check {
    private static final double SHARE_OF_GAIN = 0.02;
    private static final int READINGS = 3;

    private double first = Double.NaN;
    private double best = Double.POSITIVE_INFINITY;
    private double gapAtBest;
    private int bestStep;
    private int above;

    @Override
    public Ailment ailment() {
        return Ailment.OVER_FITTING;
    }

    @Override
    public Verdict look(Observation observation) {
        OptionalDouble heldOut = observation.get(Vital.HELD_OUT_LOSS);
        OptionalDouble train = observation.get(Vital.TRAIN_LOSS);
        if (heldOut.isEmpty()
                || train.isEmpty()
                || !Double.isFinite(heldOut.getAsDouble())
                || !Double.isFinite(train.getAsDouble())) {
            return Verdict.NOTHING_NEW;
        }
        double now = heldOut.getAsDouble();
        double gap = now - train.getAsDouble();
        first = Double.isNaN(first) ? now : first;
        if (now < best) {
            best = now;
            gapAtBest = gap;
            bestStep = observation.step();
            above = 0;
            return Verdict.HEALTHY;
        }
        above = now - best > SHARE_OF_GAIN * (first - best) && gap > gapAtBest ? above + 1 : 0;
        return above >= READINGS
                ? new Verdict.Ill(new Symptom.HeldOutRises(best, now, train.getAsDouble()), bestStep)
                : Verdict.NOTHING_NEW;
    }
}
