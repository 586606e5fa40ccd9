package studio.latent.engine.generate;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import studio.latent.engine.sample.SigmaSchedule;

/// How a model that denoises makes images of noise; models that decode in one step do not look at it.
///
/// @param sampler its name
/// @param knobs the sampler's own settings that differ from its defaults: name → text
/// @param schedule where its steps lie
/// @param steps in [1, 1000]
/// @param guidanceScale factor on the difference that the wishes make, in [0, 30]; 1 is the model's own estimate
/// @param wishes what the image shall be: names of the model's conditions with their weights; empty for no wish
public record SamplerSettings(
        String sampler,
        Map<String, String> knobs,
        SigmaSchedule schedule,
        int steps,
        double guidanceScale,
        Map<String, Double> wishes) {
    /// As many steps as a good sampler needs, no wishes.
    public static final SamplerSettings DEFAULTS =
            new SamplerSettings("dpm-solver-2m", Map.of(), SigmaSchedule.MODEL, 20, 1, Map.of());

    /// Few steps, for pictures that someone waits for.
    public static final SamplerSettings FAST = DEFAULTS.inSteps(10);

    private static final double LARGEST_WEIGHT = 10;
    private static final String SAMPLER = "sampler";
    private static final String KNOB = "sampler.";
    private static final String SCHEDULE = "sigmaSchedule";
    private static final String STEPS = "steps";
    private static final String GUIDANCE = "guidanceScale";
    private static final String WISH = "wish.";

    public SamplerSettings {
        knobs = sorted(knobs);
        wishes = sorted(wishes);
        if (sampler.isBlank()) {
            throw new IllegalArgumentException("sampler must not be blank");
        }
        if (steps < 1 || steps > 1000) {
            throw new IllegalArgumentException("steps must be in [1, 1000], got " + steps);
        }
        if (!(guidanceScale >= 0 && guidanceScale <= 30)) {
            throw new IllegalArgumentException("guidanceScale must be in [0, 30], got " + guidanceScale);
        }
        wishes.forEach((name, weight) -> {
            if (!(weight >= -LARGEST_WEIGHT && weight <= LARGEST_WEIGHT)) {
                throw new IllegalArgumentException("the weight of '" + name + "' must be in [-10, 10], got " + weight);
            }
        });
    }

    private static <V> SortedMap<String, V> sorted(Map<String, V> map) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(map));
    }

    /// The same with another number of steps.
    public SamplerSettings inSteps(int number) {
        return new SamplerSettings(sampler, knobs, schedule, number, guidanceScale, wishes);
    }

    /// The same for an image that shall be `name`.
    public SamplerSettings wishing(String name) {
        return new SamplerSettings(sampler, knobs, schedule, steps, guidanceScale, Map.of(name, 1.0));
    }

    /// The settings of a recipe, by name; [#of] is the reverse.
    SequencedMap<String, String> texts() {
        SequencedMap<String, String> texts = new LinkedHashMap<>();
        texts.put(SAMPLER, sampler);
        knobs.forEach((name, value) -> texts.put(KNOB + name, value));
        texts.put(SCHEDULE, schedule.name().toLowerCase(Locale.ROOT));
        texts.put(STEPS, Integer.toString(steps));
        texts.put(GUIDANCE, Double.toString(guidanceScale));
        wishes.forEach((name, weight) -> texts.put(WISH + name, Double.toString(weight)));
        return texts;
    }

    /// Whether a recipe's setting is one of these.
    static boolean owns(String name) {
        return switch (name) {
            case SAMPLER, SCHEDULE, STEPS, GUIDANCE -> true;
            default -> name.startsWith(KNOB) || name.startsWith(WISH);
        };
    }

    /// The settings that a recipe holds; what it does not say is as in [#DEFAULTS].
    ///
    /// **Errors** [IllegalArgumentException] for a text that is no value of its setting.
    static SamplerSettings of(Map<String, String> texts) {
        Map<String, String> knobs = new LinkedHashMap<>();
        Map<String, Double> wishes = new LinkedHashMap<>();
        texts.forEach((name, text) -> {
            if (name.startsWith(KNOB)) {
                knobs.put(name.substring(KNOB.length()), text);
            } else if (name.startsWith(WISH)) {
                wishes.put(name.substring(WISH.length()), Double.valueOf(text));
            }
        });
        return new SamplerSettings(
                texts.getOrDefault(SAMPLER, DEFAULTS.sampler),
                knobs,
                SigmaSchedule.valueOf(
                        texts.getOrDefault(SCHEDULE, DEFAULTS.schedule.name()).toUpperCase(Locale.ROOT)),
                Integer.parseInt(texts.getOrDefault(STEPS, Integer.toString(DEFAULTS.steps))),
                Double.parseDouble(texts.getOrDefault(GUIDANCE, Double.toString(DEFAULTS.guidanceScale))),
                wishes);
    }
}
