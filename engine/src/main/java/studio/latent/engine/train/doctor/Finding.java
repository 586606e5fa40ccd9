package studio.latent.engine.train.doctor;

/// That a run is ill: of what, by what sign, since when.
///
/// @param since optimizer steps done when it began
/// @param step optimizer steps done when it was certain
public record Finding(Ailment ailment, Symptom symptom, int since, int step) {
    public Finding {
        if (since < 0 || since > step) {
            throw new IllegalArgumentException("since must be in [0, " + step + "], got " + since);
        }
    }
}
