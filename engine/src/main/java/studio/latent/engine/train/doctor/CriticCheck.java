package studio.latent.engine.train.doctor;

import java.util.OptionalDouble;

/// A Wasserstein critic that its game does not hold, or that no longer leads the generator.
///
/// A critic that tells all images apart is no ailment: its scores estimate a distance, and the better it is the
/// better the generator is led. Two things are. *Unheld*: the distance between its mean scores for real and
/// generated images rises from each 200 steps to the next, ten times in a row by a twentieth at least, to more than
/// four times; within a bound on its slope it comes to rest after the first steps. *Flat*: with a penalty, which asks
/// for a slope of 1, the generator's gradients fall below a thousandth of what they were, over 200 steps. Without one
/// there is no such rule: limited weights make gradients of any size. The first steps are not judged. Healthy again:
/// 200 steps with neither.
///
/// **Source** Arjovsky et al., "Wasserstein GAN", 2017, section 3; gradients of critics with limited weights and
/// with a penalty: Gulrajani et al., "Improved training of Wasserstein GANs", 2017, figure 1. The limits are the
/// studio's own.
final class CriticCheck implements Check {
    /// Fewest steps that are not judged.
    static final int START = 500;

    private static final int WINDOW = 200;
    private static final int RISES = 10;
    private static final double LEAST_RISE = 1.05;
    private static final double RISE = 4;
    private static final double FLAT = 1e-3;

    private final int firstStep;
    private final RollingWindow gaps = new RollingWindow(WINDOW);
    private final RollingWindow gradients = new RollingWindow(WINDOW);
    private int inWindow;
    private boolean penalised;
    private int rises;
    private int risingSince;
    private double gapThen = Double.NaN;
    private double lastGap = Double.NaN;
    private double steepest;

    CriticCheck(int firstStep) {
        this.firstStep = firstStep;
    }

    @Override
    public Ailment ailment() {
        return Ailment.DISCRIMINATOR_TOO_STRONG;
    }

    @Override
    public Verdict look(Observation observation) {
        OptionalDouble real = observation.get(Vital.CRITIC_REAL);
        OptionalDouble fake = observation.get(Vital.CRITIC_FAKE);
        if (real.isEmpty() || fake.isEmpty() || observation.step() <= firstStep) {
            return Verdict.NOTHING_NEW;
        }
        penalised |= observation.get(Vital.GRADIENT_PENALTY).isPresent();
        gaps.add(real.getAsDouble() - fake.getAsDouble());
        observation.get(Vital.GENERATOR_GRADIENT_NORM).ifPresent(gradients::add);
        inWindow++;
        if (inWindow < WINDOW) {
            return Verdict.NOTHING_NEW;
        }
        inWindow = 0;
        double slope = gradients.median();
        boolean flat = penalised && slope < FLAT * steepest;
        steepest = Math.max(steepest, Double.isNaN(slope) ? 0 : slope);
        if (isUnheld(gaps.median(), observation.step() - WINDOW + 1)) {
            return new Verdict.Ill(new Symptom.CriticGap(gapThen, lastGap), risingSince);
        }
        return flat
                ? new Verdict.Ill(new Symptom.NoGradient(steepest, slope), observation.step() - WINDOW + 1)
                : Verdict.HEALTHY;
    }

    private boolean isUnheld(double gap, int from) {
        if (gap > 0 && gap >= LEAST_RISE * lastGap) {
            rises++;
        } else {
            rises = 0;
            gapThen = gap;
            risingSince = from;
        }
        lastGap = gap;
        return rises >= RISES && gapThen > 0 && gap > RISE * gapThen;
    }
}
