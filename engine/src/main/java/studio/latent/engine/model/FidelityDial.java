package studio.latent.engine.model;

import java.util.List;

/// The one setting of a family that trades how real single images look against how different they are.
///
/// A family declares it; whatever compares models turns it. A diffusion model that a classifier leads is turned by
/// the classifier's scale in place of its guidance. Swept from end to end it draws a curve of precision and recall,
/// on which models of different families can be compared.
///
/// @param name `lowerCamelCase`; messages `dial.<name>` and `dial.<name>.help` describe it
/// @param min smallest value that can be set
/// @param max largest value that can be set
/// @param neutral value at which the model draws as it was trained
/// @param stops values of a sweep, rising, within [min, max], at least two
/// @param up what more of it gives
public record FidelityDial(String name, double min, double max, double neutral, List<Double> stops, Gain up) {
    /// What turning the dial up gives more of.
    public enum Gain {
        FIDELITY,
        DIVERSITY
    }

    public FidelityDial {
        stops = List.copyOf(stops);
        if (name.isBlank()) {
            throw new IllegalArgumentException("dial: name must not be blank");
        }
        if (!(min <= neutral && neutral <= max)) {
            throw new IllegalArgumentException(
                    name + ": neutral must be within [" + min + ", " + max + "], got " + neutral);
        }
        if (stops.size() < 2) {
            throw new IllegalArgumentException(name + ": stops must be at least 2, got " + stops.size());
        }
        double before = Double.NEGATIVE_INFINITY;
        for (double stop : stops) {
            if (!(stop > before && stop >= min && stop <= max)) {
                throw new IllegalArgumentException(
                        name + ": stops must rise within [" + min + ", " + max + "], got " + stops);
            }
            before = stop;
        }
    }

    /// Factor on the standard deviation of the prior that latents are drawn from.
    ///
    /// @param stops values of a sweep
    public static FidelityDial temperature(List<Double> stops) {
        return new FidelityDial("temperature", 0, 4, 1, stops, Gain.DIVERSITY);
    }

    /// Factor on the difference that a wish makes to what the model would make without it.
    ///
    /// @param stops values of a sweep
    public static FidelityDial guidance(List<Double> stops) {
        return new FidelityDial("guidance", 0, 30, 1, stops, Gain.FIDELITY);
    }

    /// Factor on what a classifier of noised samples says. At 0 it says nothing.
    ///
    /// @param stops values of a sweep
    public static FidelityDial classifierScale(List<Double> stops) {
        return new FidelityDial("classifierScale", 0, 30, 0, stops, Gain.FIDELITY);
    }

    /// Factor ψ on how far latents lie from their mean.
    ///
    /// @param stops values of a sweep
    public static FidelityDial truncation(List<Double> stops) {
        return new FidelityDial("truncation", 0, 2, 1, stops, Gain.DIVERSITY);
    }
}
