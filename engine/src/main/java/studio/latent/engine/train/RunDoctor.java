package studio.latent.engine.train;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import studio.latent.engine.metric.Metric;
import studio.latent.engine.train.doctor.ActiveUnits;
import studio.latent.engine.train.doctor.Ailment;
import studio.latent.engine.train.doctor.Diagnosis;
import studio.latent.engine.train.doctor.Finding;
import studio.latent.engine.train.doctor.Observation;
import studio.latent.engine.train.doctor.Symptom;
import studio.latent.engine.train.doctor.TrainingDoctor;
import studio.latent.engine.train.doctor.Vital;

/// Brings a run's steps and measurements before the [TrainingDoctor] and makes events of what it says.
final class RunDoctor {
    /// Every so many steps a step is watched: its gradient norm and what the family tells besides its losses. By
    /// the step's number, so that a resumed run watches the same steps.
    private static final int WATCH_EVERY = 20;

    private static final String KL_OF_DIMENSIONS = "klOfDimensions";

    private final TrainingDoctor doctor;
    private final SequencedMap<String, Double> latest = new LinkedHashMap<>();
    private double objective;
    private double untrained = Double.NaN;
    private int wildSince = -1;

    RunDoctor(TrainingSpec spec) {
        doctor = new TrainingDoctor(spec.steps(), spec.warmupSteps());
    }

    /// A run that goes on is examined anew: what was found before and had not ended is over. Empty when there is
    /// nothing of the kind.
    static Optional<TrainingEvent> anew(RunHistory history, int step) {
        List<Diagnosis> over = new ArrayList<>();
        history.openFindings().keySet().forEach(ailment -> over.add(new Diagnosis.Ended(ailment, step)));
        return over.isEmpty() ? Optional.empty() : Optional.of(new TrainingEvent.Health(step, Map.of(), over));
    }

    static boolean isWatched(int stepsDone) {
        return stepsDone % WATCH_EVERY == 0;
    }

    /// After each step. Empty unless something began or ended.
    Optional<TrainingEvent> step(Trainer.StepResult result, double objectiveNow) {
        objective = objectiveNow;
        followLoss(result);
        Map<Vital, Double> values = new EnumMap<>(Vital.class);
        values.putAll(Observation.ofNames(0, objective, result.terms()).values());
        result.watched().forEach((name, numbers) -> {
            if (name.equals(KL_OF_DIMENSIONS)) {
                values.put(Vital.ACTIVE_UNITS, (double) ActiveUnits.count(numbers));
                values.put(Vital.LATENT_DIMENSIONS, (double) numbers.length);
            } else if (numbers.length == 1) {
                Vital.ofKey(name).ifPresent(vital -> values.put(vital, (double) numbers[0]));
            }
        });
        for (Vital kept : List.of(Vital.GRADIENT_NORM, Vital.ACTIVE_UNITS)) {
            Double value = values.get(kept);
            if (value != null) {
                latest.put(kept.key(), value);
            }
        }
        return event(result.step(), doctor.observe(new Observation(result.step(), objective, values)));
    }

    /// Remembers since when the loss has been above the untrained model's by more than that one's own size.
    private void followLoss(Trainer.StepResult result) {
        Double loss = result.terms().get(Vital.TOTAL_LOSS.key());
        if (loss == null) {
            return;
        }
        untrained = result.step() == 1 ? loss : untrained;
        if (!(loss > untrained + Math.abs(untrained))) {
            wildSince = -1;
        } else if (wildSince < 0) {
            wildSince = result.step();
        }
    }

    /// After a measurement of the model's images.
    Optional<TrainingEvent> measured(TrainingEvent.Measured measured) {
        Map<Vital, Double> values = new EnumMap<>(Vital.class);
        for (MetricPoint point : measured.points()) {
            if (point.metric().equals(Metric.FRECHET_DISTANCE.id())) {
                values.put(Vital.FRECHET_DISTANCE, point.value());
            } else if (point.metric().equals(Metric.SPREAD.id())) {
                put(values, Vital.SPREAD, Vital.REAL_SPREAD, point);
            } else if (point.metric().equals(Metric.MEMORISATION.id())) {
                put(values, Vital.MEMORISATION, Vital.REAL_MEMORISATION, point);
            } else if (point.metric().equals(Metric.CLASS_ENTROPY.id())) {
                put(values, Vital.CLASS_ENTROPY, Vital.REAL_CLASS_ENTROPY, point);
            } else {
                Vital.ofKey(point.metric()).ifPresent(vital -> values.put(vital, point.value()));
            }
        }
        return event(measured.step(), doctor.observe(new Observation(measured.step(), objective, values)));
    }

    private static void put(Map<Vital, Double> values, Vital generated, Vital real, MetricPoint point) {
        values.put(generated, point.value());
        Double floor = point.floor();
        if (floor != null) {
            values.put(real, floor);
        }
    }

    /// After an evaluation of images that are trained on and of images that are not.
    Optional<TrainingEvent> heldOut(int step, double train, double heldOut) {
        latest.put(Vital.TRAIN_LOSS.key(), train);
        latest.put(Vital.HELD_OUT_LOSS.key(), heldOut);
        return event(
                step,
                doctor.observe(new Observation(
                        step, objective, Map.of(Vital.TRAIN_LOSS, train, Vital.HELD_OUT_LOSS, heldOut))));
    }

    /// When a step has failed because a term is no number. It began when the loss, or what a game has in its place,
    /// left all bounds, where it had.
    TrainingEvent diverged(int step) {
        int since = wildSince < 0 ? step : wildSince;
        since = doctor.wildSince() < 0 ? since : Math.min(since, doctor.wildSince());
        Finding finding = new Finding(Ailment.NOT_A_NUMBER, new Symptom.NotANumber(), since, step);
        return new TrainingEvent.Health(step, latest, List.of(new Diagnosis.Began(finding)));
    }

    /// The newest numbers that are no losses, for a report.
    TrainingEvent report(int step) {
        return new TrainingEvent.Health(step, latest, List.of());
    }

    private Optional<TrainingEvent> event(int step, List<Diagnosis> changes) {
        return changes.isEmpty()
                ? Optional.empty()
                : Optional.of(new TrainingEvent.Health(step, latest, new ArrayList<>(changes)));
    }
}
