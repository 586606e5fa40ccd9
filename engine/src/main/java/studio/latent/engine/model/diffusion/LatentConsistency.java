package studio.latent.engine.model.diffusion;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.model.Denoises;
import studio.latent.engine.model.Family;
import studio.latent.engine.model.InLatentSpace;
import studio.latent.engine.model.ModelType;
import studio.latent.engine.model.Preconditioning;
import studio.latent.engine.model.Preset;
import studio.latent.engine.model.SampleShape;
import studio.latent.engine.model.Taught;
import studio.latent.engine.model.TrainingStep;
import studio.latent.engine.model.UsualSampling;
import studio.latent.engine.nn.Graph;
import studio.latent.engine.nn.Value;

/// A student of a [LatentDiffusion] model: it jumps from any noise level to the latent of an image, so that 1 to 4
/// steps make one.
///
/// It is trained by [SelfConsistency]; guidance is done by the teacher and learned with the rest.
///
/// **Source** Song et al., "Consistency models", 2023.
public final class LatentConsistency implements Taught, Denoises, InLatentSpace {
    public static final ModelType<LatentConsistencySpec> TYPE = new ModelType<>(
            "latent-consistency",
            Family.DIFFUSION,
            LatentConsistencySpec.class,
            LatentConsistencySpec::defaults,
            List.of(new Preset(
                    "student",
                    "A student of a trained latent diffusion model, given as teacher=NAME: an image in 1 to 4 steps.",
                    Map.of(
                            "batch", "32",
                            "steps", "4000",
                            "learningRate", "0.0003",
                            "warmupSteps", "50",
                            "clipNorm", "1",
                            "weightDecay", "0",
                            "emaHalfLife", "1500",
                            "gridEvery", "250"))),
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
    public Value predict(Graph g, Value x, Value times, @Nullable Value condition) {
        return network.predict(g, x, times, condition);
    }

    @Override
    public SampleShape sampleShape() {
        return network.sampleShape();
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

    @Override
    public Preconditioning preconditioning() {
        return network.preconditioning();
    }

    @Override
    public List<String> conditions() {
        return network.conditions();
    }

    @Override
    public UsualSampling usualSampling() {
        return UsualSampling.OF_FEW_STEPS;
    }

    @Override
    public TrainingStep trainingStep() {
        return new SelfConsistency(network, spec.objective());
    }
}
