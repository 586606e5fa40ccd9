package studio.latent.engine.generate;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import studio.latent.engine.error.BadOption;
import studio.latent.engine.model.Denoises;
import studio.latent.engine.model.ModelDefinition;
import studio.latent.engine.model.UsualSampling;
import studio.latent.engine.sample.Samplers;
import studio.latent.engine.sample.SigmaSchedule;
import studio.latent.engine.sample.Threshold;

/// How a latent becomes an image: how a model that denoises samples, what is wished for, how a model that decodes
/// in one step styles. A model looks at what concerns it.
///
/// @param sampler its name
/// @param knobs the sampler's own settings that differ from its defaults: name → text
/// @param schedule where its steps lie
/// @param steps in [1, 1000]
/// @param guidanceScale factor on the difference that the wishes make, in [0, 30]; 1 is the model's own estimate
/// @param wishes what the image shall be: names of the model's conditions with their weights; empty for no wish.
/// Weights mix learned vectors: those of a mix add up to 1 as a rule, and one below 0 takes its vector out of the
/// mix, which no training showed; to lead away from something there is [Steering#unwanted]
/// @param steering how guidance acts
/// @param tiled whether the image's opposite borders fit: the network then sees it as if it went on around them
/// @param styling of a model that decodes in one step
public record SamplerSettings(
        String sampler,
        Map<String, String> knobs,
        SigmaSchedule schedule,
        int steps,
        double guidanceScale,
        Map<String, Double> wishes,
        Steering steering,
        boolean tiled,
        Styling styling) {
    /// As many steps as a good sampler needs, no wishes.
    public static final SamplerSettings DEFAULTS =
            new SamplerSettings("dpm-solver-2m", Map.of(), SigmaSchedule.MODEL, 20, 1, Map.of());

    /// Few steps, for pictures that someone waits for.
    public static final SamplerSettings FAST = DEFAULTS.inSteps(10);

    private static final String SAMPLER = "sampler";
    private static final String KNOB = "sampler.";
    private static final String SCHEDULE = "sigmaSchedule";
    private static final String STEPS = "steps";
    private static final String GUIDANCE = "guidanceScale";
    private static final String WISH = "wish.";
    private static final String UNWANTED = "unwanted.";
    private static final String RESCALE = "guidanceRescale";
    private static final String LOW = "guidanceLow";
    private static final String HIGH = "guidanceHigh";
    private static final String THRESHOLD = "threshold";
    private static final String TILED = "tiled";

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
        Steering.requireWeights(wishes);
    }

    /// Settings with the usual guidance.
    public SamplerSettings(
            String sampler,
            Map<String, String> knobs,
            SigmaSchedule schedule,
            int steps,
            double guidanceScale,
            Map<String, Double> wishes) {
        this(sampler, knobs, schedule, steps, guidanceScale, wishes, Steering.USUAL, false, Styling.USUAL);
    }

    /// Settings with the usual styling.
    public SamplerSettings(
            String sampler,
            Map<String, String> knobs,
            SigmaSchedule schedule,
            int steps,
            double guidanceScale,
            Map<String, Double> wishes,
            Steering steering,
            boolean tiled) {
        this(sampler, knobs, schedule, steps, guidanceScale, wishes, steering, tiled, Styling.USUAL);
    }

    /// What a model itself says of its sampling, without a wish; [#DEFAULTS] for one that does not denoise.
    public static SamplerSettings usualOf(ModelDefinition model) {
        if (!(model instanceof Denoises denoising)) {
            return DEFAULTS;
        }
        UsualSampling usual = denoising.usualSampling();
        SigmaSchedule schedule = SigmaSchedule.valueOf(usual.sigmaSchedule().toUpperCase(Locale.ROOT));
        return new SamplerSettings(usual.sampler(), Map.of(), schedule, usual.steps(), 1, Map.of());
    }

    private static <V> SortedMap<String, V> sorted(Map<String, V> map) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(map));
    }

    /// The same with another number of steps.
    public SamplerSettings inSteps(int number) {
        return new SamplerSettings(sampler, knobs, schedule, number, guidanceScale, wishes, steering, tiled, styling);
    }

    /// The same in so many steps, or in fewer where it has fewer.
    public SamplerSettings inAtMost(int number) {
        return steps <= number ? this : inSteps(number);
    }

    /// The same with its steps elsewhere.
    public SamplerSettings onSchedule(SigmaSchedule places) {
        return new SamplerSettings(sampler, knobs, places, steps, guidanceScale, wishes, steering, tiled, styling);
    }

    /// The same with another guidance scale.
    public SamplerSettings guidedBy(double scale) {
        return new SamplerSettings(sampler, knobs, schedule, steps, scale, wishes, steering, tiled, styling);
    }

    /// The same with other wishes.
    public SamplerSettings wishing(Map<String, Double> weights) {
        return new SamplerSettings(sampler, knobs, schedule, steps, guidanceScale, weights, steering, tiled, styling);
    }

    /// The way from these settings to others: guidance and wishes are mixed, all else is that of the nearer.
    ///
    /// @param t in [0, 1]; 0 is this, 1 is `other`
    public SamplerSettings toward(SamplerSettings other, double t) {
        if (!(t >= 0 && t <= 1)) {
            throw new IllegalArgumentException("t must be in [0, 1], got " + t);
        }
        if (t == 0 || equals(other)) {
            return this;
        }
        if (t == 1) {
            return other;
        }
        Map<String, Double> mixed = new TreeMap<>();
        wishes.forEach((name, weight) -> mixed.merge(name, (1 - t) * weight, Double::sum));
        other.wishes.forEach((name, weight) -> mixed.merge(name, t * weight, Double::sum));
        return (t < 0.5 ? this : other)
                .guidedBy((1 - t) * guidanceScale + t * other.guidanceScale)
                .classifiedBy(steering.classifier().toward(other.steering.classifier(), t))
                .wishing(mixed)
                .styled(styling.toward(other.styling, t));
    }

    /// The same for an image that shall be `name`.
    public SamplerSettings wishing(String name) {
        return wishing(Map.of(name, 1.0));
    }

    /// The same with guidance of another kind.
    public SamplerSettings steered(Steering other) {
        return new SamplerSettings(sampler, knobs, schedule, steps, guidanceScale, wishes, other, tiled, styling);
    }

    /// The same led by a classifier.
    public SamplerSettings classifiedBy(ClassifierChoice classifier) {
        return steered(steering.classifiedBy(classifier));
    }

    /// Whether a classifier leads: there is one, and something to lead to.
    public boolean classified() {
        return steering.classifier().acts() && !wishes.isEmpty();
    }

    /// The same for an image whose opposite borders fit.
    public SamplerSettings asTile() {
        return asTile(true);
    }

    /// The same for an image whose opposite borders fit, or need not.
    public SamplerSettings asTile(boolean fits) {
        return new SamplerSettings(sampler, knobs, schedule, steps, guidanceScale, wishes, steering, fits, styling);
    }

    /// The same by a sampler; another one than before brings its steps to where they serve it.
    public SamplerSettings sampledBy(String name, Map<String, String> settings) {
        SigmaSchedule places = name.equals(sampler) ? schedule : Samplers.scheduleOf(name, schedule);
        return new SamplerSettings(name, settings, places, steps, guidanceScale, wishes, steering, tiled, styling);
    }

    /// The same, styled otherwise.
    public SamplerSettings styled(Styling other) {
        return new SamplerSettings(sampler, knobs, schedule, steps, guidanceScale, wishes, steering, tiled, other);
    }

    /// How often the model is asked for its estimate of the image.
    ///
    /// **Errors** [BadOption] for a sampler or a knob that is not known.
    public int evaluations() throws BadOption {
        return evaluations(steps);
    }

    /// The same over so many steps alone.
    int evaluations(int taken) throws BadOption {
        return Samplers.named(sampler).with(knobs).evaluations(taken);
    }

    /// Whether guidance makes the estimates: there is something to go towards or away from, and the scale is not
    /// that of the model's own estimate.
    public boolean guided() {
        return guidanceScale != 1 && !(wishes.isEmpty() && steering.unwanted().isEmpty());
    }

    /// How often the network answers for one estimate: twice where it is guided, but at a scale of 0 only the
    /// estimate to go away from counts.
    public int answers() {
        return guided() && guidanceScale != 0 ? 2 : 1;
    }

    /// The settings of a recipe, by name; [#of] is the reverse.
    public SequencedMap<String, String> texts() {
        SequencedMap<String, String> texts = new LinkedHashMap<>();
        texts.put(SAMPLER, sampler);
        knobs.forEach((name, value) -> texts.put(KNOB + name, value));
        texts.put(SCHEDULE, schedule.name().toLowerCase(Locale.ROOT));
        texts.put(STEPS, Integer.toString(steps));
        texts.put(GUIDANCE, Double.toString(guidanceScale));
        texts.putAll(decodingTexts());
        steeringTexts(texts);
        return texts;
    }

    /// Those that a model that decodes in one step looks at, as far as they differ from the usual.
    public SequencedMap<String, String> decodingTexts() {
        SequencedMap<String, String> texts = new LinkedHashMap<>();
        wishes.forEach((name, weight) -> texts.put(WISH + name, Double.toString(weight)));
        styling.writeTo(texts);
        return texts;
    }

    /// What is as usual is not written, so that recipes stay short.
    private void steeringTexts(SequencedMap<String, String> texts) {
        steering.unwanted().forEach((name, weight) -> texts.put(UNWANTED + name, Double.toString(weight)));
        putUnless(texts, RESCALE, steering.rescale(), Steering.USUAL.rescale());
        putUnless(texts, LOW, steering.intervalLow(), Steering.USUAL.intervalLow());
        putUnless(texts, HIGH, steering.intervalHigh(), Steering.USUAL.intervalHigh());
        if (steering.threshold() != Steering.USUAL.threshold()) {
            texts.put(THRESHOLD, steering.threshold().name().toLowerCase(Locale.ROOT));
        }
        steering.classifier().writeTo(texts);
        if (tiled) {
            texts.put(TILED, "true");
        }
    }

    private static void putUnless(Map<String, String> texts, String name, double value, double usual) {
        if (value != usual) {
            texts.put(name, Double.toString(value));
        }
    }

    /// Whether a recipe's setting is one of these.
    static boolean owns(String name) {
        return switch (name) {
            case SAMPLER, SCHEDULE, STEPS, GUIDANCE, RESCALE, LOW, HIGH, THRESHOLD, TILED -> true;
            default ->
                Styling.owns(name)
                        || ClassifierChoice.owns(name)
                        || name.startsWith(KNOB)
                        || name.startsWith(WISH)
                        || name.startsWith(UNWANTED);
        };
    }

    /// The settings that a recipe holds; what it does not say is as in [#DEFAULTS].
    ///
    /// **Errors** [IllegalArgumentException] for a text that is no value of its setting.
    public static SamplerSettings of(Map<String, String> texts) {
        return new SamplerSettings(
                texts.getOrDefault(SAMPLER, DEFAULTS.sampler),
                named(texts, KNOB),
                SigmaSchedule.valueOf(
                        texts.getOrDefault(SCHEDULE, DEFAULTS.schedule.name()).toUpperCase(Locale.ROOT)),
                Integer.parseInt(texts.getOrDefault(STEPS, Integer.toString(DEFAULTS.steps))),
                number(texts, GUIDANCE, DEFAULTS.guidanceScale),
                weights(named(texts, WISH)),
                new Steering(
                        weights(named(texts, UNWANTED)),
                        number(texts, RESCALE, Steering.USUAL.rescale()),
                        number(texts, LOW, Steering.USUAL.intervalLow()),
                        number(texts, HIGH, Steering.USUAL.intervalHigh()),
                        Threshold.Kind.valueOf(
                                texts.getOrDefault(THRESHOLD, "none").toUpperCase(Locale.ROOT)),
                        ClassifierChoice.of(texts)),
                texts.containsKey(TILED),
                Styling.of(texts));
    }

    private static double number(Map<String, String> texts, String name, double usual) {
        String text = texts.get(name);
        return text == null ? usual : Double.parseDouble(text);
    }

    /// The texts whose names begin with `prefix`, by the rest of their names.
    private static Map<String, String> named(Map<String, String> texts, String prefix) {
        Map<String, String> found = new LinkedHashMap<>();
        texts.forEach((name, text) -> {
            if (name.startsWith(prefix)) {
                found.put(name.substring(prefix.length()), text);
            }
        });
        return found;
    }

    private static Map<String, Double> weights(Map<String, String> texts) {
        Map<String, Double> weights = new LinkedHashMap<>();
        texts.forEach((name, text) -> weights.put(name, Double.valueOf(text)));
        return weights;
    }
}
