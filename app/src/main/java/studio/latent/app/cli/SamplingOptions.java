package studio.latent.app.cli;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import studio.latent.engine.error.BadOption;
import studio.latent.engine.error.IncompatibleModel;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.generate.SamplerSettings;
import studio.latent.engine.generate.Steering;
import studio.latent.engine.model.Capability;
import studio.latent.engine.sample.Samplers;
import studio.latent.engine.sample.SigmaSchedule;
import studio.latent.engine.sample.Threshold;

/// How a model that samples in steps makes its images, and what they shall be.
final class SamplingOptions {
    private static final double MOST = 10;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    private @Nullable Integer steps;
    private @Nullable Double guidance;
    private @Nullable Double rescale;
    private @Nullable Double low;
    private @Nullable Double high;

    @Option(
            names = "--sampler",
            paramLabel = "NAME",
            description = "Sampler of a diffusion model: dpm-solver-2m, dpm-solver-2s, dpm-solver-3m,"
                    + " dpm-solver-2m-sde, unipc, euler, euler-ancestral, heun, ddim, ddpm or lcm. Default: the model's"
                    + " own, dpm-solver-2m as a rule.")
    private @Nullable String sampler;

    @Option(
            names = "--sampler-set",
            paramLabel = "KEY=VALUE",
            description = "A setting of the sampler, for example --sampler ddim --sampler-set eta=1.")
    private Map<String, String> knobs = new LinkedHashMap<>();

    @Option(
            names = "--sigma-schedule",
            paramLabel = "NAME",
            description =
                    "Where the steps lie: model, karras, exponential, uniform or sgm_uniform. Default: the model's own,"
                            + " sgm_uniform as a rule; karras for --sampler heun.")
    private @Nullable SigmaSchedule schedule;

    @Option(
            names = "--steps",
            paramLabel = "N",
            description = "Steps of a diffusion model's sampler, in [1, 1000]. Default: the model's own, 20 as a rule.")
    void steps(int value) {
        steps = new OptionRange(spec, "--steps").inside(1, 1000, value);
    }

    @Option(
            names = "--guidance",
            paramLabel = "G",
            description = "Factor on the difference that --class makes, in [0, 30]; more is truer to the class and less"
                    + " varied. Default: 1.")
    void guidance(double value) {
        guidance = new OptionRange(spec, "--guidance").inside(0, 30, value);
    }

    @Option(
            names = "--class",
            paramLabel = "NAME[=W]",
            description = "What the images shall be: a class or attribute=value of the model, with a weight for a mix;"
                    + " may be given again.")
    private List<String> wishes = new ArrayList<>();

    @Option(
            names = "--avoid",
            paramLabel = "NAME[=W]",
            description = "What the images shall not be, as --class; guidance leads away from it, so it needs a"
                    + " --guidance other than 1.")
    private List<String> unwanted = new ArrayList<>();

    @Option(
            names = "--guidance-rescale",
            paramLabel = "R",
            description = "How much of the contrast that guidance adds is taken back, in [0, 1]. Default: 0.")
    void rescale(double value) {
        rescale = new OptionRange(spec, "--guidance-rescale").inside(0, 1, value);
    }

    @Option(
            names = "--guidance-low",
            paramLabel = "S",
            description = "Guidance acts above this share of the noise levels, in [0, 1]; 0 is the image. Default: 0.")
    void low(double value) {
        low = new OptionRange(spec, "--guidance-low").inside(0, 1, value);
    }

    @Option(
            names = "--guidance-high",
            paramLabel = "S",
            description = "Guidance acts up to this share of the noise levels, in [0, 1]; 1 is pure noise. Default: 1.")
    void high(double value) {
        high = new OptionRange(spec, "--guidance-high").inside(0, 1, value);
    }

    @Option(
            names = "--threshold",
            paramLabel = "NAME",
            description = "What is done with estimates outside of the range of pixels: none (default), static (cut) or"
                    + " dynamic (scaled by a percentile).")
    private Threshold.@Nullable Kind threshold;

    @Mixin
    private ClassifierOption classifier = new ClassifierOption();

    @Option(
            names = "--tile",
            description = "Make images whose opposite borders fit, to be laid side by side without a seam.")
    private boolean tiled;

    @Mixin
    private StylingOptions stylings = new StylingOptions();

    /// Whether anything was asked for that only a model that samples in steps can do.
    private boolean isGivenOfSteps() {
        return tiled
                || classifier.isGiven()
                || Stream.of(sampler, schedule, steps, guidance, rescale, low, high, threshold)
                        .anyMatch(Objects::nonNull)
                || !knobs.isEmpty()
                || !unwanted.isEmpty();
    }

    /// Whether anything was asked for.
    boolean isGiven() {
        return isGivenOfSteps() || !wishes.isEmpty() || stylings.isGiven();
    }

    /// What was asked for.
    ///
    /// **Errors** [IncompatibleModel] if the model does not sample in steps but was asked to; [BadOption] for a
    /// sampler, a setting of it or a wish that is not known.
    SamplerSettings of(ModelInUse model) throws StudioException {
        return of(model, !wishes.isEmpty());
    }

    /// The same for a measurement, which asks for what the data have where nothing is asked for.
    SamplerSettings forMeasuring(ModelInUse model) throws StudioException {
        return of(model, !model.model().conditions().isEmpty());
    }

