package studio.latent.app.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import studio.latent.engine.generate.SamplerSettings;
import studio.latent.engine.sample.Samplers;

/// The sampler that all models of a comparison which sample in steps share.
///
/// @param sampler its name; empty for the one that each model is usually sampled with
/// @param steps 0 for as many as each model is usually sampled in
record SamplerChoice(String sampler, int steps) {
    static final SamplerChoice USUAL = new SamplerChoice("", 0);

    /// Numbers of steps to choose from; 0 for the usual one.
    static final List<Integer> STEPS = List.of(0, 4, 10, 20, 50, 100);

    /// Names to choose from; empty for the usual one.
    static List<String> samplers() {
        List<String> names = new ArrayList<>(List.of(""));
        Samplers.TYPES.forEach(type -> names.add(type.id()));
        return names;
    }

    /// A model's settings with what was chosen in the place of what is usual.
    SamplerSettings over(SamplerSettings usual) {
        boolean same = sampler.isEmpty() || sampler.equals(usual.sampler());
        SamplerSettings chosen = same ? usual : usual.sampledBy(sampler, Map.of());
        return steps == 0 ? chosen : chosen.inSteps(steps);
    }
}
