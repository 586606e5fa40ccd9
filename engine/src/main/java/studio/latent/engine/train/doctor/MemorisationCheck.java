package studio.latent.engine.train.doctor;

import java.util.OptionalDouble;

/// Generated images that are copies of training images.
///
/// Ill: in two readings in a row the share of copies exceeds that among held-out real images by more than five
/// percentage points.
///
/// **Source** the share: Yoon et al. 2023, as the metric states; the five points are the studio's own rule.
final class MemorisationCheck implements Check {
    private static final double MARGIN = 0.05;
    private static final int READINGS = 2;

    private int high;
    private int since;

    @Override
    public Ailment ailment() {
        return Ailment.MEMORISATION;
    }

    @Override
    public Verdict look(Observation observation) {
        OptionalDouble share = observation.get(Vital.MEMORISATION);
        if (share.isEmpty()) {
            return Verdict.NOTHING_NEW;
        }
        double real = observation.get(Vital.REAL_MEMORISATION).orElse(0);
        if (share.getAsDouble() - real <= MARGIN) {
            high = 0;
            return Verdict.HEALTHY;
        }
        high++;
        since = high == 1 ? observation.step() : since;
        return high >= READINGS
                ? new Verdict.Ill(new Symptom.Copies(share.getAsDouble(), real), since)
                : Verdict.NOTHING_NEW;
    }
}
