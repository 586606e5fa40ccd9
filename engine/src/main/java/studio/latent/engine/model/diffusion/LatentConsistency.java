package studio.latent.engine.model.diffusion;

import java.util.List;
import studio.latent.engine.model.Family;
import studio.latent.engine.model.InLatentSpace;
import studio.latent.engine.model.ModelType;
import studio.latent.engine.model.Preset;
import studio.latent.engine.model.SampleShape;
import studio.latent.engine.nn.Graph;
import studio.latent.engine.nn.Value;

/// A student of a [LatentDiffusion] model: it jumps from any noise level to the latent of an image, so that 1 to 4
/// steps make one.
///
/// It is trained by [SelfConsistency]; guidance is done by the teacher and learned with the rest.
///
/// **Source** Song et al., "Consistency models", 2023.
public final class LatentConsistency implements FewStepStudent, InLatentSpace {
    public static final ModelType<LatentConsistencySpec> TYPE = new ModelType<>(
            "latent-consistency",
            Family.DIFFUSION,
            LatentConsistencySpec.class,
            LatentConsistencySpec::defaults,
            List.of(new Preset(
                    "student",
                    "A student of a trained latent diffusion model, given as teacher=NAME: an image in 1 to 4 steps.",
                    FewStepStudent.PRESET)),
            LatentConsistency::new);

    private final LatentConsistencySpec spec;
    private final LatentDiffusion network;

    public LatentConsistency(LatentConsistencySpec spec) {
        this.spec = spec;
        this.network = new LatentDiffusion(spec.network());
    }

    @Override
    public LatentConsistencySpec spec() {
        return spec;
    }

    @Override
    public LatentDiffusionSpec shared() {
        return spec.network();
    }

    @Override
    public LatentDiffusion network() {
        return network;
    }

    @Override
    public ConsistencyObjective objective() {
        return spec.objective();
    }

    @Override
    public SampleShape latentShape() {
        return network.latentShape();
    }

    @Override
    public Value moments(Graph g, Value images) {
        return network.moments(g, images);
    }

    @Override
    public Value picture(Graph g, Value latents) {
        return network.picture(g, latents);
    }
}
