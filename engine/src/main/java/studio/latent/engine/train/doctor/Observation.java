package studio.latent.engine.train.doctor;

import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;

/// Numbers of a run at one step: those that were measured then, and no others.
///
/// @param step optimizer steps done
/// @param objective weights of the loss terms (β while it warms up): losses under different ones are not compared
public record Observation(int step, double objective, Map<Vital, Double> values) {
    public Observation {
        if (step < 0) {
            throw new IllegalArgumentException("step must not be negative, got " + step);
        }
        values = Map.copyOf(values);
    }

    /// Of numbers by name, as loss terms are; names that are no [Vital] are left out.
    public static Observation ofNames(int step, double objective, Map<String, Double> numbers) {
        Map<Vital, Double> values = new EnumMap<>(Vital.class);
        numbers.forEach((name, value) -> Vital.ofKey(name).ifPresent(vital -> values.put(vital, value)));
        return new Observation(step, objective, values);
    }

    public OptionalDouble get(Vital vital) {
        Double value = values.get(vital);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }
}
