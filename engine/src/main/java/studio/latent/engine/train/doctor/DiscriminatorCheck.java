package studio.latent.engine.train.doctor;

import java.util.OptionalDouble;

/// A discriminator that has won, or that has given up.
///
/// Over the newest 50 reports, and for as many steps as the patience says: too strong when it tells more than 95 %
/// of the images apart, or its mean probabilities for real and generated images are more than 0.9 apart; too weak
/// below 55 %, or less than 0.05 apart.
///
/// **Source** that a perfect discriminator leaves no gradient: Arjovsky & Bottou, "Towards principled methods for
/// training generative adversarial networks", 2017; the limits are the studio's own.
final class DiscriminatorCheck implements Check {
    private static final int REPORTS = 50;
    private static final double STRONG_ACCURACY = 0.95;
    private static final double STRONG_GAP = 0.9;
    private static final double WEAK_ACCURACY = 0.55;
    private static final double WEAK_GAP = 0.05;

    private final boolean strong;
    private final int patience;
    private final RollingWindow accuracies = new RollingWindow(REPORTS);
    private final RollingWindow reals = new RollingWindow(REPORTS);
    private final RollingWindow fakes = new RollingWindow(REPORTS);
    private int since = -1;

    private DiscriminatorCheck(boolean strong, int patience) {
        this.strong = strong;
        this.patience = patience;
    }

    static DiscriminatorCheck tooStrong(int patience) {
        return new DiscriminatorCheck(true, patience);
    }

    static DiscriminatorCheck tooWeak(int patience) {
        return new DiscriminatorCheck(false, patience);
    }

    @Override
    public Ailment ailment() {
        return strong ? Ailment.DISCRIMINATOR_TOO_STRONG : Ailment.DISCRIMINATOR_TOO_WEAK;
    }

    @Override
    public Verdict look(Observation observation) {
        OptionalDouble accuracy = observation.get(Vital.DISCRIMINATOR_ACCURACY);
        OptionalDouble real = observation.get(Vital.DISCRIMINATOR_REAL);
        OptionalDouble fake = observation.get(Vital.DISCRIMINATOR_FAKE);
        if (accuracy.isPresent()) {
            accuracies.add(accuracy.getAsDouble());
            double mean = accuracies.mean();
            boolean out = strong ? mean > STRONG_ACCURACY : mean < WEAK_ACCURACY;
            return verdict(out, accuracies.isFull(), observation.step(), new Symptom.Accuracy(mean));
        }
        if (real.isPresent() && fake.isPresent()) {
            reals.add(real.getAsDouble());
            fakes.add(fake.getAsDouble());
            double gap = reals.mean() - fakes.mean();
            boolean out = strong ? gap > STRONG_GAP : gap < WEAK_GAP;
            return verdict(out, reals.isFull(), observation.step(), new Symptom.Scores(reals.mean(), fakes.mean()));
        }
        return Verdict.NOTHING_NEW;
    }

    private Verdict verdict(boolean out, boolean enough, int step, Symptom symptom) {
        if (!out) {
            since = -1;
            return Verdict.HEALTHY;
        }
        since = since < 0 ? step : since;
        return enough && step - since >= patience ? new Verdict.Ill(symptom, since) : Verdict.NOTHING_NEW;
    }
}
