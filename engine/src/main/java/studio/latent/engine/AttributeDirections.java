package studio.latent.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.data.Attribute;
import studio.latent.engine.data.Dataset;
import studio.latent.engine.direction.AttributeChoice;
import studio.latent.engine.direction.Calibration;
import studio.latent.engine.direction.Direction;
import studio.latent.engine.direction.DirectionMethod;
import studio.latent.engine.direction.DirectionOrigin;
import studio.latent.engine.direction.DirectionPlace;
import studio.latent.engine.direction.DirectionSpace;
import studio.latent.engine.direction.LeakMeasure;
import studio.latent.engine.direction.MeanChange;
import studio.latent.engine.direction.PartialDifference;
import studio.latent.engine.direction.SideEffects;
import studio.latent.engine.direction.TrackedAttribute;
import studio.latent.engine.direction.TwoSides;
import studio.latent.engine.error.BadOption;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.generate.FeatureLayer;
import studio.latent.engine.job.JobContext;
import studio.latent.engine.metric.FeatureMatrix;
import studio.latent.engine.model.Decodes;
import studio.latent.engine.model.Encodes;
import studio.latent.engine.model.Latent;

/// Looks for the direction of an attribute: between images that have it and images that have it not, along what
/// steps change, or to what it alone makes different in feature maps.
final class AttributeDirections {
    /// Images that are looked at.
    private static final int MOST_IMAGES = 10_000;

    /// Images that are drawn where a model cannot encode those of the data.
    static final int DRAWN_IMAGES = 4_000;

    /// The same where an image takes many steps.
    private static final int SAMPLED_IMAGES = 1_500;

    /// Images whose feature maps are compared, at most.
    private static final int COMPARED_IMAGES = 4_000;

    /// Numbers of all these maps, at most.
    private static final int COMPARED_NUMBERS = 64_000_000;

    /// Images without which the properties that are held cannot be told apart: so many for each.
    private static final int IMAGES_A_PROPERTY = 4;

    private static final int LONGEST_NAME = 40;

    private final LatentImages images;
    private final AttributeClassifiers classifiers;
    private final DirectionSideEffects steps;

    /// The latents that were found last: another attribute of the same data costs no encoding.
    private @Nullable Known known;

    private record Known(LocalOpenModel model, long version, String dataset, long seed, LabelledLatents latents) {}

    /// What was asked for, looked up in the data.
    ///
    /// @param choice what is looked for
    /// @param others what is projected out
    record Asked(
            LocalOpenModel model,
            DirectionRequest.OfAttribute wanted,
            Dataset dataset,
            AttributeChoice choice,
            List<AttributeChoice> others) {
        /// What is looked for, and behind it what is projected out.
        private List<AttributeChoice> choices() {
            return Stream.concat(Stream.of(choice), others.stream()).toList();
        }

        private DirectionPlace place() {
            return wanted.place();
        }

        private long seed() {
            return wanted.seed();
        }

        /// What a direction is turned away from; null where it is not.
        private @Nullable SideEffects weighed(SideEffects.Sum effects) {
            return wanted.disentangling() > 0 ? effects.weighing(wanted.disentangling()) : null;
        }

        private Direction direction(float[] vector, Calibration calibration, int plus, int minus) {
            return direction(vector, calibration, plus, minus, List.copyOf(place().layers()));
        }

        private Direction direction(
                float[] vector, Calibration calibration, int plus, int minus, List<Integer> layers) {
            DirectionOrigin origin = new DirectionOrigin(
                    wanted.method(),
                    dataset.name(),
                    choice.text(),
                    others.stream().map(AttributeChoice::text).toList(),
                    plus,
                    minus,
                    wanted.seed(),
                    wanted.disentangling() > 0 ? wanted.disentangling() : null);
            String text = choice.text();
            return new Direction(
                    text.length() <= LONGEST_NAME ? text : choice.attribute().name(),
                    place().space(),
                    vector,
                    calibration,
                    layers,
                    origin,
                    null,
                    null);
        }
    }

    AttributeDirections(LatentImages images, AttributeClassifiers classifiers) {
        this.images = images;
        this.classifiers = classifiers;
        this.steps = new DirectionSideEffects(images, classifiers);
    }

