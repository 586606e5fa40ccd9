package studio.latent.engine.model.diffusion;

import java.util.List;
import java.util.Objects;
import studio.latent.engine.model.ClassifiesNoisy;
import studio.latent.engine.model.InLatentSpace;
import studio.latent.engine.model.ModelDefinition;
import studio.latent.engine.model.NoiseSchedule;
import studio.latent.engine.model.SampleShape;
import studio.latent.engine.model.TrainingStep;
import studio.latent.engine.nn.Graph;
import studio.latent.engine.nn.Value;

/// A [NoisedClassifier] of latents: those of the frozen autoencoder that the guided model works on top of, which it
/// contains as that model does.
public final class LatentNoisedClassifier implements ModelDefinition, ClassifiesNoisy, InLatentSpace {
    private final NoisedClassifier classifier;
    private final FrozenLatents latents;

    LatentNoisedClassifier(NoisedClassifierSpec spec) {
        this.classifier = new NoisedClassifier(spec);
        this.latents = new FrozenLatents(
                Objects.requireNonNull(spec.autoencoder()),
                spec.image(),
                spec.noiseSchedule(),
                LatentDiffusion.AUTOENCODER);
    }

    @Override
    public NoisedClassifierSpec spec() {
        return classifier.spec();
    }

    @Override
    public List<String> conditions() {
        return classifier.conditions();
    }

    @Override
    public SampleShape sampleShape() {
        return classifier.sampleShape();
    }

    @Override
    public NoiseSchedule schedule() {
        return classifier.schedule();
    }

    @Override
    public Value logProbabilities(Graph g, Value x, Value times, Value trust) {
        return classifier.logProbabilities(g, x, times, trust);
    }

    @Override
    public SampleShape latentShape() {
        return classifier.sampleShape();
    }

    @Override
    public Value moments(Graph g, Value images) {
        return latents.moments(g, images);
    }

    @Override
    public Value picture(Graph g, Value drawn) {
        return latents.picture(g, drawn);
    }

    @Override
    public TrainingStep trainingStep() {
        return new NoisedCrossEntropy(classifier, true, latents::drawn);
    }
}
