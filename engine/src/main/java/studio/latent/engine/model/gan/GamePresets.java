package studio.latent.engine.model.gan;

import java.util.LinkedHashMap;
import java.util.Map;

/// What presets of games share: an optimizer that forgets directions soon, an averaged generator, no decay.
final class GamePresets {
    private GamePresets() {}

    /// @param own settings that are added, or take the place of shared ones
    static Map<String, String> of(String steps, String learningRate, Map<String, String> own) {
        Map<String, String> settings = new LinkedHashMap<>(Map.ofEntries(
                Map.entry("steps", steps),
                Map.entry("batch", "64"),
                Map.entry("optimizer", "adam"),
                Map.entry("learningRate", learningRate),
                Map.entry("learningRateSchedule", "constant"),
                Map.entry("warmupSteps", "0"),
                Map.entry("beta1", "0"),
                Map.entry("beta2", "0.99"),
                Map.entry("weightDecay", "0"),
                Map.entry("heldOut", "0"), // neither player's loss tells how well images are explained
                Map.entry("emaHalfLife", "10000")));
        settings.putAll(own);
        return settings;
    }
}
