package studio.latent.engine;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.error.BadOption;
import studio.latent.engine.generate.EditSource;
import studio.latent.engine.generate.Rendering;
import studio.latent.engine.generate.SamplerSettings;

/// How a preview is sampled on this machine, with this model, to be there in time.
///
/// **Units** seconds. What an evaluation of the network takes is as in the last rendering, so that it follows a
/// machine that gets busy.
final class PreviewPace {
    /// Leaves a rest of the tenth of a second in which an answer feels immediate.
    static final double AIM = 0.08;

    /// Fewer show no shape, unless the sampler is made for fewer.
    static final int FEWEST = 3;

    /// Even where more would be in time: a preview is replaced at once.
    static final int MOST = 8;

    /// Made for models that need few steps; others need a solver of the flow, which shows most in few steps.
    private static final String FEW_STEPS = "lcm";

    /// What the time of an evaluation depends on.
    ///
    /// @param answers of the network to one evaluation
    /// @param classified whether a classifier is asked as well
    private record Kind(Object model, int answers, boolean classified) {
        static Kind of(Object model, Rendering rendering) {
            SamplerSettings sampling = rendering.sampling();
            return new Kind(model, sampling.answers(), sampling.classified());
        }
    }

    private @Nullable Kind kind;
    private double evaluation;

    /// The rendering of an image's preview; `rendering` itself where the image itself is in time.
    ///
    /// **Errors** [BadOption] for a sampler that is not known.
    ///
    /// @param model what tells models apart
    Rendering preview(Object model, Rendering rendering) throws BadOption {
        boolean known = Kind.of(model, rendering).equals(kind) && evaluation > 0;
        double inTime = known ? Math.floor(AIM / evaluation) : FEWEST;
        if (inTime >= rendering.evaluations()) {
            return rendering;
        }
        SamplerSettings sampling = rendering.sampling();
        EditSource source = rendering.source();
        double share = source == null ? 1 : source.strength(); // of the steps that are taken
        double steps = Math.clamp(inTime, FEWEST, MOST) / share;
        SamplerSettings few = sampling.inAtMost((int) Math.max(1, Math.floor(steps)));
        return rendering.sampledBy(
                sampling.sampler().equals(FEW_STEPS)
                        ? few
                        : few.sampledBy(SamplerSettings.DEFAULTS.sampler(), Map.of()));
    }

    /// A rendering took so long.
    void took(Object model, Rendering rendering, double seconds) throws BadOption {
        kind = Kind.of(model, rendering);
        evaluation = seconds / rendering.evaluations();
    }
}
