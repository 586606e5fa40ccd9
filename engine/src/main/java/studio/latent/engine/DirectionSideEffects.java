package studio.latent.engine;

import java.util.Arrays;
import java.util.List;
import studio.latent.engine.data.Dataset;
import studio.latent.engine.direction.AttributeChoice;
import studio.latent.engine.direction.AttributeRegion;
import studio.latent.engine.direction.DirectionPlace;
import studio.latent.engine.direction.LeakMeasure;
import studio.latent.engine.direction.SideEffects;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.image.Raster;
import studio.latent.engine.job.JobContext;
import studio.latent.engine.metric.FeatureMatrix;
import studio.latent.engine.model.Encodes;
import studio.latent.engine.model.Latent;

/// Steps along every axis of a model's latents or styles and sees what changes besides an attribute.
final class DirectionSideEffects {
    /// Points that steps are made from, where there are few axes.
    private static final int MOST_POINTS = 64;

    /// Points without which one odd image would count too much.
    private static final int FEWEST_POINTS = 16;

    /// Pictures of steps, about, where there are many axes.
    private static final int PICTURES = 12_000;

    /// Cells along a side in which pixels are compared; finer ones cost time and say the same.
    private static final int MOST_CELLS = 32;

    private final LatentImages images;
    private final AttributeClassifiers classifiers;

    DirectionSideEffects(LatentImages images, AttributeClassifiers classifiers) {
        this.images = images;
        this.classifiers = classifiers;
    }

    /// What changes besides `choice` around images of the data, or where the model cannot encode them, around
    /// images that it draws.
    ///
    /// @param known points of the place: their deviation is the length of a step
    SideEffects.Sum of(
            LocalOpenModel model,
            DirectionRequest.OfAttribute wanted,
            Dataset dataset,
            AttributeChoice choice,
            LabelledLatents known,
            JobContext context)
            throws StudioException {
        AttributeClassifiers.Told told = classifiers.get(dataset, context);
        int[] others = new LeakMeasure(told.attributes()).othersOf(choice);
        boolean[] region = AttributeRegion.ofData(dataset, choice);
        int cells = Math.min(
                MOST_CELLS, Math.min(dataset.shape().width(), dataset.shape().height()));
        double step = deviation(known.latents());
        int axes = known.latents()[0].length * groups(model, wanted.place());
        SideEffects.Sum sum = new SideEffects.Sum(axes);
        List<Latent> points = points(
                model, dataset, Math.clamp(PICTURES / axes, FEWEST_POINTS, MOST_POINTS), wanted.seed(), context);
        for (int i = 0; i < points.size(); i++) {
            context.progress("Looking at what else changes", i, points.size());
            List<Raster> stepped = images.steps(model, points.get(i), wanted.place(), step, context);
            FeatureMatrix probabilities = images.probabilities(told.trained(), stepped, context);
            float[][] attributes = new float[stepped.size() - 1][others.length];
            float[][] pixels = new float[stepped.size() - 1][];
            for (int axis = 0; axis < pixels.length; axis++) {
                for (int k = 0; k < others.length; k++) {
                    attributes[axis][k] = probabilities.value(axis + 1, others[k]) - probabilities.value(0, others[k]);
                }
                pixels[axis] = AttributeRegion.changesOutside(region, stepped.getFirst(), stepped.get(axis + 1), cells);
            }
            sum.add(attributes, pixels);
        }
        return sum;
    }

    /// Groups of axes: the layers that have styles of their own, or one.
    private static int groups(LocalOpenModel model, DirectionPlace place) {
        return place.space().isOfStyles()
                ? place.movedTogether(model.styleLayers().size()).size()
                : 1;
    }

    /// Other points than those that the direction is found from and leak is measured at.
    private List<Latent> points(LocalOpenModel model, Dataset dataset, int count, long seed, JobContext context)
            throws StudioException {
        if (!(model.definition() instanceof Encodes)) {
            return LatentImages.drawn(model, seed + DirectionSearch.DRAWN_IMAGES, count);
        }
        int[] positions = LatentImages.spread(count, dataset.count());
        int shift = Math.max(1, dataset.count() / (2 * count));
        Arrays.setAll(positions, i -> (positions[i] + shift) % dataset.count());
        return Arrays.stream(images.encode(model, dataset, positions, context))
                .map(Latent::new)
                .toList();
    }

    /// The root of the mean variance of one number. **Shapes** `points: [n][d]`.
    private static double deviation(float[][] points) {
        int d = points[0].length;
        double sum = 0;
        for (int j = 0; j < d; j++) {
            double mean = 0;
            double square = 0;
            for (float[] point : points) {
                mean += point[j] / (double) points.length;
                square += (double) point[j] * point[j] / points.length;
            }
            sum += Math.max(0, square - mean * mean);
        }
        return Math.sqrt(sum / d);
    }
}