    Direction of(LocalOpenModel model, DirectionRequest.OfAttribute wanted, JobContext context) throws StudioException {
        Dataset dataset = images.dataset(wanted.dataset(), model, context);
        List<Attribute> attributes = AttributeChoice.attributes(dataset);
        AttributeChoice choice = AttributeChoice.parse(wanted.attribute(), attributes);
        List<AttributeChoice> others = new ArrayList<>();
        for (String other : wanted.without()) {
            others.add(AttributeChoice.parse(other, attributes));
        }
        Asked asked = new Asked(model, wanted, dataset, choice, others);
        boolean byChange = wanted.method() == DirectionMethod.MEAN_CHANGE;
        if (byChange || !(model.definition() instanceof Encodes)) {
            AttributeClassifiers.require(dataset, asked.choices());
        } else if (wanted.disentangling() > 0) {
            AttributeClassifiers.require(dataset, List.of(choice));
        }
        return switch (wanted.method()) {
            case MEAN_CHANGE -> ofChange(asked, context);
            case PARTIAL_DIFFERENCE -> inMaps(asked, context);
            default -> betweenSides(asked, context);
        };
    }

    private Direction inMaps(Asked asked, JobContext context) throws StudioException {
        List<FeatureLayer> layers = asked.model.featureLayers();
        int layer = asked.place().layers().isEmpty()
                ? FeatureLayer.ofParts(layers, asked.model.card().imageShape())
                : asked.place().layers().first();
        int size = layers.get(layer).shape().size();
        LabelledLatents latents = latents(asked, context)
                .knowing(asked.choice, Math.min(COMPARED_IMAGES, Math.max(2, COMPARED_NUMBERS / size)));
        TwoSides sides = latents.sides(asked.choice);
        double[][] shares = latents.shares(asked.choice, held(asked, context));
        if (shares.length < IMAGES_A_PROPERTY * shares[0].length) {
            throw new BadOption(
                    "In this layer " + shares.length + " images can be compared, too few to tell " + shares[0].length
                            + " of their properties apart.",
                    "Choose a layer with smaller maps, or data with more images or fewer attributes.");
        }
        float[][] maps = new float[latents.latents().length][];
        images.activations(
                asked.model, listed(latents.latents()), layers.get(layer).name(), (row, i) -> maps[i] = row, context);
        PartialDifference found;
        try {
            found = PartialDifference.of(maps, shares, asked.seed(), context);
        } catch (IllegalArgumentException e) {
            throw new BadOption(
                    "In this layer nothing is different beyond chance where '" + asked.choice.text() + "' is.",
                    "Choose another layer, or another attribute.",
                    e);
        }
        return asked.direction(
                        found.vector(),
                        Calibration.of(found.vector(), maps),
                        sides.plus(),
                        sides.minus(),
                        List.of(layer))
                .with(found.confidence());
    }

    /// What is known of the images besides the attribute, and not the same in other words.
    private List<Attribute> held(Asked asked, JobContext context) throws StudioException {
        List<TrackedAttribute> known = asked.model.definition() instanceof Encodes
                ? AttributeClassifiers.few(asked.dataset).stream()
                        .map(attribute -> new TrackedAttribute(attribute, 1))
                        .toList()
                : classifiers.get(asked.dataset, context).attributes();
        return new LeakMeasure(known).othersThan(asked.choice);
    }

    private Direction betweenSides(Asked asked, JobContext context) throws StudioException {
        DirectionMethod method = asked.wanted.method();
        LabelledLatents latents = latents(asked, context);
        if (asked.place().space().isOfStyles()) {
            latents = latents.at(images.styles(asked.model, listed(latents.latents()), context));
        }
        List<float[]> leftOut = new ArrayList<>();
        for (AttributeChoice other : asked.others) {
            leftOut.add(latents.sides(other).direction(method, List.of()));
        }
        TwoSides sides = latents.sides(asked.choice);
        SideEffects effects = asked.wanted.disentangling() > 0
                ? asked.weighed(
                        steps.of(asked, List.of(), latents.latents(), context).effects())
                : null;
        TwoSides.Refinement refinement = new TwoSides.Refinement(effects, leftOut);
        float[] vector = DirectionSearch.clear(() -> sides.direction(method, refinement), asked.choice.text(), leftOut);
        return asked.direction(vector, Calibration.of(vector, latents.latents()), sides.plus(), sides.minus())
                .with(sides.confidence(method, refinement, vector, asked.seed(), context));
    }

