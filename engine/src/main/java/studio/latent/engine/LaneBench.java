package studio.latent.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.generate.ModelOnLane;
import studio.latent.engine.generate.SampleRequest;
import studio.latent.engine.generate.SampledImage;
import studio.latent.engine.generate.SamplerSettings;
import studio.latent.engine.image.FitRule;
import studio.latent.engine.image.ImageResize;
import studio.latent.engine.image.Interpolation;
import studio.latent.engine.image.Raster;
import studio.latent.engine.job.Job;
import studio.latent.engine.job.Outcome;
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
    public Job<List<Raster>> decode(OpenModel model, List<Latent> latents, SamplerSettings sampling) {
        return lanes.render("Decoding", Lane.Urgency.SOON, (context, models) -> {
            ModelOnLane loaded = models.get(LocalOpenModel.of(model).weights());
            List<Raster> images = new ArrayList<>(latents.size());
            for (Latent latent : latents) {
                context.checkCancelled();
                images.add(loaded.decode(latent, sampling, context.cancellation()));
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
    public LiveRenderer renderer() {
        return new NewestWinsRenderer(lanes);
    }

    /// One slot that holds the newest request; one turn on the lane empties it.
    private static final class NewestWinsRenderer implements LiveRenderer {
        private record Request(OpenModel model, Latent latent, Consumer<Outcome<Raster>> sink) {}

        private final Lanes lanes;
        private final AtomicReference<@Nullable Request> slot = new AtomicReference<>();

        NewestWinsRenderer(Lanes lanes) {
            this.lanes = lanes;
        }

        @Override
        public void request(OpenModel model, Latent latent, Consumer<Outcome<Raster>> sink) {
            Request older = slot.getAndSet(new Request(model, latent, sink));
            if (older == null) {
                lanes.onRender(this::renderNewest);
            }
        }

        private void renderNewest() {
            Request request = slot.getAndSet(null);
            if (request == null) {
                return;
            }
            Outcome<Raster> outcome;
            try {
                ModelOnLane loaded = lanes.renderModels()
                        .get(LocalOpenModel.of(request.model()).weights());
                outcome = new Outcome.Completed<>(loaded.decode(request.latent()));
            } catch (StudioException | RuntimeException e) {
                outcome = new Outcome.Failed<>(e);
            }
            request.sink().accept(outcome);
        }
    }
}
