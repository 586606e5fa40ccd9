package studio.latent.engine.train.doctor;

import java.util.Optional;
import java.util.OptionalDouble;

/// Generated images that are too much alike.
///
/// Ill: in three readings in a row the generated images' mean feature distance is below half of the real images',
/// or they show fewer than half as many classes (exponential of the entropy), or their coverage of the data is
/// below half of the run's own best. The first tenth of a run is not judged, for every model begins with one image.
///
/// **Source** coverage: Naeem et al., "Reliable fidelity and diversity metrics for generative models", 2020; the
/// halves are the studio's own rule.
final class ModeCollapseCheck implements Check {
    private static final double LEAST_SHARE = 0.5;
    private static final int READINGS = 3;

    private final int firstStep;
    private double bestCoverage;
    private int low;
    private int since;

    ModeCollapseCheck(int firstStep) {
        this.firstStep = firstStep;
    }

    @Override
    public Ailment ailment() {
        return Ailment.MODE_COLLAPSE;
    }

    @Override
    public Verdict look(Observation observation) {
        OptionalDouble coverage = observation.get(Vital.COVERAGE);
        boolean measured = coverage.isPresent()
                || observation.get(Vital.SPREAD).isPresent()
                || observation.get(Vital.CLASS_ENTROPY).isPresent();
        if (!measured || observation.step() < firstStep) {
            return Verdict.NOTHING_NEW;
        }
        bestCoverage = Math.max(bestCoverage, coverage.orElse(0));
        Optional<Symptom> seen = sign(observation);
        if (seen.isEmpty()) {
            low = 0;
            return Verdict.HEALTHY;
        }
        low++;
        since = low == 1 ? observation.step() : since;
        return low >= READINGS ? new Verdict.Ill(seen.get(), since) : Verdict.NOTHING_NEW;
    }

    private Optional<Symptom> sign(Observation observation) {
        OptionalDouble spread = observation.get(Vital.SPREAD);
        OptionalDouble realSpread = observation.get(Vital.REAL_SPREAD);
        if (isBelow(spread, realSpread)) {
            return Optional.of(new Symptom.LowSpread(spread.getAsDouble(), realSpread.getAsDouble()));
        }
        OptionalDouble classes = exp(observation.get(Vital.CLASS_ENTROPY));
        OptionalDouble realClasses = exp(observation.get(Vital.REAL_CLASS_ENTROPY));
        if (isBelow(classes, realClasses)) {
            return Optional.of(new Symptom.FewClasses(classes.getAsDouble(), realClasses.getAsDouble()));
        }
        OptionalDouble coverage = observation.get(Vital.COVERAGE);
        return isBelow(coverage, OptionalDouble.of(bestCoverage))
                ? Optional.of(new Symptom.LostCoverage(coverage.getAsDouble(), bestCoverage))
                : Optional.empty();
    }

    private static boolean isBelow(OptionalDouble generated, OptionalDouble real) {
        return generated.isPresent() && real.isPresent() && generated.getAsDouble() < LEAST_SHARE * real.getAsDouble();
    }

    private static OptionalDouble exp(OptionalDouble entropy) {
        return entropy.isPresent() ? OptionalDouble.of(Math.exp(entropy.getAsDouble())) : entropy;
    }
}
