package studio.latent.engine.train.doctor;

/// A change in a run's health.
public sealed interface Diagnosis {
    record Began(Finding finding) implements Diagnosis {}

    record Ended(Ailment ailment, int step) implements Diagnosis {}
}
