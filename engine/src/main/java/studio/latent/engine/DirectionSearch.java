package studio.latent.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import studio.latent.engine.direction.ActivationDirections;
import studio.latent.engine.direction.Calibration;
import studio.latent.engine.direction.Direction;
import studio.latent.engine.direction.DirectionMethod;
import studio.latent.engine.direction.DirectionOrigin;
import studio.latent.engine.direction.DirectionPlace;
import studio.latent.engine.direction.DirectionSpace;
import studio.latent.engine.direction.PrincipalDirections;
import studio.latent.engine.direction.TwoSides;
import studio.latent.engine.direction.WeightDirections;
import studio.latent.engine.error.BadOption;
import studio.latent.engine.error.IncompatibleModel;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.generate.FeatureLayer;
import studio.latent.engine.generate.ModelOnLane;
import studio.latent.engine.generate.StyleMix;
import studio.latent.engine.job.JobContext;
import studio.latent.engine.model.Decodes;
import studio.latent.engine.model.Encodes;
import studio.latent.engine.model.HasStyles;
import studio.latent.engine.model.Latent;
import studio.latent.engine.model.NamesLatentWeights;
import studio.latent.engine.model.PrincipalAxes;
import studio.latent.engine.tensor.HostTensor;

/// Looks for directions of a model as a [DirectionRequest] says.
final class DirectionSearch {
    /// Images whose activations the axes of a layer are found from.
    private static final int AXES_IMAGES = 256;

    /// Images whose places along those axes are regressed on latents.
    private static final int REGRESSED_IMAGES = 2_000;

    /// Axes along which steps are made.
    private static final int MOST_AXES = 1_024;

    private final LatentImages images;
    private final AttributeDirections attributes;

    DirectionSearch(LatentImages images, AttributeClassifiers classifiers) {
        this.images = images;
        this.attributes = new AttributeDirections(images, classifiers);
    }

    List<Direction> find(LocalOpenModel model, DirectionRequest request, JobContext context) throws StudioException {
        requireImages(model);
        requireQuickImages(model, request);
        requirePlace(model, request);
        requireSteps(model, request);
        return switch (request) {
            case DirectionRequest.OfAttribute wanted -> List.of(attributes.of(model, wanted, context));
            case DirectionRequest.OfSides wanted -> List.of(ofSides(model, wanted, context));
            case DirectionRequest.ClosedForm wanted -> closedForm(model, wanted, context);
            case DirectionRequest.OfLayer wanted -> ofLayer(model, wanted, context);
        };
    }

    /// **Errors** [IncompatibleModel] for a model that makes no images.
    static void requireImages(LocalOpenModel model) throws IncompatibleModel {
        if (!ModelOnLane.makesImages(model.definition())) {
            throw new IncompatibleModel(
                    "The model '" + model.card().name() + "' makes no images, so no direction shows in them.",
                    "Choose a model that makes images of latents or of noise.");
        }
    }

    /// What is learned from steps along every axis takes thousands of images; so does turning away from it.
    private static void requireQuickImages(LocalOpenModel model, DirectionRequest request) throws BadOption {
        if (!(model.definition() instanceof Decodes)
                && request instanceof DirectionRequest.OfAttribute wanted
                && (wanted.method() == DirectionMethod.MEAN_CHANGE || wanted.disentangling() > 0)) {
            throw new BadOption(
                    "An image of '" + model.card().name()
                            + "' takes many steps, and a step along every axis of its noise"
                            + " takes thousands of images.",
                    "Look for the difference of means or for a plane between the sides, and do not disentangle.");
        }
    }

    private static void requirePlace(LocalOpenModel model, DirectionRequest request) throws StudioException {
        DirectionPlace place = request.place();
        if (place.space().isOfStyles()) {
            styled(model);
            StyleMix.requireLayers(place.layers(), model.styleLayers().size());
        }
        if (place.space() == DirectionSpace.FEATURE_MAPS) {
            if (!(request instanceof DirectionRequest.OfAttribute)) {
                throw new BadOption(
                        "What in feature maps belongs together is known of an attribute alone.",
                        "Look for the direction of an attribute, or look in z.");
            }
            int layers = layers(model).size();
            if (!place.layers().isEmpty() && place.layers().first() >= layers) {
                throw new BadOption(
                        "The model has " + layers + " layers of feature maps, so there is no layer "
                                + place.layers().first() + ".",
                        "Use 0 to " + (layers - 1) + ".");
            }
        }
    }

