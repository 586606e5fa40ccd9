package studio.latent.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.data.Attribute;
import studio.latent.engine.data.Dataset;
import studio.latent.engine.direction.AttributeChoice;
import studio.latent.engine.direction.AttributeRegion;
import studio.latent.engine.direction.Direction;
import studio.latent.engine.direction.Leak;
import studio.latent.engine.direction.LeakMeasure;
import studio.latent.engine.direction.RegionChange;
import studio.latent.engine.error.BadDataset;
import studio.latent.engine.error.BadOption;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.image.Raster;
import studio.latent.engine.job.JobContext;
import studio.latent.engine.metric.FeatureMatrix;
import studio.latent.engine.model.Encodes;
import studio.latent.engine.model.Latent;

/// Moves images along a direction and measures what changes.
final class DirectionProbe {
    /// Images that are moved.
    private static final int MOVED = 200;

    /// Standard deviations to either side.
    private static final double END = 2;

    /// Seed of the first image that is drawn to see where pixels change: every direction is measured on the same.
    private static final long FIRST_DRAWN = 1;

    /// As many exact pairs as give regions of their own.
    private static final int ENOUGH_PAIRS = 10;

    private final LatentImages images;
    private final AttributeClassifiers classifiers;

    DirectionProbe(LatentImages images, AttributeClassifiers classifiers) {
        this.images = images;
        this.classifiers = classifiers;
    }

    /// **Errors** [BadDataset] where the classifier cannot tell what the direction is for.
    Leak leak(LocalOpenModel model, Direction direction, String nameOrPath, long seed, JobContext context)
            throws StudioException {
        DirectionSearch.requireImages(model);
        Dataset dataset = images.dataset(nameOrPath, model, context);
        AttributeChoice own = ownChoice(direction, dataset);
        AttributeClassifiers.require(dataset, own == null ? List.of() : List.of(own));
        AttributeClassifiers.Told told = classifiers.get(dataset, context);
        List<Latent> base = base(model, dataset, seed, context);
        FeatureMatrix low = told(model, told, base, direction, -END, context);
        FeatureMatrix high = told(model, told, base, direction, END, context);
        return new LeakMeasure(told.attributes())
                .leak(own, low, high, END)
                .orElseThrow(() -> new BadDataset(
                        "The classifier of '" + dataset.name() + "' cannot tell "
                                + (own == null
                                        ? "any attribute"
                                        : own.attribute().name()) + ", so leak is not known.",
                        "Measure with a data set of more images."));
    }

    /// What the direction is for, where the data set knows it; null for what it changes most.
    private static @Nullable AttributeChoice ownChoice(Direction direction, Dataset dataset) {
        String attribute = direction.origin().attribute();
        try {
            return attribute.isEmpty() ? null : AttributeChoice.parse(attribute, AttributeChoice.attributes(dataset));
        } catch (BadOption _) {
            // measured on other data than it was found on
            return null;
        }
    }

    private List<Latent> base(LocalOpenModel model, Dataset dataset, long seed, JobContext context)
            throws StudioException {
        if (!(model.definition() instanceof Encodes)) {
            return LatentImages.drawn(model, seed, MOVED);
        }
        int[] positions = LatentImages.spread(MOVED, dataset.count());
        return Arrays.stream(images.encode(model, dataset, positions, context))
                .map(Latent::new)
                .toList();
    }

    private FeatureMatrix told(
            LocalOpenModel model,
            AttributeClassifiers.Told told,
            List<Latent> base,
            Direction direction,
            double coordinate,
            JobContext context)
            throws StudioException {
        return images.probabilities(told.trained(), images.moved(model, base, direction, coordinate, context), context);
    }

    RegionChange regionChange(LocalOpenModel model, Direction direction, String nameOrPath, JobContext context)
            throws StudioException {
        DirectionSearch.requireImages(model);
        Dataset dataset = images.dataset(nameOrPath, model, context);
        AttributeChoice choice = ownChoice(direction, dataset);
        if (choice == null) {
            throw new BadOption(
                    "The direction '" + direction.name() + "' is of no attribute of '" + dataset.name() + "'.",
                    "Find it from an attribute, or choose the data set that it was found on.");
        }
        List<Attribute> attributes = AttributeChoice.attributes(dataset);
        List<AttributeRegion.Pair> exact = AttributeRegion.exactPairs(choice, attributes);
        // what encodes finds latents, and what moves none has no place among them
        if (!(model.definition() instanceof Encodes) || !direction.movesLatents()) {
            return ofDrawn(model, direction, dataset, choice, exact, context);
        }
        return exact.size() >= ENOUGH_PAIRS
                ? ofPairs(model, direction, dataset, exact, context)
                : ofRegion(model, direction, dataset, choice, exact.size(), context);
    }

    /// Each pair has its own region, and the minus image is moved to where the plus image lies.
    private RegionChange ofPairs(
            LocalOpenModel model,
            Direction direction,
            Dataset dataset,
            List<AttributeRegion.Pair> pairs,
            JobContext context)
            throws StudioException {
        int[] minus = pairs.stream().mapToInt(AttributeRegion.Pair::minus).toArray();
        int[] plus = pairs.stream().mapToInt(AttributeRegion.Pair::plus).toArray();
        float[][] from = images.encode(model, dataset, minus, context);
        float[][] to = images.encode(model, dataset, plus, context);
        List<boolean[]> regions = new ArrayList<>();
        double[] targets = new double[minus.length];
        for (int i = 0; i < minus.length; i++) {
            regions.add(AttributeRegion.ofPair(dataset.image(minus[i]), dataset.image(plus[i])));
            targets[i] = direction.coordinate(new Latent(to[i]));
        }
        return change(model, direction, new Moves(from, targets, regions), pairs.size(), context);
    }

