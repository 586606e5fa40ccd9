package studio.latent.engine;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.error.BadOption;
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
    /// @param told whether the network is asked twice, with the wishes and without
    private record Kind(Object model, boolean told) {
        static Kind of(Object model, SamplerSettings sampling) {
            return new Kind(model, !sampling.wishes().isEmpty());
        }
    }

    private @Nullable Kind kind;
    private double evaluation;

    /// Settings of the preview of an image; `sampling` itself where the image itself is in time.
    ///
    /// @param model what tells models apart
    /// **Errors** [BadOption] for a sampler that is not known.
    SamplerSettings preview(Object model, SamplerSettings sampling) throws BadOption {
        boolean known = Kind.of(model, sampling).equals(kind) && evaluation > 0;
        double inTime = known ? Math.floor(AIM / evaluation) : FEWEST;
        if (inTime >= sampling.evaluations()) {
            return sampling;
        }
        int steps = (int) Math.min(Math.clamp(inTime, FEWEST, MOST), sampling.steps());
        return sampling.sampler().equals(FEW_STEPS)
                ? sampling.inSteps(steps)
                : sampling.sampledBy(SamplerSettings.DEFAULTS.sampler(), Map.of())
                        .inSteps(steps);
    }

    /// A rendering by these settings took so long.
    void took(Object model, SamplerSettings sampling, double seconds) throws BadOption {
        kind = Kind.of(model, sampling);
        evaluation = seconds / sampling.evaluations();
    }
}