    /// **Errors** [IncompatibleModel] for a model without layers of feature maps.
    private static List<FeatureLayer> layers(LocalOpenModel model) throws IncompatibleModel {
        List<FeatureLayer> layers = model.featureLayers();
        if (layers.isEmpty()) {
            throw new IncompatibleModel(
                    "The model '" + model.card().name() + "' has no layers of feature maps.",
                    "Look in z, or for factors of its first weights.");
        }
        return layers;
    }

    /// A direction through layers with styles of their own hangs on what steps in each of them change.
    private static void requireSteps(LocalOpenModel model, DirectionRequest request) throws StudioException {
        if (request.place().space() != DirectionSpace.W_PLUS) {
            return;
        }
        if (!(request instanceof DirectionRequest.OfAttribute)) {
            throw new BadOption(
                    "Layers are told apart by what a step in each of them changes of an attribute.",
                    "Look for the direction of an attribute, or look in w.");
        }
        int numbers = model.styleDimension()
                * request.place().movedLayers(model.styleLayers().size()).size();
        if (numbers > MOST_AXES) {
            throw new BadOption(
                    "In these layers styles have " + numbers + " numbers; steps are made along at most " + MOST_AXES
                            + ".",
                    "Choose fewer layers, or look in w.");
        }
    }

    private static HasStyles styled(LocalOpenModel model) throws IncompatibleModel {
        if (model.definition() instanceof HasStyles styled) {
            return styled;
        }
        throw new IncompatibleModel(
                "The model '" + model.card().name() + "' has no mapping network, so it has no space w.",
                "Look for directions in z, or choose a model of the type style-gan.");
    }

    /// A vector, or why there is none.
    ///
    /// @param others what is projected out
    static float[] clear(Supplier<float[]> vector, String what, List<float[]> others) throws BadOption {
        try {
            return vector.get();
        } catch (IllegalArgumentException e) {
            boolean alone = others.isEmpty();
            throw new BadOption(
                    alone
                            ? "Nothing tells apart where '" + what + "' is and where it is not."
                            : "Hardly anything of '" + what + "' is left without the others.",
                    alone
                            ? "Choose another attribute, or put other images on the sides."
                            : "Leave fewer attributes out.",
                    e);
        }
    }

    private Direction ofSides(LocalOpenModel model, DirectionRequest.OfSides wanted, JobContext context)
            throws StudioException {
        List<Latent> all = new ArrayList<>(wanted.plus());
        all.addAll(wanted.minus());
        for (Latent latent : all) {
            if (latent.dimension() != model.card().latentDimension()) {
                throw new IncompatibleModel(
                        "A latent on one side has " + latent.dimension() + " numbers, the model '"
                                + model.card().name() + "' needs "
                                + model.card().latentDimension() + ".",
                        "Use latents of this model.");
            }
        }
        boolean inStyles = wanted.place().space().isOfStyles();
        // latents of a prior vary alike in all directions; styles, and latents of images, do not
        TwoSides.Reading reading =
                inStyles || model.definition() instanceof Encodes ? TwoSides.Reading.PATTERN : TwoSides.Reading.NORMAL;
        TwoSides sides;
        try {
            sides = inStyles
                    ? TwoSides.of(
                            mapped(model, wanted.plus(), context), mapped(model, wanted.minus(), context), reading)
                    : TwoSides.of(wanted.plus(), wanted.minus(), reading);
        } catch (IllegalArgumentException e) {
            throw new BadOption("The images on both sides are the same.", "Put other images on the sides.", e);
        }
        float[] vector =
                clear(() -> sides.direction(wanted.method(), TwoSides.Refinement.NONE), "plus and minus", List.of());
        Direction found = new Direction(
                "plus and minus",
                wanted.place().space(),
                vector,
                inStyles
                        ? Calibration.of(vector, images.drawnStyles(model, wanted.seed(), context))
                        : Calibration.of(vector, model.geometry()),
                List.copyOf(wanted.place().layers()),
                new DirectionOrigin(wanted.method(), "", "", List.of(), sides.plus(), sides.minus(), wanted.seed()),
                null,
                null);
        boolean resampleable = sides.plus() > 1 && sides.minus() > 1;
        return resampleable
                ? found.with(
                        sides.confidence(wanted.method(), TwoSides.Refinement.NONE, vector, wanted.seed(), context))
                : found;
    }

