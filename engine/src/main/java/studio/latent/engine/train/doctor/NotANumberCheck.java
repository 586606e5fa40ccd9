package studio.latent.engine.train.doctor;

/// Infinite values and values that are no number.
final class NotANumberCheck implements Check {
    @Override
    public Ailment ailment() {
        return Ailment.NOT_A_NUMBER;
    }

    @Override
    public Verdict look(Observation observation) {
        boolean finite = observation.values().values().stream().allMatch(Double::isFinite);
        if (!finite) {
            return new Verdict.Ill(new Symptom.NotANumber(), observation.step());
        }
        boolean aStep = observation.get(Vital.TOTAL_LOSS).isPresent()
                || observation.get(Vital.DISCRIMINATOR_LOSS).isPresent();
        return aStep ? Verdict.HEALTHY : Verdict.NOTHING_NEW;
    }
}