    /// One region that the data show, and as far as the two sides lie apart.
    private RegionChange ofRegion(
            LocalOpenModel model,
            Direction direction,
            Dataset dataset,
            AttributeChoice choice,
            int exactPairs,
            JobContext context)
            throws StudioException {
        boolean[] region = seen(AttributeRegion.ofData(dataset, choice), dataset, choice);
        int[] sides = choice.sides();
        float[][] minus = images.encode(model, dataset, some(sides, 0), context);
        float[][] plus = images.encode(model, dataset, some(sides, 1), context);
        double apart = mean(direction, plus) - mean(direction, minus);
        double[] targets = new double[minus.length];
        List<boolean[]> regions = new ArrayList<>();
        for (int i = 0; i < minus.length; i++) {
            targets[i] = direction.coordinate(new Latent(minus[i])) + apart;
            regions.add(region);
        }
        return change(model, direction, new Moves(minus, targets, regions), exactPairs, context);
    }

    /// One region that the data show, in exact pairs where they have enough, and drawn images from end to end.
    private RegionChange ofDrawn(
            LocalOpenModel model,
            Direction direction,
            Dataset dataset,
            AttributeChoice choice,
            List<AttributeRegion.Pair> exact,
            JobContext context)
            throws StudioException {
        boolean paired = exact.size() >= ENOUGH_PAIRS;
        boolean[] region = seen(
                paired ? union(dataset, exact, context) : AttributeRegion.ofData(dataset, choice), dataset, choice);
        List<Latent> drawn = LatentImages.drawn(model, FIRST_DRAWN, MOVED);
        List<Raster> low = images.moved(model, drawn, direction, -END, context);
        List<Raster> high = images.moved(model, drawn, direction, END, context);
        AttributeRegion.Change change = mean(low, high, Collections.nCopies(MOVED, region));
        return new RegionChange(
                MOVED,
                paired ? exact.size() : 0,
                true,
                AttributeRegion.area(region),
                change.inside(),
                change.outside());
    }

    private static boolean[] union(Dataset dataset, List<AttributeRegion.Pair> pairs, JobContext context)
            throws StudioException {
        List<boolean[]> regions = new ArrayList<>();
        for (AttributeRegion.Pair pair : pairs) {
            context.checkCancelled();
            regions.add(AttributeRegion.ofPair(dataset.image(pair.minus()), dataset.image(pair.plus())));
        }
        return AttributeRegion.union(regions);
    }

    /// `region`, if it is somewhere and not everywhere.
    private static boolean[] seen(boolean[] region, Dataset dataset, AttributeChoice choice) throws BadDataset {
        double area = AttributeRegion.area(region);
        if (!(area > 0 && area < 1)) {
            throw new BadDataset(
                    "The images of '" + dataset.name() + "' do not show where " + choice.text() + " is.",
                    "Choose a data set with more images that have it and that have it not.");
        }
        return region;
    }

    /// Where each latent is moved to, and where its attribute shows.
    private record Moves(float[][] from, double[] targets, List<boolean[]> regions) {}

    private RegionChange change(
            LocalOpenModel model, Direction direction, Moves moves, int exactPairs, JobContext context)
            throws StudioException {
        List<Latent> before = Arrays.stream(moves.from).map(Latent::new).toList();
        List<Latent> after = new ArrayList<>();
        for (int i = 0; i < before.size(); i++) {
            after.add(direction.at(before.get(i), moves.targets[i]));
        }
        List<Raster> first = images.decode(model, before, context);
        List<Raster> second = images.decode(model, after, context);
        AttributeRegion.Change change = mean(first, second, moves.regions);
        double area = moves.regions.stream()
                .mapToDouble(AttributeRegion::area)
                .average()
                .orElseThrow();
        return new RegionChange(
                first.size(), Math.min(exactPairs, first.size()), false, area, change.inside(), change.outside());
    }

    private static AttributeRegion.Change mean(List<Raster> before, List<Raster> after, List<boolean[]> regions) {
        double inside = 0;
        double outside = 0;
        for (int i = 0; i < before.size(); i++) {
            AttributeRegion.Change change = AttributeRegion.Change.of(before.get(i), after.get(i), regions.get(i));
            inside += change.inside() / before.size();
            outside += change.outside() / before.size();
        }
        return new AttributeRegion.Change(inside, outside);
    }

    private static int[] some(int[] sides, int side) {
        int[] all =
                IntStream.range(0, sides.length).filter(i -> sides[i] == side).toArray();
        int[] chosen = LatentImages.spread(MOVED, all.length);
        Arrays.setAll(chosen, i -> all[chosen[i]]);
        return chosen;
    }

    private static double mean(Direction direction, float[][] latents) {
        return Arrays.stream(latents)
                .mapToDouble(latent -> direction.coordinate(new Latent(latent)))
                .average()
                .orElseThrow();
    }
}
