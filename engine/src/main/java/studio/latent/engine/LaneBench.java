package studio.latent.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import studio.latent.engine.generate.EditRequest;
import studio.latent.engine.generate.FeatureMaps;
import studio.latent.engine.generate.FoundNoise;
import studio.latent.engine.generate.InversionRequest;
import studio.latent.engine.generate.InvertedImage;
import studio.latent.engine.generate.ModelOnLane;
import studio.latent.engine.generate.Rendering;
import studio.latent.engine.generate.SampleRequest;
import studio.latent.engine.generate.SampledImage;
import studio.latent.engine.generate.SamplerSettings;
import studio.latent.engine.image.ImageResize;
import studio.latent.engine.image.Raster;
import studio.latent.engine.job.Job;
import studio.latent.engine.model.Latent;
import studio.latent.engine.model.PriorKind;

/// The bench on this machine's lanes.
final class LaneBench implements Bench {
    private static final int PROGRESS_EVERY = 16;

    private final Lanes lanes;
    private final ImageInversion inversion;
    private final DiversityMeasure diversity = new DiversityMeasure();

    LaneBench(Lanes lanes, ImageInversion inversion) {
        this.lanes = lanes;
        this.inversion = inversion;
    }

    @Override
    public Latent latentOf(OpenModel model, long seed, PriorKind prior, double temperature) {
        if (!(model instanceof LocalOpenModel local)) {
            throw new IllegalArgumentException("model must be one that this engine opened, got "
                    + model.card().name());
        }
        if (!(temperature >= 0 && temperature <= 4)) {
            throw new IllegalArgumentException("temperature must be in [0, 4], got " + temperature);
        }
        return local.latentOf(seed, prior, temperature);
    }

    @Override
    public Job<List<Raster>> render(OpenModel model, List<Latent> latents, Rendering rendering) {
        List<Raster> images = new ArrayList<>(latents.size()); // those that are there stay when the hand moves
        return lanes.render("Decoding", (context, models) -> {
            ModelOnLane loaded = models.get(LocalOpenModel.of(model).weights());
            while (images.size() < latents.size()) {
                context.checkCancelled();
                Latent latent = latents.get(images.size());
                images.add(loaded.render(latent, rendering, context.cancellation(), _ -> {}));
                context.progress("Decoding", images.size(), latents.size());
            }
            return images;
        });
    }

    @Override
    public Job<Latent> encode(OpenModel model, Raster image) {
        return lanes.render(
                "Encoding",
                (_, models) -> models.get(LocalOpenModel.of(model).weights()).encode(fitted(model, image)));
    }

    private static Raster fitted(OpenModel model, Raster image) {
        return ImageResize.forModel(image, model.card().imageShape());
    }

    @Override
    public Job<InvertedImage> invert(
            OpenModel model,
            Raster image,
            InversionRequest request,
            SamplerSettings settings,
            Consumer<Raster> watcher) {
        return lanes.background("Searching the latent", (context, models) -> {
            LocalOpenModel local = LocalOpenModel.of(model);
            return inversion.find(
                    local, models.get(local.weights()), fitted(model, image), request, settings, context, watcher);
        });
    }

    @Override
    public Job<InvertedImage> noiseOf(OpenModel model, Raster image, SamplerSettings settings) {
        return lanes.background("Finding the noise", (context, models) -> {
            ModelOnLane loaded = models.get(LocalOpenModel.of(model).weights());
            Raster wanted = fitted(model, image);
            FoundNoise found = loaded.noiseOf(
                    wanted,
                    settings,
                    context.cancellation(),
                    step -> context.progress("Finding the noise", step.number(), step.steps()));
            Raster made = loaded.decode(found.noise(), settings, context.cancellation());
            return new InvertedImage(found.noise(), null, made, InvertedImage.error(wanted, made), found.error());
        });
    }

    @Override
    public Job<List<SampledImage>> sample(OpenModel model, SampleRequest request) {
        return bySeed("Sampling", model, request, new Rendering(request.sampling(), null), PROGRESS_EVERY);
    }

    /// Images of consecutive seeds, in the background.
    ///
    /// @param every images between two reports; the last one is always reported
    private Job<List<SampledImage>> bySeed(
            String name, OpenModel model, SampleRequest seeds, Rendering rendering, int every) {
        return lanes.background(name, (context, models) -> {
            ModelOnLane loaded = models.get(LocalOpenModel.of(model).weights());
            List<SampledImage> images = new ArrayList<>(seeds.count());
            for (int i = 0; i < seeds.count(); i++) {
                context.checkCancelled();
                long seed = seeds.seed() + i;
                Latent latent = latentOf(model, seed, seeds.prior(), seeds.temperature());
                Raster image = loaded.render(latent, rendering, context.cancellation(), _ -> {});
                images.add(new SampledImage(seed, latent, image));
                if (i % every == 0 || i + 1 == seeds.count()) {
                    context.progress(name, i + 1, seeds.count());
                }
            }
            return images;
        });
    }

    @Override
    public Job<List<TrajectoryStep>> trajectory(OpenModel model, Latent latent, Rendering rendering) {
        return lanes.render("Following the steps", (context, models) -> {
            List<TrajectoryStep> steps = new ArrayList<>();
            models.get(LocalOpenModel.of(model).weights()).render(latent, rendering, context.cancellation(), step -> {
                steps.add(new TrajectoryStep(step.number(), step.sigma(), step.noisy(), step.estimate()));
                context.progress("Following the steps", step.number(), step.steps());
            });
            return List.copyOf(steps);
        });
    }

    @Override
    public Job<FeatureMaps> features(OpenModel model, Latent latent, Rendering rendering, String layer) {
        return lanes.render(
                "Looking into a layer",
                (_, models) ->
                        models.get(LocalOpenModel.of(model).weights()).features(latent, rendering.sampling(), layer));
    }

    @Override
    public Job<List<SampledImage>> edit(OpenModel model, EditRequest request) {
        SampleRequest seeds = new SampleRequest(request.seed(), request.count(), PriorKind.NORMAL, 1, 1);
        return bySeed("Editing", model, seeds, new Rendering(request.sampling(), request.source()), 1);
    }

    @Override
    public Job<Diversity> diversity(OpenModel model, SamplerSettings sampling) {
        return lanes.background(
                "Measuring diversity",
                (context, models) ->
                        diversity.of(models, LocalOpenModel.of(model).weights(), sampling, context));
    }

    @Override
    public LiveRenderer renderer() {
        return new NewestWinsRenderer(lanes, System::nanoTime);
    }
}
