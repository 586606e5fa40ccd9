package studio.latent.engine.generate;

import java.util.List;
import java.util.Map;
import studio.latent.engine.error.BadOption;
import studio.latent.engine.sample.Inversion;
import studio.latent.engine.sample.Samplers;
import studio.latent.engine.sample.SigmaSchedule;

/// The way back from an image to the noise that sampling makes it of: which settings have one, and how it is gone.
///
/// There is one for samplers that draw nothing on their way. Guidance makes it inexact: it pulls towards the wish
/// on the way up as well as on the way down.
public final class NoiseInversion {
    /// Repetitions that make a step of Euler's method exact; most steps need fewer.
    private static final int REFINEMENTS = 10;

    /// Fewer end with a jump that changes the image.
    private static final int LEAST_STEPS = 20;

    private static final String EULER = "euler";
    private static final String HEUN = "heun";
    private static final String DDIM = "ddim";

    private NoiseInversion() {}

    /// Settings with an exact way back, as near to others as can be: the same wishes and steps, no fewer than
    /// 20, all the way to the cleanest level, no guidance, and Euler's sampler, each step of which can be solved.
    public static SamplerSettings settings(SamplerSettings now) {
        return settings(now, EULER);
    }

    /// Samplers with a way back. Each step of Euler's, and of DDIM's which is the same, is solved for what it came
    /// from; Heun's way back is as exact as its steps are short.
    public static List<String> samplers() {
        return List.of(EULER, DDIM, HEUN);
    }

    /// The same by another sampler that has one, its steps where they serve it.
    ///
    /// **Errors** [IllegalArgumentException] for one that is not of [#samplers()].
    public static SamplerSettings settings(SamplerSettings now, String sampler) {
        if (!samplers().contains(sampler)) {
            throw new IllegalArgumentException("sampler must be one of " + samplers() + ", got " + sampler);
        }
        return now.sampledBy(sampler, Map.of())
                .onSchedule(Samplers.scheduleOf(sampler, SigmaSchedule.MODEL))
                .inSteps(Math.max(LEAST_STEPS, now.steps()))
                .guidedBy(1)
                .classifiedBy(ClassifierChoice.NONE);
    }

    /// How the way of these settings is gone back.
    ///
    /// **Errors** [BadOption] for a sampler that draws on its way, or whose steps have no way back here.
    static Inversion of(SamplerSettings settings) throws BadOption {
        boolean usual = settings.knobs().isEmpty();
        if (usual && settings.sampler().equals(HEUN)) {
            return Inversion.of(Inversion.Method.ODE, 0);
        }
        if (usual && (settings.sampler().equals(EULER) || settings.sampler().equals(DDIM))) {
            return Inversion.of(Inversion.Method.DDIM, REFINEMENTS);
        }
        throw new BadOption(
                "The sampler '" + settings.sampler() + "' cannot be gone back from an image to its noise"
                        + (usual ? "." : " with these settings of its own."),
                "Use euler, heun, or ddim with its eta of 0.");
    }
}
