package studio.latent.engine.model.diffusion;

import java.util.List;
import studio.latent.engine.model.Family;
import studio.latent.engine.model.ModelType;
import studio.latent.engine.model.Preset;

/// A student of a [Diffusion] model: it jumps from any noise level to the image, so that 1 to 4 steps make one.
///
/// It is trained by [SelfConsistency]; guidance is done by the teacher and learned with the rest.
///
/// **Source** Song et al., "Consistency models", 2023.
public final class Consistency implements FewStepStudent {
    public static final ModelType<ConsistencySpec> TYPE = new ModelType<>(
            "consistency",
            Family.DIFFUSION,
            ConsistencySpec.class,
            ConsistencySpec::defaults,
            List.of(new Preset(
                    "student",
                    "A student of a trained diffusion model, given as teacher=NAME: an image in 1 to 4 steps.",
                    FewStepStudent.PRESET)),
            Consistency::new);

    private final ConsistencySpec spec;
    private final Diffusion network;

    public Consistency(ConsistencySpec spec) {
        this.spec = spec;
        this.network = new Diffusion(spec.network());
    }

    @Override
    public ConsistencySpec spec() {
        return spec;
    }

    @Override
    public DiffusionSpec shared() {
        return spec.network();
    }

    @Override
    public Diffusion network() {
        return network;
    }

    @Override
    public ConsistencyObjective objective() {
        return spec.objective();
    }
}
