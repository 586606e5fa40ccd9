package studio.latent.engine.train.doctor;

import java.util.OptionalDouble;

/// A latent that carries nothing for a while.
///
/// Ill: the divergence from the prior stays below 0.1 nats in all, or fewer than one latent dimension in twenty is
/// in use ([ActiveUnits]), for as many steps as the patience says, the warm-up apart. Every run begins like this; a
/// healthy one leaves it within some dozens of steps. That some dimensions stay unused is healthy too. Healthy
/// again: 0.2 nats and more.
///
/// **Source** Bowman et al. 2016 (the ailment), Burda et al. 2016 (active units); the limits are the studio's own.
final class PosteriorCollapseCheck implements Check {
    private static final double LEAST_NATS = 0.1;
    private static final double LEAST_SHARE = 0.05;

    private final int warmupSteps;
    private final int patience;
    private int since = -1;
    private double active = -1;
    private double dimensions = -1;

    PosteriorCollapseCheck(int warmupSteps, int patience) {
        this.warmupSteps = warmupSteps;
        this.patience = patience;
    }

    @Override
    public Ailment ailment() {
        return Ailment.POSTERIOR_COLLAPSE;
    }

    @Override
    public Verdict look(Observation observation) {
        OptionalDouble kl = observation.get(Vital.KL);
        active = observation.get(Vital.ACTIVE_UNITS).orElse(active);
        dimensions = observation.get(Vital.LATENT_DIMENSIONS).orElse(dimensions);
        if (kl.isEmpty() || !Double.isFinite(kl.getAsDouble())) {
            return Verdict.NOTHING_NEW;
        }
        double nats = kl.getAsDouble();
        boolean few = active >= 0 && dimensions > 0 && active < Math.max(1, LEAST_SHARE * dimensions);
        if (nats < LEAST_NATS || few) {
            since = since < 0 ? observation.step() : since;
            return observation.step() - Math.max(since, warmupSteps) >= patience
                    ? new Verdict.Ill(new Symptom.EmptyLatent(Math.max(0, nats), active, dimensions), since)
                    : Verdict.NOTHING_NEW;
        }
        since = -1;
        return nats >= 2 * LEAST_NATS ? Verdict.HEALTHY : Verdict.NOTHING_NEW;
    }
}