    private List<Direction> closedForm(LocalOpenModel model, DirectionRequest.ClosedForm wanted, JobContext context)
            throws StudioException {
        if (wanted.place().space().isOfStyles()) {
            return closedFormOfStyles(model, wanted, context);
        }
        if (wanted.method() == DirectionMethod.WEIGHT_FACTOR) {
            return factors(model, wanted.count());
        }
        if (!model.geometry().fitted()) {
            throw new IncompatibleModel(
                    "The latents of '" + model.card().name()
                            + "' vary alike in every direction, so none of them stands out.",
                    model.styleDimension() > 0
                            ? "Look in w, or for factors of its first weights."
                            : "Look for factors of its first weights instead.");
        }
        return PrincipalDirections.of(model.geometry(), wanted.count());
    }

    private List<Direction> closedFormOfStyles(
            LocalOpenModel model, DirectionRequest.ClosedForm wanted, JobContext context) throws StudioException {
        HasStyles styled = styled(model);
        float[][] styles = images.drawnStyles(model, wanted.seed(), context);
        List<Integer> layers = List.copyOf(wanted.place().layers());
        List<Direction> found;
        if (wanted.method() == DirectionMethod.WEIGHT_FACTOR) {
            List<HostTensor> weights = new ArrayList<>();
            for (int layer = 0; layer < styled.styleLayers(); layer++) {
                if (layers.isEmpty() || layers.contains(layer)) {
                    styled.styleWeights(layer).forEach(name -> weights.add(weight(model, name)));
                }
            }
            found = WeightDirections.of(weights, DirectionSpace.W, PrincipalAxes.fit(styles), wanted.count());
        } else {
            found = PrincipalDirections.of(styles, DirectionSpace.W, wanted.count(), wanted.seed(), context);
        }
        return found.stream().map(direction -> direction.inLayers(layers)).toList();
    }

    /// Styles of latents, as what directions are found from.
    private List<Latent> mapped(LocalOpenModel model, List<Latent> latents, JobContext context) throws StudioException {
        return Arrays.stream(images.styles(model, latents, context))
                .map(Latent::new)
                .toList();
    }

    private static HostTensor weight(LocalOpenModel model, String name) {
        return Objects.requireNonNull(model.weights().values().get(name));
    }

    private static List<Direction> factors(LocalOpenModel model, int count) throws IncompatibleModel {
        if (!(model.definition() instanceof NamesLatentWeights named)) {
            throw new IncompatibleModel(
                    "The model '" + model.card().name() + "' has no one matrix that its latent meets first.",
                    "Look for principal components or for the direction of an attribute.");
        }
        List<HostTensor> weights =
                named.latentWeights().stream().map(name -> weight(model, name)).toList();
        return WeightDirections.of(weights, DirectionSpace.Z, model.geometry(), count);
    }

    private List<Direction> ofLayer(LocalOpenModel model, DirectionRequest.OfLayer wanted, JobContext context)
            throws StudioException {
        List<FeatureLayer> layers = layers(model);
        String layer = wanted.layer().isEmpty() ? layers.getFirst().name() : wanted.layer();
        List<Latent> latents = LatentImages.drawn(model, wanted.seed(), REGRESSED_IMAGES);
        float[][] first = new float[AXES_IMAGES][];
        images.activations(model, latents.subList(0, AXES_IMAGES), layer, (row, i) -> first[i] = row, context);
        ActivationDirections axes = ActivationDirections.ofRows(first, wanted.count());
        double[][] coordinates = new double[latents.size()][];
        for (int i = 0; i < first.length; i++) {
            coordinates[i] = axes.coordinates(first[i]);
        }
        images.activations(
                model,
                latents.subList(AXES_IMAGES, latents.size()),
                layer,
                (row, i) -> coordinates[AXES_IMAGES + i] = axes.coordinates(row),
                context);
        return axes.regressed(
                latents.stream().map(Latent::values).toArray(float[][]::new),
                coordinates,
                model.geometry(),
                wanted.seed(),
                context);
    }
}
