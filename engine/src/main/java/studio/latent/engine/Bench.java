package studio.latent.engine;

import java.util.List;
import java.util.function.Consumer;
import studio.latent.engine.generate.EditRequest;
import studio.latent.engine.generate.FeatureMaps;
import studio.latent.engine.generate.InversionRequest;
import studio.latent.engine.generate.InvertedImage;
import studio.latent.engine.generate.Rendering;
import studio.latent.engine.generate.SampleRequest;
import studio.latent.engine.generate.SampledImage;
import studio.latent.engine.generate.SamplerSettings;
import studio.latent.engine.image.Raster;
import studio.latent.engine.job.Job;
import studio.latent.engine.job.Outcome;
import studio.latent.engine.model.Latent;
import studio.latent.engine.model.PriorKind;

/// What one does with an open model under the hand: latents from seeds, images from latents, latents from images.
public interface Bench {
    /// The latent of a seed: the same for a seed on every machine, whatever the batch.
    ///
    /// @param temperature standard deviation factor on the prior, in [0, 4]; 1 is the prior itself
    /// @throws IllegalArgumentException if the model has no such prior
    Latent latentOf(OpenModel model, long seed, PriorKind prior, double temperature);

    /// Decodes latents to images, in order, ahead of background work.
    default Job<List<Raster>> decode(OpenModel model, List<Latent> latents) {
        return decode(model, latents, model.usualSampling());
    }

    /// The same, with a model that samples in steps by these settings; others do not look at them.
    default Job<List<Raster>> decode(OpenModel model, List<Latent> latents, SamplerSettings sampling) {
        return render(model, latents, new Rendering(sampling, null));
    }

    /// The same, begun with an image where the rendering has one.
    Job<List<Raster>> render(OpenModel model, List<Latent> latents, Rendering rendering);

    /// Encodes an image of any size and channel count: it is fitted to the model's input by its own preprocessing.
    /// The result is the mean of the approximate posterior.
    Job<Latent> encode(OpenModel model, Raster image);

    /// The latent of an image of any size in a model that does not encode, or a nearer one than its encoder finds:
    /// searched for in the background, with progress and cancel.
    ///
    /// @param settings wishes of a model that takes such, and how it then draws
    /// @param watcher sees the nearest image so far every few steps, on an engine thread
    Job<InvertedImage> invert(
            OpenModel model,
            Raster image,
            InversionRequest request,
            SamplerSettings settings,
            Consumer<Raster> watcher);

    /// The noise that a model that denoises makes an image of any size of, by a way back through its steps: in the
    /// background, with progress and cancel.
    ///
    /// @param settings that have such a way: see [studio.latent.engine.generate.NoiseInversion#settings]
    Job<InvertedImage> noiseOf(OpenModel model, Raster image, SamplerSettings settings);

    /// Seeds to images with all settings, in the background, with progress and cancel.
    Job<List<SampledImage>> sample(OpenModel model, SampleRequest request);

    /// One step from noise to image: what it began with, and what image the model saw in it.
    ///
    /// @param number from 1 for the noisiest
    /// @param sigma the noise level that the step began with, in units of the data
    /// @param noisy scaled to the variance of an image
    record TrajectoryStep(int number, double sigma, Raster noisy, Raster estimate) {}

    /// How a latent becomes its image, step by step, in a model that samples in steps; empty for other models.
    Job<List<TrajectoryStep>> trajectory(OpenModel model, Latent latent, Rendering rendering);

    /// What a layer of a model that decodes in one step makes on the way to the image of a latent.
    ///
    /// **Errors** [studio.latent.engine.error.BadOption] for a layer that is none of [OpenModel#featureLayers];
    /// [studio.latent.engine.error.IncompatibleModel] for a model that has none.
    ///
    /// @param layer its name
    Job<FeatureMaps> features(OpenModel model, Latent latent, Rendering rendering, String layer);

    /// Variations of one image by a model that denoises, in the background, with progress and cancel.
    Job<List<SampledImage>> edit(OpenModel model, EditRequest request);

    /// How different images of a few fixed seeds are.
    ///
    /// **Units** the root mean square difference of two images' pixels, as a share of the pixels' range, averaged
    /// over all pairs of images.
    ///
    /// @param guided with the classifier that guides
    /// @param alone without it, all else being the same
    /// @param images how many images there were
    record Diversity(double guided, double alone, int images) {
        /// What is left of the diversity; 1 where there was none.
        public double share() {
            return alone == 0 ? 1 : guided / alone;
        }
    }

    /// How much of the diversity of a model's images is left when a classifier guides them: a glance in few steps,
    /// in the background, with cancel.
    Job<Diversity> diversity(OpenModel model, SamplerSettings sampling);

    /// A newest-wins renderer for one canvas.
    LiveRenderer renderer();

    /// What a canvas shows of a latent.
    ///
    /// @param preview whether it was made in fewer steps than asked for, to be there at once; the image itself then
    /// follows
    record Picture(Raster image, boolean preview) {}

    /// Renders one image at a time for a hand that moves: a request that has not begun is replaced by the next one.
    ///
    /// A model that samples in many steps gives a preview of few steps first. While the hand moves there are only
    /// previews; when it rests the image itself follows, bit for bit that of [#render]. The next
    /// request stops it at its next step.
    interface LiveRenderer {
        /// Asks for `latent`'s image. `sink` is called on an engine thread: once, or twice when a preview comes
        /// first; not at all if a newer request came before this one began. Results arrive in order.
        ///
        /// @param rendering how a model that denoises makes it; others do not look at it
        void request(OpenModel model, Latent latent, Rendering rendering, Consumer<Outcome<Picture>> sink);
    }
}
