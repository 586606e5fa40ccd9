package studio.latent.engine;

import java.util.ArrayList;
import java.util.List;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.generate.Rendering;
import studio.latent.engine.generate.SampleRequest;
import studio.latent.engine.generate.SampledImage;
import studio.latent.engine.generate.SamplerSettings;
import studio.latent.engine.image.Raster;
import studio.latent.engine.job.JobContext;
import studio.latent.engine.model.Capability;

/// Draws a model's images for a measurement, each asked to be what its seed says.
///
/// Images of a model that samples in steps take so long that each is a job of its own: a wish to stop is then heard
/// between two of them.
final class DrawnImages {
    private static final int BATCH = 64;

    private final Bench bench;
    private final ImageSource.Drawn drawn;
    private final SeedWishes wishes;
    private double fastest = Double.POSITIVE_INFINITY;

    DrawnImages(Bench bench, ImageSource.Drawn drawn, SeedWishes wishes) {
        this.bench = bench;
        this.drawn = drawn;
        this.wishes = wishes;
    }

    /// Images number `first` to `first + count`.
    List<Raster> draw(int first, int count, JobContext context) throws StudioException {
        boolean slow = drawn.model().card().capabilities().contains(Capability.DENOISES)
                || SeedWishes.ask(drawn.model().conditions(), drawn.sampling());
        List<Raster> images = new ArrayList<>(count);
        while (images.size() < count) {
            int batch = Math.min(BATCH, count - images.size());
            long start = System.nanoTime();
            for (int i = 0; i < batch; i += slow ? 1 : batch) {
                context.checkCancelled();
                context.progress("Drawing images", first + images.size(), drawn.count());
                draw(drawn.seed() + first + images.size(), slow ? 1 : batch)
                        .forEach(image -> images.add(image.image()));
            }
            fastest = Math.min(fastest, (System.nanoTime() - start) / 1e9 / batch);
        }
        return images;
    }

    private List<SampledImage> draw(long seed, int count) throws StudioException {
        SamplerSettings settings = wishes.at(seed, drawn.model().conditions(), drawn.sampling());
        SampleRequest request = new SampleRequest(seed, count, drawn.prior(), drawn.temperature(), BATCH, settings);
        return bench.sample(drawn.model(), request).await().orThrow();
    }

    /// How they were drawn; the time is that of the fastest batch, because the first one may have had to load the
    /// model.
    Evaluation.Drawing drawing() throws StudioException {
        boolean sampled = drawn.model().card().capabilities().contains(Capability.DENOISES);
        List<String> conditions = drawn.model().conditions();
        SamplerSettings first = wishes.at(drawn.seed(), conditions, drawn.sampling());
        boolean asked = SeedWishes.ask(conditions, drawn.sampling());
        return new Evaluation.Drawing(
                fastest,
                sampled ? new Rendering(first, null).networkEvaluations() : 1,
                asked ? wishes.words(conditions) : "");
    }
}
