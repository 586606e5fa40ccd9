package studio.latent.engine.train.doctor;

import java.util.OptionalDouble;

/// A loss that rises and stays up, against its running minimum.
///
/// Medians over blocks of 20 losses are compared with the lowest such median. Ill: three blocks in a row lie above
/// it by more than six standard errors of a median *and* by more than a tenth of all that the loss has gained since
/// the start. Healthy again: a block within half of that. Losses may be negative, so no ratio of losses is taken.
/// Ill at once, however much it varies: a block above the first loss of all by more than that loss's own size, for
/// then the model explains the images far worse than before it had learned anything. A generator that plays against
/// a discriminator has a loss that need not fall; [GameDivergenceCheck] judges it.
///
/// **Source** the studio's own rule; robust scale by the median absolute deviation (Huber, "Robust statistics",
/// 1981).
final class DivergenceCheck implements Check {
    private static final int BLOCK = 20;
    private static final int BLOCKS = 3;
    private static final double ERRORS = 6;
    private static final double SHARE_OF_GAIN = 0.1;

    /// Standard error of the median of normal values, in units of σ/√n: √(π/2).
    private static final double MEDIAN_ERROR = 1.2533;

    private final RollingWindow block = new RollingWindow(BLOCK);
    private final RollingWindow noises = new RollingWindow(15);
    private double objective = Double.NaN;
    private boolean adversarial;
    private boolean begun;
    private int inBlock;
    private int blockStart;
    private int above;
    private int since;
    private double untrained = Double.NaN;
    private double first;
    private double lowest;

    @Override
    public Ailment ailment() {
        return Ailment.DIVERGENCE;
    }

    @Override
    public Verdict look(Observation observation) {
        adversarial |= observation.get(Vital.DISCRIMINATOR_ACCURACY).isPresent()
                || observation.get(Vital.DISCRIMINATOR_REAL).isPresent();
        OptionalDouble loss = observation.get(Vital.TOTAL_LOSS);
        if (adversarial || loss.isEmpty() || !Double.isFinite(loss.getAsDouble())) {
            return Verdict.NOTHING_NEW;
        }
        // A run that goes on from a checkpoint is not untrained at its first step here.
        untrained = observation.step() == 1 ? loss.getAsDouble() : untrained;
        if (objective != observation.objective()) {
            objective = observation.objective();
            begun = false;
            inBlock = 0;
            block.clear();
        }
        if (inBlock == 0) {
            blockStart = observation.step();
        }
        block.add(loss.getAsDouble());
        inBlock++;
        if (inBlock < BLOCK) {
            return Verdict.NOTHING_NEW;
        }
        inBlock = 0;
        noises.add(block.deviation());
        return judge(block.median());
    }

    private Verdict judge(double now) {
        if (!begun) {
            begun = true;
            first = now;
            lowest = now;
            above = 0;
        }
        double noise = noises.median();
        if (now > untrained + Math.abs(untrained)) {
            above++;
            since = above == 1 ? blockStart : since;
            return new Verdict.Ill(new Symptom.LossRose(Math.min(lowest, untrained), now, noise), since);
        }
        double margin = Math.max(ERRORS * MEDIAN_ERROR * noise / Math.sqrt(BLOCK), SHARE_OF_GAIN * (first - lowest));
        lowest = Math.min(lowest, now);
        if (now - lowest > margin) {
            above++;
            since = above == 1 ? blockStart : since;
            return above >= BLOCKS
                    ? new Verdict.Ill(new Symptom.LossRose(lowest, now, noise), since)
                    : Verdict.NOTHING_NEW;
        }
        above = 0;
        return now - lowest <= margin / 2 ? Verdict.HEALTHY : Verdict.NOTHING_NEW;
    }
}
