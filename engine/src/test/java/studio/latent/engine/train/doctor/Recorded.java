package studio.latent.engine.train.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/// A run's numbers as a formula of the step, fed to a doctor.
final class Recorded {
    private final TrainingDoctor doctor;
    private int step;

    Recorded(int steps) {
        doctor = new TrainingDoctor(steps, 0);
    }

    /// Feeds the next `count` steps; returns what was said during them.
    List<Diagnosis> feed(int count, IntFunction<Map<Vital, Double>> numbers) {
        List<Diagnosis> said = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            step++;
            said.addAll(doctor.observe(new Observation(step, 1, numbers.apply(step))));
        }
        return said;
    }

    static Finding findingOf(Diagnosis diagnosis) {
        return switch (diagnosis) {
            case Diagnosis.Began(Finding finding) -> finding;
            case Diagnosis.Ended ended -> throw new AssertionError("it ended: " + ended);
        };
    }
}
