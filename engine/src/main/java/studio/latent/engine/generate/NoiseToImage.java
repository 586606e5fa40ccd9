package studio.latent.engine.generate;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import studio.latent.engine.error.BadOption;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.image.Raster;
import studio.latent.engine.job.Cancellation;
import studio.latent.engine.model.Denoises;
import studio.latent.engine.model.Latent;
import studio.latent.engine.model.SampleShape;
import studio.latent.engine.sample.Denoiser;
import studio.latent.engine.sample.Inpainting;
import studio.latent.engine.sample.Inversion;
import studio.latent.engine.sample.SampleContext;
import studio.latent.engine.sample.SampleStart;
import studio.latent.engine.sample.Sampler;
import studio.latent.engine.sample.Samplers;
import studio.latent.engine.sample.Samples;
import studio.latent.engine.sample.SeededNoise;
import studio.latent.engine.sample.SigmaGrid;

/// An image out of standard normal noise, by a model that denoises and a sampler.
///
/// @param network the model's network, told a condition for each image of its batch
/// @param pixels what one sample looks like
/// @param slopes of a classifier, where settings ask for one
record NoiseToImage(
        Denoises model,
        Function<List<float[]>, Denoiser.Network> network,
        Pixels pixels,
        SteeredDenoiser.Slopes slopes) {
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
        Denoiser denoiser = new SteeredDenoiser(model, network, slopes).of(settings);
        SampleStart start = SampleStart.noise(grid(settings), normals(noise));
        return run(denoiser, start, settings, context(noise, cancellation, watcher));
    }

    /// What becomes of an image: the last steps from the image under the latent's noise; where a mask keeps it, it
    /// stays as it is, byte for byte.
    ///
    /// @param image the source's image where sampling takes place: itself, or its latent
    Raster edited(
            EditSource source,
            Samples image,
            Latent noise,
            SamplerSettings settings,
            Cancellation cancellation,
            Consumer<SamplingStep> watcher)
            throws StudioException {
        Samples normals = normals(noise);
        Denoiser denoiser = new SteeredDenoiser(model, network, slopes).of(settings);
        double[] repainted = source.repainted(image.shape()[2], image.shape()[3]);
        if (repainted != null) {
            Samples mask = new Samples(new int[] {1, 1, image.shape()[2], image.shape()[3]}, repainted);
            denoiser = Inpainting.of(image, mask, normals).of(denoiser);
        }
        SampleStart start = SampleStart.image(grid(settings), image, source.strength(), normals);
        return source.keeping(run(denoiser, start, settings, context(noise, cancellation, watcher)));
    }

    /// The noise that these settings make an image of.
    ///
    /// **Errors** [BadOption] for a sampler without a way back, and where the way does not converge.
    ///
    /// @param image where sampling takes place: itself, or its latent
    FoundNoise inverted(
            Samples image, SamplerSettings settings, Cancellation cancellation, Consumer<SamplingStep> watcher)
            throws StudioException {
        Denoiser denoiser = new SteeredDenoiser(model, network, slopes).of(settings);
        SampleContext context = new SampleContext(
                SeededNoise.of(0),
                cancellation,
                step -> watcher.accept(new SamplingStep(step, x -> painted(x, cancellation))));
        Inversion.Inverted found = NoiseInversion.of(settings).invert(denoiser, image, grid(settings), context);
        double[] noise = found.noise().values();
        float[] values = new float[noise.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (noise[i] / found.grid().first());
            if (!Float.isFinite(values[i])) {
                throw new BadOption(
                        "The way from the image back to its noise does not converge in " + settings.steps() + " steps.",
                        "Take more steps, or no guidance.");
            }
        }
        return new FoundNoise(new Latent(values), found.error());
    }

    private Raster run(Denoiser denoiser, SampleStart start, SamplerSettings settings, SampleContext context)
            throws StudioException {
        Sampler sampler = Samplers.named(settings.sampler()).with(settings.knobs());
        try {
            Samples made = sampler.sample(denoiser, start.x(), start.grid(), context);
            context.cancellation().check();
            return pixels.of(made);
        } catch (Unpainted e) {
            if (e.getCause() instanceof StudioException why) {
                throw why;
            }
            throw e;
        }
    }

    private SigmaGrid grid(SamplerSettings settings) throws BadOption {
        return settings.schedule().grid(model.preconditioning().schedule(), settings.steps());
    }

    private SampleContext context(Latent noise, Cancellation cancellation, Consumer<SamplingStep> watcher) {
        return new SampleContext(
                SeededNoise.of(noise.hashCode()),
                cancellation,
                step -> watcher.accept(new SamplingStep(step, x -> painted(x, cancellation))));
    }

    private Samples normals(Latent noise) {
        SampleShape shape = model.sampleShape();
        double[] values = new double[shape.size()];
        Arrays.setAll(values, i -> noise.values()[i]);
        return new Samples(new int[] {1, shape.channels(), shape.height(), shape.width()}, values);
    }

    /// The reverse of [#raster].
    static Samples sample(Raster image) {
        double[] values = new double[image.samples().length];
        Arrays.setAll(values, i -> (image.samples()[i] & 0xff) / 127.5 - 1);
        return new Samples(new int[] {1, image.channels(), image.height(), image.width()}, values);
    }

    /// A picture can cost a call of a decoder: between two of them a run stops as between two steps.
    private Raster painted(Samples x, Cancellation cancellation) {
        cancellation.check();
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
