package studio.latent.engine.train.doctor;

import java.util.OptionalDouble;

/// A discriminator that has won, or that never began to learn.
///
/// Looked at are means over the newest 200 reports. Won: it tells more than 98 % of the images apart, its mean
/// probabilities for real and generated images are more than 0.9 apart, and the generator's loss has risen by a
/// tenth since both were so, or the length of the generator's gradient lies under a thousandth of its greatest; for
/// as many steps as the patience says. Each alone is no ailment: a discriminator
/// that is surely right goes on to teach as long as the generator holds its own. Healthy again: one of the two is
/// not so any more.
///
/// Never began: from the run's first steps on it tells fewer than 55 % apart and gives both the same probability
/// within 0.05, and it never did better than 60 %. One that was better and comes to ½ is where the game ends when
/// the generator has learned the data (Goodfellow et al., "Generative adversarial nets", 2014, proposition 2), so a
/// run that goes on from a checkpoint is not examined for that.
///
/// **Source** that a perfect discriminator leaves no gradient: Arjovsky & Bottou, "Towards principled methods for
/// training generative adversarial networks", 2017; that a discriminator's loss near 0 with a generator's that rises
/// is the sign: Chintala et al., "How to train a GAN?", 2016, item 10. The limits are the studio's own, wide enough
/// for its recorded healthy games, which were between 58 % and 96 %.
final class DiscriminatorCheck implements Check {
    private static final int REPORTS = 200;
    private static final double STRONG_ACCURACY = 0.98;
    private static final double STRONG_GAP = 0.9;
    private static final double WEAK_ACCURACY = 0.55;
    private static final double WEAK_GAP = 0.05;
    private static final double BETTER_ACCURACY = 0.6;
    private static final double BETTER_GAP = 0.1;

    /// Standard errors of a mean, and share of itself, that a loss must have risen by.
    private static final double ERRORS = 6;

    private static final double LEAST_RISE = 0.1;

    /// Share of the greatest gradient under which nothing is taught any more.
    private static final double FLAT = 1e-3;

    private final boolean strong;
    private final int patience;
    private final RollingWindow accuracies = new RollingWindow(REPORTS);
    private final RollingWindow reals = new RollingWindow(REPORTS);
    private final RollingWindow fakes = new RollingWindow(REPORTS);
    private final RollingWindow losses = new RollingWindow(REPORTS);
    private final RollingWindow slopes = new RollingWindow(REPORTS);
    private double steepest;
    private int firstStep = -1;
    private int since = -1;

    /// The first report of those that were seen when the discriminator had become right; −1 while it is not.
    private int rightFrom = -1;

    private boolean everBetter;
    private double lossThen = Double.NaN;

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
        boolean gapKnown = real.isPresent() && fake.isPresent();
        if (accuracy.isEmpty() && !gapKnown) {
            return Verdict.NOTHING_NEW;
        }
        firstStep = firstStep < 0 ? observation.step() : firstStep;
        accuracy.ifPresent(accuracies::add);
        if (gapKnown) {
            reals.add(real.getAsDouble());
            fakes.add(fake.getAsDouble());
        }
        observation.get(Vital.GENERATOR_LOSS).ifPresent(losses::add);
        observation.get(Vital.GENERATOR_GRADIENT_NORM).ifPresent(slope -> {
            slopes.add(slope);
            steepest = Math.max(steepest, slope);
        });
        return strong ? strong(observation.step()) : weak(observation.step());
    }

    private boolean isFull() {
        return accuracies.isFull() || reals.isFull();
    }

    private double gap() {
        return reals.mean() - fakes.mean();
    }

    /// What is not known, NaN, speaks neither for nor against.
    private Verdict strong(int step) {
        boolean right = !(accuracies.mean() <= STRONG_ACCURACY) && !(gap() <= STRONG_GAP);
        if (!right) {
            since = -1;
            rightFrom = -1;
            return Verdict.HEALTHY;
        }
        if (rightFrom < 0) {
            rightFrom = isFull() ? Math.max(firstStep, step - REPORTS) : firstStep;
        }
        if (!isFull()) {
            return Verdict.NOTHING_NEW;
        }
        if (since < 0) {
            since = step;
            lossThen = losses.median();
        }
        double margin = Math.max(ERRORS * losses.deviation() / Math.sqrt(REPORTS), LEAST_RISE * Math.abs(lossThen));
        if (slopes.isFull() && slopes.median() < FLAT * steepest && step - since >= patience) {
            return new Verdict.Ill(new Symptom.NoGradient(steepest, slopes.median()), rightFrom);
        }
        boolean rises = !(losses.median() <= lossThen + margin);
        return rises && step - since >= patience ? new Verdict.Ill(symptom(), since) : Verdict.NOTHING_NEW;
    }

    private Verdict weak(int step) {
        everBetter |= isFull() && (accuracies.mean() > BETTER_ACCURACY || gap() > BETTER_GAP);
        boolean none = !(accuracies.mean() >= WEAK_ACCURACY) && !(gap() >= WEAK_GAP);
        if (everBetter || !none || firstStep > 1) {
            since = -1;
            return Verdict.HEALTHY;
        }
        since = since < 0 ? step : since;
        return isFull() && step - since >= patience ? new Verdict.Ill(symptom(), since) : Verdict.NOTHING_NEW;
    }

    private Symptom symptom() {
        return accuracies.isFull()
                ? new Symptom.Accuracy(accuracies.mean())
                : new Symptom.Scores(reals.mean(), fakes.mean());
    }
}
