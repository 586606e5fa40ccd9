package studio.latent.engine.generate;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.image.Raster;
import studio.latent.engine.job.Cancellation;
import studio.latent.engine.model.Denoises;
import studio.latent.engine.model.Latent;
import studio.latent.engine.model.SampleShape;
import studio.latent.engine.sample.Denoiser;
import studio.latent.engine.sample.SampleContext;
import studio.latent.engine.sample.SampleStart;
import studio.latent.engine.sample.Sampler;
import studio.latent.engine.sample.Samplers;
import studio.latent.engine.sample.Samples;
import studio.latent.engine.sample.SeededNoise;

/// An image out of standard normal noise, by a model that denoises and a sampler.
///
/// @param network the model's network, told a condition for each image of its batch
/// @param pixels what one sample looks like
record NoiseToImage(Denoises model, Function<List<float[]>, Denoiser.Network> network, Pixels pixels) {
    /// A sample as an image.
    @FunctionalInterface
    interface Pixels {
        Raster of(Samples x) throws StudioException;
    }

    /// A step's picture could not be made; carries why through the watcher.
    private static final class Unpainted extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unpainted(StudioException cause) {
            super(cause);
        }
    }

    /// The image that a latent becomes. What a sampler draws on the way depends on the latent alone.
    ///
    /// **Errors** [BadOption] for a sampler or a wish that is not known; what the network meets.
    ///
    /// @param watcher sees each step on the calling thread
    Raster image(Latent noise, SamplerSettings settings, Cancellation cancellation, Consumer<SamplingStep> watcher)
            throws StudioException {
        SampleShape shape = model.sampleShape();
        Sampler sampler = Samplers.named(settings.sampler()).with(settings.knobs());
        double[] values = new double[shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = noise.values()[i];
        }
        Samples normals = new Samples(new int[] {1, shape.channels(), shape.height(), shape.width()}, values);
        SampleStart start = SampleStart.noise(
                settings.schedule().grid(model.preconditioning().schedule(), settings.steps()), normals);
        SampleContext context = new SampleContext(
                SeededNoise.of(noise.hashCode()),
                cancellation,
                step -> watcher.accept(new SamplingStep(step, this::painted)));
        Denoiser denoiser = new SteeredDenoiser(model, network).of(settings);
        try {
            return pixels.of(sampler.sample(denoiser, start.x(), start.grid(), context));
        } catch (Unpainted e) {
            if (e.getCause() instanceof StudioException why) {
                throw why;
            }
            throw e;
        }
    }

    private Raster painted(Samples x) {
        try {
            return pixels.of(x);
        } catch (StudioException e) {
            throw new Unpainted(e);
        }
    }

    /// The image of a sample that is one: from [−1, 1] to bytes, rounded half up; what lies outside is clamped.
    static Raster raster(ImageShape shape, Samples x) {
        byte[] samples = new byte[shape.size()];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (byte) Math.clamp((long) Math.floor((x.values()[i] + 1) * 127.5 + 0.5), 0, 255);
        }
        return new Raster(shape, samples);
    }
}
