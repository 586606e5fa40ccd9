package studio.latent.engine;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.generate.ClassifierChoice;
import studio.latent.engine.generate.LaneModels;
import studio.latent.engine.generate.ModelOnLane;
import studio.latent.engine.generate.PriorSampler;
import studio.latent.engine.generate.SamplerSettings;
import studio.latent.engine.image.Raster;
import studio.latent.engine.job.JobContext;

/// How different the images of a few fixed seeds are, with a classifier that guides and without it.
///
/// The value without is kept while all else stays the same. Confined to the background lane.
final class DiversityMeasure {
    static final int IMAGES = 6;

    /// What is the same, apart from the classifier.
    private record Known(Object model, long version, SamplerSettings settings, double distance) {}

    private @Nullable Known known;

    /// **Errors** of sampling; a cancelled measurement leaves at its next step.
    Bench.Diversity of(LaneModels models, LaneModels.Weights model, SamplerSettings wanted, JobContext context)
            throws StudioException {
        SamplerSettings settings = wanted.inAtMost(SamplerSettings.FAST.steps());
        SamplerSettings alone = settings.classifiedBy(ClassifierChoice.NONE);
        ModelOnLane loaded = models.get(model);
        double guided = distance(loaded, model, settings, context);
        return new Bench.Diversity(guided, alone(loaded, model, alone, context), IMAGES);
    }

    private double alone(ModelOnLane loaded, LaneModels.Weights model, SamplerSettings settings, JobContext context)
            throws StudioException {
        Known before = known;
        if (before != null
                && before.model().equals(model.identity())
                && before.version() == model.version()
                && before.settings().equals(settings)) {
            return before.distance();
        }
        double distance = distance(loaded, model, settings, context);
        known = new Known(model.identity(), model.version(), settings, distance);
        return distance;
    }

    private static double distance(
            ModelOnLane loaded, LaneModels.Weights model, SamplerSettings settings, JobContext context)
            throws StudioException {
        List<Raster> images = new ArrayList<>();
        for (int seed = 0; seed < IMAGES; seed++) {
            context.checkCancelled();
            images.add(loaded.decode(
                    PriorSampler.normal(seed, model.definition().spec().latentDimension(), 1),
                    settings,
                    context.cancellation()));
        }
        return distance(images);
    }

    /// The mean over all pairs of the root mean square difference of their pixels, as a share of the pixels' range.
    static double distance(List<Raster> images) {
        double sum = 0;
        int pairs = 0;
        for (int i = 0; i < images.size(); i++) {
            for (int j = 0; j < i; j++) {
                sum += distance(images.get(i).samples(), images.get(j).samples());
                pairs++;
            }
        }
        return sum / pairs;
    }

    private static double distance(byte[] a, byte[] b) {
        double squares = 0;
        for (int i = 0; i < a.length; i++) {
            double difference = ((a[i] & 0xff) - (b[i] & 0xff)) / 255.0;
            squares += difference * difference;
        }
        return Math.sqrt(squares / a.length);
    }
}
