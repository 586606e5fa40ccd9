package studio.latent.app.cli;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import studio.latent.engine.error.BadOption;
import studio.latent.engine.error.IncompatibleModel;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.generate.SamplerSettings;
import studio.latent.engine.model.Capability;
import studio.latent.engine.sample.Samplers;
import studio.latent.engine.sample.SigmaSchedule;

/// How a model that samples in steps makes its images, and what they shall be.
final class SamplingOptions {
    private static final double MOST = 10;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    private @Nullable Integer steps;
    private @Nullable Double guidance;

    @Option(
            names = "--sampler",
            paramLabel = "NAME",
            description = "Sampler of a diffusion model: dpm-solver-2m (default), dpm-solver-2s, dpm-solver-3m,"
                    + " dpm-solver-2m-sde, unipc, euler, euler-ancestral, heun, ddim, ddpm or lcm.")
    private @Nullable String sampler;

    @Option(
            names = "--sampler-set",
            paramLabel = "KEY=VALUE",
            description = "A setting of the sampler, for example --sampler ddim --sampler-set eta=1.")
    private Map<String, String> knobs = new LinkedHashMap<>();

    @Option(
            names = "--sigma-schedule",
            paramLabel = "NAME",
            description = "Where the steps lie: model (default), karras, exponential, uniform or sgm_uniform.")
    private @Nullable SigmaSchedule schedule;

    @Option(
            names = "--steps",
            paramLabel = "N",
            description = "Steps of a diffusion model's sampler, in [1, 1000]. Default: 20.")
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

    private boolean isGiven() {
        return sampler != null
                || schedule != null
                || steps != null
                || guidance != null
                || !knobs.isEmpty()
                || !wishes.isEmpty();
    }

    /// What was asked for.
    ///
    /// **Errors** [IncompatibleModel] if the model does not sample in steps but was asked to; [BadOption] for a
    /// sampler,
    /// a setting of it or a wish that is not known.
    SamplerSettings of(ModelInUse model) throws StudioException {
        SamplerSettings usual = SamplerSettings.DEFAULTS;
        if (!model.card().capabilities().contains(Capability.DENOISES)) {
            if (isGiven()) {
                throw new IncompatibleModel(
                        "The model '" + model.card().name() + "' makes its images in one step and takes no wishes.",
                        "Leave --sampler, --steps, --guidance and --class out, or choose a diffusion model.");
            }
            return usual;
        }
        SamplerSettings settings = new SamplerSettings(
                sampler == null ? usual.sampler() : sampler,
                knobs,
                schedule == null ? usual.schedule() : schedule,
                steps == null ? usual.steps() : steps,
                guidance == null ? usual.guidanceScale() : guidance,
                weights(model));
        Samplers.named(settings.sampler()).with(knobs);
        return settings;
    }

    /// A wish is a name of the model's, or such a name with a weight behind its last `=`.
    private Map<String, Double> weights(ModelInUse model) throws BadOption {
        List<String> known = model.model().conditions();
        Map<String, Double> weights = new LinkedHashMap<>();
        for (String wish : wishes) {
            int at = wish.lastIndexOf('=');
            String name = at < 0 || known.contains(wish) ? wish : wish.substring(0, at);
            if (!known.contains(name)) {
                throw new BadOption(
                        "The model '" + model.card().name() + "' knows no '" + name + "'.",
                        known.isEmpty()
                                ? "It was trained without classes: leave --class out."
                                : "Use one of " + String.join(", ", known) + ".");
            }
            weights.put(name, name.equals(wish) ? 1 : weight(wish, wish.substring(at + 1)));
        }
        return weights;
    }

    private double weight(String wish, String text) {
        try {
            double weight = Double.parseDouble(text);
            if (Math.abs(weight) <= MOST) {
                return weight;
            }
        } catch (NumberFormatException _) {
            // said below, as a number that is too large
        }
        throw new ParameterException(
                spec.commandLine(), "--class must be a name, or name=weight with a weight in [-10, 10], got " + wish);
    }

    /// The fields of a result's JSON; none for a model that does not sample in steps.
    static void describe(JsonObject object, ModelInUse model, SamplerSettings settings) {
        if (model.card().capabilities().contains(Capability.DENOISES)) {
            object.addProperty("sampler", settings.sampler());
            object.addProperty("steps", settings.steps());
            object.addProperty("guidanceScale", settings.guidanceScale());
            JsonObject asked = new JsonObject();
            settings.wishes().forEach(asked::addProperty);
            object.add("wishes", asked);
        }
    }
}
