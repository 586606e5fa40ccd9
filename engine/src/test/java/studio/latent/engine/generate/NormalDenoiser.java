package studio.latent.engine.generate;

import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.model.Denoises;
import studio.latent.engine.model.ModelDefinition;
import studio.latent.engine.model.ModelSpec;
import studio.latent.engine.model.NoiseKind;
import studio.latent.engine.model.Preconditioning;
import studio.latent.engine.model.Prediction;
import studio.latent.engine.model.SampleShape;
import studio.latent.engine.model.TrainingStep;
import studio.latent.engine.nn.Graph;
import studio.latent.engine.nn.Value;

/// The network that is right for data of which each pixel is normal with mean 0 and deviation 1: it is asked for
/// the velocity of x_t = a·x0 + b·noise, and with a² + b² = 1 the expected one is 0 everywhere.
public record NormalDenoiser(ImageShape shape) implements ModelDefinition, Denoises {
    private record Spec(ImageShape image) implements ModelSpec {
        @Override
        public int latentDimension() {
            return image.size();
        }
    }

    @Override
    public ModelSpec spec() {
        return new Spec(shape);
    }

    @Override
    public TrainingStep trainingStep() {
        throw new AssertionError("nothing is trained here");
    }

    @Override
    public Value predict(Graph g, Value x, Value times, @Nullable Value condition) {
        return g.times(x, 0);
    }

    @Override
    public SampleShape sampleShape() {
        return SampleShape.of(shape);
    }

    @Override
    public Preconditioning preconditioning() {
        return new Preconditioning.Predicting(NoiseKind.COSINE.schedule(), Prediction.V);
    }

    @Override
    public List<String> conditions() {
        return List.of();
    }

    /// Bits a number that the bytes of an image cost, up to what spreading them changes.
    public static double bits(byte... samples) {
        double variance = 1 + Math.pow(NoiseKind.COSINE.schedule().sigmaMin(), 2);
        double nats = 0;
        for (byte sample : samples) {
            double x = (sample & 0xff) / 127.5 - 1;
            nats += 0.5 * x * x / variance + 0.5 * Math.log(2 * Math.PI * variance) + Math.log(127.5);
        }
        return nats / samples.length / Math.log(2);
    }
}
