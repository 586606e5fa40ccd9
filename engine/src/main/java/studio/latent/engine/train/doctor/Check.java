package studio.latent.engine.train.doctor;

/// Watches for one ailment; remembers what it needs of earlier observations.
interface Check {
    Ailment ailment();

    Verdict look(Observation observation);
}