    /// @param wished whether something will be wished for
    private SamplerSettings of(ModelInUse model, boolean wished) throws StudioException {
        SamplerSettings usual = model.model().usualSampling();
        if (!model.card().capabilities().contains(Capability.DENOISES)) {
            return ofOneStep(model, usual);
        }
        if (stylings.isGiven()) {
            throw new IncompatibleModel(
                    "The model '" + model.card().name() + "' samples in steps: there is nothing to truncate.",
                    "Leave --truncation and what begins with --layer- and --style- out, or choose a model that makes"
                            + " images in one step.");
        }
        String by = sampler == null ? usual.sampler() : sampler;
        SamplerSettings settings = new SamplerSettings(
                by,
                knobs,
                schedule == null ? Samplers.scheduleOf(by, usual.schedule()) : schedule,
                steps == null ? usual.steps() : steps,
                guidance == null ? usual.guidanceScale() : guidance,
                weights(model, "--class", wishes),
                steering(model, usual.steering()).classifiedBy(classifier.of(model, wished)),
                tiled || usual.tiled());
        Samplers.named(settings.sampler()).with(knobs);
        if (!unwanted.isEmpty() && settings.guidanceScale() == 1) {
            throw new BadOption(
                    "--avoid changes nothing at a guidance of 1: guidance is what leads away.",
                    "Add --guidance, for example --guidance 3.");
        }
        if (guidance != null && guidance != 1 && !wished && unwanted.isEmpty()) {
            throw withoutEffect(model);
        }
        return settings;
    }

    private static BadOption withoutEffect(ModelInUse model) {
        List<String> known = model.model().conditions();
        return known.isEmpty()
                ? new BadOption(
                        "--guidance changes nothing with the model '"
                                + model.card().name() + "', which was trained without classes.",
                        "Leave --guidance out.")
                : new BadOption(
                        "--guidance changes nothing without a --class or --avoid: it makes more of what they ask for.",
                        "Add --class, for example --class " + known.getFirst() + ".");
    }

    private SamplerSettings ofOneStep(ModelInUse model, SamplerSettings usual) throws StudioException {
        if (isGivenOfSteps() || (!wishes.isEmpty() && model.model().conditions().isEmpty())) {
            throw new IncompatibleModel(
                    "The model '" + model.card().name() + "' makes its images in one step"
                            + (model.model().conditions().isEmpty() ? " and takes no wishes." : "."),
                    "Leave --sampler, --steps, --guidance and --class out, or choose a diffusion model.");
        }
        return usual.wishing(weights(model, "--class", wishes)).styled(stylings.of(model, usual.styling()));
    }

    private Steering steering(ModelInUse model, Steering usual) throws BadOption {
        double from = low == null ? usual.intervalLow() : low;
        double to = high == null ? usual.intervalHigh() : high;
        if (from > to) {
            throw new ParameterException(
                    spec.commandLine(), "--guidance-low must be at most --guidance-high, got " + from + " and " + to);
        }
        return new Steering(
                weights(model, "--avoid", unwanted),
                rescale == null ? usual.rescale() : rescale,
                from,
                to,
                threshold == null ? usual.threshold() : threshold);
    }

    /// A wish is a name of the model's, or such a name with a weight behind its last `=`.
    private Map<String, Double> weights(ModelInUse model, String option, List<String> asked) throws BadOption {
        List<String> known = model.model().conditions();
        Map<String, Double> weights = new LinkedHashMap<>();
        for (String wish : asked) {
            int at = wish.lastIndexOf('=');
            String name = at < 0 || known.contains(wish) ? wish : wish.substring(0, at);
            if (!known.contains(name)) {
                throw new BadOption(
                        "The model '" + model.card().name() + "' knows no '" + name + "'.",
                        known.isEmpty()
                                ? "It was trained without classes: leave " + option + " out."
                                : "Use one of " + String.join(", ", known) + ".");
            }
            weights.put(name, name.equals(wish) ? 1 : weight(option, wish, wish.substring(at + 1)));
        }
        return weights;
    }

    private double weight(String option, String wish, String text) {
        try {
            double weight = Double.parseDouble(text);
            if (Math.abs(weight) <= MOST) {
                return weight;
            }
        } catch (NumberFormatException _) {
            // said below, as a number that is too large
        }
        throw new ParameterException(
                spec.commandLine(), option + " must be a name, or name=weight with a weight in [-10, 10], got " + wish);
    }

    private static JsonObject weights(Map<String, Double> asked) {
        JsonObject object = new JsonObject();
        asked.forEach(object::addProperty);
        return object;
    }

    /// The fields of a result's JSON; none for a model that does not sample in steps.
    static void describe(JsonObject object, ModelInUse model, SamplerSettings settings) {
        if (model.card().capabilities().contains(Capability.DENOISES)) {
            object.addProperty("sampler", settings.sampler());
            object.addProperty("steps", settings.steps());
            object.addProperty("guidanceScale", settings.guidanceScale());
            object.add("wishes", weights(settings.wishes()));
            Steering steering = settings.steering();
            object.add("unwanted", weights(steering.unwanted()));
            object.addProperty("guidanceRescale", steering.rescale());
            object.addProperty("guidanceLow", steering.intervalLow());
            object.addProperty("guidanceHigh", steering.intervalHigh());
            object.addProperty("threshold", Cards.lower(steering.threshold()));
            object.addProperty("tiled", settings.tiled());
            ClassifierOption.describe(object, steering.classifier());
            return;
        }
        StylingOptions.describe(object, settings.styling());
        if (!model.model().conditions().isEmpty()) {
            object.add("wishes", weights(settings.wishes()));
        }
    }
}
