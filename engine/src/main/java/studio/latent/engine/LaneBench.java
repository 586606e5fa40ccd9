package studio.latent.engine;

import java.util.ArrayList;
import java.util.List;
import studio.latent.engine.generate.EditRequest;
import studio.latent.engine.generate.ModelOnLane;
import studio.latent.engine.generate.Rendering;
import studio.latent.engine.generate.SampleRequest;
import studio.latent.engine.generate.SampledImage;
import studio.latent.engine.image.FitRule;
import studio.latent.engine.image.ImageResize;
import studio.latent.engine.image.Interpolation;
import studio.latent.engine.image.Raster;
import studio.latent.engine.job.Job;
import studio.latent.engine.model.Latent;
import studio.latent.engine.model.PriorKind;
import studio.latent.engine.tensor.Lane;

/// The bench on this machine's lanes.
final class LaneBench implements Bench {
    private static final int PROGRESS_EVERY = 16;

    private final Lanes lanes;

    LaneBench(Lanes lanes) {
        this.lanes = lanes;
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
        return lanes.render("Decoding", Lane.Urgency.SOON, (context, models) -> {
            ModelOnLane loaded = models.get(LocalOpenModel.of(model).weights());
            List<Raster> images = new ArrayList<>(latents.size());
            for (Latent latent : latents) {
                context.checkCancelled();
                images.add(loaded.render(latent, rendering, context.cancellation(), _ -> {}));
                context.progress("Decoding", images.size(), latents.size());
            }
            return images;
        });
    }

    @Override
    public Job<Latent> encode(OpenModel model, Raster image) {
        return lanes.render("Encoding", Lane.Urgency.SOON, (_, models) -> {
            Raster fitted = image.shape().equals(model.card().imageShape())
                    ? image
                    : ImageResize.fit(
                            image, model.card().imageShape(), FitRule.CROP_CENTRE, Interpolation.BICUBIC_ANTIALIASED);
            return models.get(LocalOpenModel.of(model).weights()).encode(fitted);
        });
    }

    @Override
    public Job<List<SampledImage>> sample(OpenModel model, SampleRequest request) {
        return lanes.background("Sampling", (context, models) -> {
            ModelOnLane loaded = models.get(LocalOpenModel.of(model).weights());
            List<SampledImage> images = new ArrayList<>(request.count());
            for (int i = 0; i < request.count(); i++) {
                context.checkCancelled();
                long seed = request.seed() + i;
                Latent latent = latentOf(model, seed, request.prior(), request.temperature());
                Raster image = loaded.decode(latent, request.sampling(), context.cancellation());
                images.add(new SampledImage(seed, latent, image));
                if (i % PROGRESS_EVERY == 0 || i + 1 == request.count()) {
                    context.progress("Sampling", i + 1, request.count());
                }
            }
            return images;
        });
    }

    @Override
    public Job<List<TrajectoryStep>> trajectory(OpenModel model, Latent latent, Rendering rendering) {
        return lanes.render("Following the steps", Lane.Urgency.SOON, (context, models) -> {
            List<TrajectoryStep> steps = new ArrayList<>();
            models.get(LocalOpenModel.of(model).weights()).render(latent, rendering, context.cancellation(), step -> {
                steps.add(new TrajectoryStep(step.number(), step.steps(), step.sigma(), step.noisy(), step.estimate()));
                context.progress("Following the steps", step.number(), step.steps());
            });
            return List.copyOf(steps);
        });
    }

    @Override
    public Job<List<SampledImage>> edit(OpenModel model, EditRequest request) {
        return lanes.background("Editing", (context, models) -> {
            ModelOnLane loaded = models.get(LocalOpenModel.of(model).weights());
            List<SampledImage> images = new ArrayList<>(request.count());
            for (int i = 0; i < request.count(); i++) {
                context.checkCancelled();
                long seed = request.seed() + i;
                Latent noise = latentOf(model, seed, PriorKind.NORMAL, 1);
                Raster image =
                        loaded.edit(request.source(), noise, request.sampling(), context.cancellation(), _ -> {});
                images.add(new SampledImage(seed, noise, image));
                context.progress("Editing", i + 1, request.count());
            }
            return images;
        });
    }

    @Override
    public LiveRenderer renderer() {
        return new NewestWinsRenderer(lanes, System::nanoTime);
    }
}
