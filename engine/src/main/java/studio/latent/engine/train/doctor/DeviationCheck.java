package studio.latent.engine.train.doctor;

import java.util.OptionalDouble;

/// A generator that makes nearly the same image of every latent, seen without any measurement.
///
/// Looked at are the standard deviations from image to image, means over the newest 200 steps. Ill: that of the
/// generated images is below a quarter of that of the real ones, for as many steps as the patience says without
/// having risen by a tenth in them. What rises is a slow beginning: a generator without a norm starts at a twentieth
/// to an eighth, and a critic with limited weights leads it up over thousands of steps. The first steps are not
/// judged. Healthy again: above the quarter.
///
/// A generator that knows a few images and deals them out in turn is not found so; [ModeCollapseCheck] finds it.
///
/// **Source** of the deviation over a batch as the sign: Karras et al., "Progressive growing of GANs", 2018, section
/// 3; the limits are the studio's own. With batch norm in the generator games on Fashion-MNIST were never below 0.4.
final class DeviationCheck implements Check {
    /// Fewest steps that are not judged.
    static final int START = 500;

    private static final int STEPS = 200;
    private static final double LEAST_SHARE = 0.25;
    private static final double RISE = 1.1;

    private final int firstStep;
    private final int patience;
    private final RollingWindow generated = new RollingWindow(STEPS);
    private final RollingWindow reals = new RollingWindow(STEPS);
    private boolean low;
    private int since;
    private int best;
    private double bestShare;

    DeviationCheck(int firstStep, int patience) {
        this.firstStep = firstStep;
        this.patience = patience;
    }

    @Override
    public Ailment ailment() {
        return Ailment.MODE_COLLAPSE;
    }

    @Override
    public Verdict look(Observation observation) {
        OptionalDouble made = observation.get(Vital.GENERATED_DEVIATION);
        OptionalDouble real = observation.get(Vital.REAL_DEVIATION);
        if (made.isEmpty() || real.isEmpty()) {
            return Verdict.NOTHING_NEW;
        }
        generated.add(made.getAsDouble());
        reals.add(real.getAsDouble());
        // A batch of one image has no deviation.
        if (!reals.isFull() || !(reals.mean() > 0)) {
            return Verdict.NOTHING_NEW;
        }
        // Nothing is said of the first steps, but what began in them is dated by them.
        Verdict verdict = judge(observation.step(), generated.mean() / reals.mean());
        return observation.step() < firstStep ? Verdict.NOTHING_NEW : verdict;
    }

    private Verdict judge(int step, double share) {
        if (!(share < LEAST_SHARE)) {
            low = false;
            return Verdict.HEALTHY;
        }
        if (!low) {
            low = true;
            since = Math.max(1, step - STEPS + 1); // it may have begun anywhere in the means
            bestShare = 0;
        }
        if (share > RISE * bestShare) {
            best = step;
            bestShare = share;
        }
        return step - Math.max(best, firstStep) >= patience
                ? new Verdict.Ill(new Symptom.LowDeviation(generated.mean(), reals.mean()), since)
                : Verdict.NOTHING_NEW;
    }
}
