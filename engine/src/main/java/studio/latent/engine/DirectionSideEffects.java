package studio.latent.engine;

import java.util.Arrays;
import java.util.List;
import studio.latent.engine.data.Dataset;
import studio.latent.engine.direction.AttributeChoice;
import studio.latent.engine.direction.AttributeRegion;
import studio.latent.engine.direction.DirectionPlace;
import studio.latent.engine.direction.LeakMeasure;
import studio.latent.engine.direction.MeanChange;
import studio.latent.engine.direction.SideEffects;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.image.Raster;
import studio.latent.engine.job.JobContext;
import studio.latent.engine.metric.FeatureMatrix;
import studio.latent.engine.model.Encodes;
import studio.latent.engine.model.Latent;

/// Steps along every axis of a model's latents or styles and sees how much attributes change, and what changes
/// besides one of them.
final class DirectionSideEffects {
    /// Points that steps are made from, where there are few axes.
    private static final int MOST_POINTS = 64;

    /// Points without which one odd image would count too much.
    private static final int FEWEST_POINTS = 16;

    /// Probabilities nearer to 0 or 1 than this are taken for this.
    private static final double SURE = 1e-4;

    /// Pictures of steps, about, where there are many axes.
    private static final int PICTURES = 36_000;

    /// What was seen.
    ///
    /// @param effects what changed besides what was looked for
    /// @param changes how much each of the attributes changed that were named
    record Seen(SideEffects.Sum effects, List<MeanChange> changes) {}

    /// Cells along a side in which pixels are compared; finer ones cost time and say the same.
    private static final int MOST_CELLS = 32;

    private final LatentImages images;
    private final AttributeClassifiers classifiers;

    DirectionSideEffects(LatentImages images, AttributeClassifiers classifiers) {
        this.images = images;
        this.classifiers = classifiers;
    }

    /// Looks around images of the data, or where the model cannot encode them, around images that it draws.
    ///
    /// @param choices attributes of which it shall be known how much they change
    /// @param known points of the place: their deviation is the length of a step
    Seen of(AttributeDirections.Asked asked, List<AttributeChoice> choices, float[][] known, JobContext context)
            throws StudioException {
        LocalOpenModel model = asked.model();
        Dataset dataset = asked.dataset();
        DirectionRequest.OfAttribute wanted = asked.wanted();
        AttributeClassifiers.Told told = classifiers.get(dataset, context);
        LeakMeasure columns = new LeakMeasure(told.attributes());
        int[] others = columns.othersOf(asked.choice());
        List<int[]> own = choices.stream().map(columns::plusOf).toList();
        boolean[] region = whereItShows(dataset, asked.choice());
        int cells = Math.min(
                MOST_CELLS, Math.min(dataset.shape().width(), dataset.shape().height()));
        double step = deviation(known);
        int axes = known[0].length * groups(model, wanted.place());
        SideEffects.Sum sum = new SideEffects.Sum(axes);
        List<Latent> points =
                points(model, dataset, Math.clamp(PICTURES / axes, FEWEST_POINTS, MOST_POINTS), wanted.seed(), context);
        List<float[][]> changes =
                choices.stream().map(_ -> new float[points.size()][]).toList();
        for (int i = 0; i < points.size(); i++) {
            context.progress("Looking at what else changes", i, points.size());
            List<Raster> stepped = images.steps(model, points.get(i), wanted.place(), step, context);
            FeatureMatrix probabilities = images.probabilities(told.trained(), stepped, context);
            float[][] attributes = new float[axes][];
            float[][] pixels = new float[axes][];
            for (int axis = 0; axis < axes; axis++) {
                attributes[axis] = changes(probabilities, axis + 1, others);
                pixels[axis] = AttributeRegion.changesOutside(region, stepped.getFirst(), stepped.get(axis + 1), cells);
            }
            sum.add(attributes, pixels);
            for (int k = 0; k < own.size(); k++) {
                changes.get(k)[i] = oddsChanges(probabilities, own.get(k));
            }
        }
        return new Seen(sum, changes.stream().map(MeanChange::new).toList());
    }

    /// Where the attribute shows; everywhere, where too few images say it, so that no pixel counts as changed besides.
    private static boolean[] whereItShows(Dataset dataset, AttributeChoice choice) {
        boolean[] region = AttributeRegion.ofData(dataset, choice);
        if (AttributeRegion.area(region) == 0) {
            Arrays.fill(region, true);
        }
        return region;
    }

    /// How much more probable these values are on an image than on the first.
    private static float[] changes(FeatureMatrix probabilities, int image, int[] columns) {
        float[] changes = new float[columns.length];
        for (int k = 0; k < columns.length; k++) {
            changes[k] = probabilities.value(image, columns[k]) - probabilities.value(0, columns[k]);
        }
        return changes;
    }

    /// By how much the log-odds of any of these values are higher on each of the images behind the first.
    private static float[] oddsChanges(FeatureMatrix probabilities, int[] columns) {
        float[] changes = new float[probabilities.count() - 1];
        double before = logOdds(probabilities, 0, columns);
        for (int axis = 0; axis < changes.length; axis++) {
            changes[axis] = (float) (logOdds(probabilities, axis + 1, columns) - before);
        }
        return changes;
    }

    private static double logOdds(FeatureMatrix probabilities, int image, int[] columns) {
        double sum = 0;
        for (int column : columns) {
            sum += probabilities.value(image, column);
        }
        double p = Math.clamp(sum, SURE, 1 - SURE);
        return Math.log(p / (1 - p));
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
            return LatentImages.drawn(model, seed + AttributeDirections.DRAWN_IMAGES, count);
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
