package studio.latent.engine.train.doctor;

/// What one check says of one observation.
sealed interface Verdict {
    Verdict NOTHING_NEW = new NothingNew();
    Verdict HEALTHY = new Healthy();

    /// The observation has nothing for this check, or not enough yet.
    record NothingNew() implements Verdict {}

    record Healthy() implements Verdict {}

    record Ill(Symptom symptom, int since) implements Verdict {}
}