    private Direction ofChange(Asked asked, JobContext context) throws StudioException {
        float[][] points = points(asked, context);
        List<AttributeChoice> choices = asked.choices();
        DirectionSideEffects.Seen seen = steps.of(asked, choices, points, context);
        List<float[]> leftOut = new ArrayList<>();
        for (int i = 1; i < choices.size(); i++) {
            MeanChange other = seen.changes().get(i);
            leftOut.add(DirectionSearch.clear(other::direction, choices.get(i).text(), List.of()));
        }
        TwoSides.Refinement refinement = new TwoSides.Refinement(asked.weighed(seen.effects()), leftOut);
        MeanChange change = seen.changes().getFirst();
        float[] vector = DirectionSearch.clear(() -> change.direction(refinement), asked.choice.text(), leftOut);
        boolean byLayer = asked.place().space() == DirectionSpace.W_PLUS;
        return asked.direction(
                        byLayer ? inAllLayers(vector, asked) : vector,
                        byLayer ? Calibration.ofLayers(vector, points) : Calibration.of(vector, points),
                        change.changes().length,
                        0)
                .with(change.confidence(refinement, vector, asked.seed(), context));
    }

    /// Points that say how latents, or styles, lie.
    private float[][] points(Asked asked, JobContext context) throws StudioException {
        if (asked.place().space().isOfStyles()) {
            return images.drawnStyles(asked.model, asked.seed(), context);
        }
        return asked.model.definition() instanceof Encodes
                ? latents(asked, context).latents()
                : values(LatentImages.drawn(asked.model, asked.seed(), LatentImages.DRAWN_STYLES));
    }

    /// The vectors of some layers as those of all, 0 in the others.
    private static float[] inAllLayers(float[] vector, Asked asked) {
        int s = asked.model.styleDimension();
        int count = asked.model.styleLayers().size();
        float[] all = new float[count * s];
        List<Integer> layers = asked.place().movedLayers(count);
        for (int i = 0; i < layers.size(); i++) {
            System.arraycopy(vector, i * s, all, layers.get(i) * s, s);
        }
        return all;
    }

    private static List<Latent> listed(float[][] latents) {
        return Arrays.stream(latents).map(Latent::new).toList();
    }

    private static float[][] values(List<Latent> latents) {
        return latents.stream().map(Latent::values).toArray(float[][]::new);
    }

    // ---- latents of which it is known what their images show

    private LabelledLatents latents(Asked asked, JobContext context) throws StudioException {
        LocalOpenModel model = asked.model;
        Dataset dataset = asked.dataset;
        long seed = asked.seed();
        Known last = lastKnown();
        long version = model.weights().version();
        if (last != null
                && last.model == model
                && last.version == version
                && last.seed == seed
                && last.dataset.equals(dataset.location().toString())) {
            return last.latents;
        }
        LabelledLatents found = model.definition() instanceof Encodes
                ? encoded(model, dataset, context)
                : pseudoLabelled(asked, context);
        remember(new Known(model, version, dataset.location().toString(), seed, found));
        return found;
    }

    private synchronized @Nullable Known lastKnown() {
        return known;
    }

    private synchronized void remember(Known newest) {
        known = newest;
    }

    private LabelledLatents encoded(LocalOpenModel model, Dataset dataset, JobContext context) throws StudioException {
        int[] positions = LatentImages.spread(MOST_IMAGES, dataset.count());
        float[][] latents = images.encode(model, dataset, positions, context);
        return new LabelledLatents(
                latents, positions, AttributeChoice.attributes(dataset), null, TwoSides.Reading.PATTERN);
    }

    /// Drawn latents with what a classifier of the data set's attributes says of their images.
    private LabelledLatents pseudoLabelled(Asked asked, JobContext context) throws StudioException {
        LocalOpenModel model = asked.model;
        AttributeClassifiers.Told told = classifiers.get(asked.dataset, context);
        int count = model.definition() instanceof Decodes ? DRAWN_IMAGES : SAMPLED_IMAGES;
        List<Latent> latents = LatentImages.drawn(model, asked.seed(), count);
        FeatureMatrix probabilities =
                images.probabilities(told.trained(), images.decode(model, latents, context), context);
        return new LabelledLatents(
                values(latents),
                new int[0],
                told.attributes().stream().map(TrackedAttribute::attribute).toList(),
                probabilities,
                TwoSides.Reading.NORMAL);
    }
}
