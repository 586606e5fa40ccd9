package studio.latent.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import studio.latent.engine.DirectionRequest;
import studio.latent.engine.Directions;
import studio.latent.engine.OpenModel;
import studio.latent.engine.direction.AttributeChange;
import studio.latent.engine.direction.Calibration;
import studio.latent.engine.direction.Confidence;
import studio.latent.engine.direction.Direction;
import studio.latent.engine.direction.DirectionMethod;
import studio.latent.engine.direction.DirectionOrigin;
import studio.latent.engine.direction.DirectionPlace;
import studio.latent.engine.direction.DirectionSpace;
import studio.latent.engine.direction.Leak;
import studio.latent.engine.direction.RegionChange;
import studio.latent.engine.error.NotFound;
import studio.latent.engine.job.Job;

/// Directions along coordinates of the latent, kept in memory: `ready` comes with every model.
public final class FakeDirections implements Directions {
    public static final String READY = "ready";

    private final FakeStudio studio;
    private final Map<String, Direction> own = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();
    private final List<DirectionRequest> requests = new ArrayList<>();

    FakeDirections(FakeStudio studio) {
        this.studio = studio;
    }

    /// What was asked for, in order.
    public synchronized List<DirectionRequest> requests() {
        return List.copyOf(requests);
    }

    public synchronized void problem(String sentence) {
        problems.add(sentence);
    }

    /// The direction of one coordinate.
    public static Direction along(String name, int dimension, int coordinate, DirectionOrigin origin) {
        float[] vector = new float[dimension];
        vector[coordinate] = 1;
        return new Direction(
                name, DirectionSpace.Z, vector, new Calibration(0, 1, -3, 3), List.of(), origin, null, null);
    }

    private static DirectionOrigin origin(DirectionMethod method, String dataset, String attribute) {
        return new DirectionOrigin(method, dataset, attribute, List.of(), 12, 8, 1);
    }

    @Override
    public synchronized Job<Shelf> list(OpenModel model) {
        int dimension = model.card().latentDimension();
        return studio.job("Reading directions", _ -> {
            List<Kept> kept = new ArrayList<>();
            kept.add(new Kept(
                    along(READY, dimension, 0, origin(DirectionMethod.LINEAR_SVM, "fake-data", "hat")),
                    Path.of("directions.json"),
                    true));
            own.values().stream()
                    .filter(direction -> direction.space() == DirectionSpace.W
                            ? direction.dimension() == model.styleDimension()
                            : model.fits(direction))
                    .forEach(direction -> kept.add(new Kept(direction, Path.of(direction.name() + ".json"), false)));
            return new Shelf(kept, problems);
        });
    }

    @Override
    public synchronized Job<List<Direction>> find(OpenModel model, DirectionRequest request) {
        requests.add(request);
        if (request.place().space() == DirectionSpace.FEATURE_MAPS) {
            int layer = request.place().layers().first();
            return studio.job(
                    "Looking for directions",
                    _ -> List.of(ofMaps("hat", layer, model.mapSizes().get(layer), 3)
                            .with(new Confidence(0.9, 0.85, 0.95, 50))));
        }
        boolean inStyles = request.place().space().isOfStyles();
        int dimension = inStyles ? model.styleDimension() : model.card().latentDimension();
        return studio.job(
                "Looking for directions",
                _ -> inStyles
                        ? all(request, dimension).stream()
                                .map(each -> inStyles(each, request.place()))
                                .toList()
                        : all(request, dimension));
    }

    private static Direction inStyles(Direction direction, DirectionPlace place) {
        return new Direction(
                direction.name(),
                DirectionSpace.W,
                direction.vector(),
                direction.calibration(),
                List.copyOf(place.layers()),
                direction.origin(),
                direction.confidence(),
                direction.leak());
    }

    /// A direction in w along a coordinate of styles, half as wide as a unit, in these layers.
    public static Direction ofStyles(String name, int coordinate, List<Integer> layers) {
        return halfAsWide(
                along(name, FakeOpenModel.STYLE, coordinate, origin(DirectionMethod.MEAN_DIFFERENCE, "", "")),
                DirectionSpace.W,
                layers);
    }

    /// The direction of one number of what a layer makes, half as wide as a unit.
    public static Direction ofMaps(String name, int layer, int size, int position) {
        return halfAsWide(
                along(name, size, position, origin(DirectionMethod.PARTIAL_DIFFERENCE, "fake-data", "hat")),
                DirectionSpace.FEATURE_MAPS,
                List.of(layer));
    }

    private static Direction halfAsWide(Direction direction, DirectionSpace space, List<Integer> layers) {
        return new Direction(
                direction.name(),
                space,
                direction.vector(),
                new Calibration(0, 0.5, -3, 3),
                layers,
                direction.origin(),
                null,
                null);
    }

    private static List<Direction> all(DirectionRequest request, int dimension) {
        return switch (request) {
            case DirectionRequest.OfAttribute of ->
                List.of(along(of.attribute(), dimension, 1, origin(of.method(), of.dataset(), of.attribute()))
                        .with(new Confidence(0.9, 0.85, 0.95, 50)));
            case DirectionRequest.OfSides of ->
                List.of(along("plus and minus", dimension, 2, origin(of.method(), "", "")));
            case DirectionRequest.OfLayer of ->
                List.of(along("activation 1", dimension, 0, origin(of.method(), "", "")));
            case DirectionRequest.ClosedForm of ->
                List.of(
                        along("component 1", dimension, 0, origin(of.method(), "", "")),
                        along("component 2", dimension, 1, origin(of.method(), "", "")));
        };
    }

    @Override
    public Job<Direction> withLeak(OpenModel model, Direction direction, String dataset, long seed) {
        return studio.job(
                "Measuring what else changes",
                _ -> direction.with(new Leak(
                        new AttributeChange("smile", 0.8),
                        List.of(new AttributeChange("hat", 0.1), new AttributeChange("beard", 0.02)),
                        List.of("mouth"),
                        List.of(),
                        200,
                        2)));
    }

    @Override
    public Job<RegionChange> regionChange(OpenModel model, Direction direction, String dataset) {
        return studio.job("Measuring where pixels change", _ -> new RegionChange(200, 0, false, 0.05, 0.2, 0.01));
    }

    @Override
    public synchronized Job<Path> save(OpenModel model, Direction direction) {
        return studio.job("Saving " + direction.name(), _ -> {
            own.put(direction.name(), direction);
            return Path.of(direction.name() + ".json");
        });
    }

    @Override
    public Job<Path> saveInto(Path file, OpenModel model, Direction direction) {
        return studio.job("Saving " + direction.name(), _ -> file);
    }

    @Override
    public synchronized Job<Path> delete(OpenModel model, String name) {
        return studio.job("Deleting " + name, _ -> {
            if (own.remove(name) == null) {
                throw new NotFound("There is no saved direction '" + name + "'.", "Choose another.");
            }
            return Path.of(name + ".json");
        });
    }
}
