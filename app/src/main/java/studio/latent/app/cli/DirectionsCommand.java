package studio.latent.app.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import studio.latent.engine.DirectionRequest;
import studio.latent.engine.Directions;
import studio.latent.engine.direction.Direction;
import studio.latent.engine.direction.DirectionMethod;
import studio.latent.engine.direction.DirectionSpace;
import studio.latent.engine.direction.RegionChange;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.model.Latent;

/// `studio directions`: the directions of a model's latent space, listed, found, measured and saved.
@Command(
        name = "directions",
        description = {
            "List a model's directions, or find new ones: of an attribute of a data set, between two sides of images,",
            "or without either. Each comes with its range, its confidence (cosine similarity of refits to resampled",
            "images, median and 95 % band) and, where --data is named, its leak: the root mean square of what changes",
            "besides, as a share of what shall change, from -2 to +2 standard deviations, told by a classifier of the",
            "data's attributes that is trained on first use."
        },
        footer = {
            "",
            "JSON: {model, modelHash, directions: [{name, method, dataset, attribute, without, disentangling, plus, minus, seed,",
            "centre, deviation, least, most, space, layers, confidence: {median, low, high, refits}, leak: {figure, own, ownChange,",
            "others: {attribute: change}, kin, unseen, images, end}, region: {pairs, exactPairs, drawn, area, inside,",
            "outside, share, contrast}, file, ready}], problems: [text]}; figures that were not measured are null."
        })
final class DirectionsCommand implements Callable<Integer> {
    private final CommandScope scope;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Mixin
    private PriorOptions priors = new PriorOptions();

    @Mixin
    private ModelOption model = new ModelOption();

    @Option(names = "--data", paramLabel = "D", description = "A data set with attributes or classes.")
    private @Nullable String data;

    @Option(
            names = "--attribute",
            paramLabel = "A",
            description = "What the direction is for: an attribute with a yes, or ATTRIBUTE=VALUE|VALUE; 'class' is the"
                    + " data's classes.")
    private @Nullable String attribute;

    @Option(
            names = "--without",
            split = ",",
            paramLabel = "A",
            description = "Attributes, separated by commas, whose directions are projected out.")
    private List<String> without = new ArrayList<>();

    private double disentangling;

    @Option(
            names = "--disentangle",
            arity = "0..1",
            fallbackValue = "1",
            paramLabel = "S",
            description =
                    "Turn the direction of --attribute to where less changes besides: other attributes, and pixels"
                            + " outside the attribute's region. S in [0, 100] says how strongly; without it 1.")
    void disentangle(double value) {
        disentangling = new OptionRange(spec, "--disentangle").inside(0, 100, value);
    }

    @Option(
            names = "--plus",
            arity = "1..*",
            paramLabel = "A",
            description = "Seeds, images or latents on the plus side.")
    private List<Operand> plus = new ArrayList<>();

    @Option(names = "--minus", arity = "1..*", paramLabel = "B", description = "Those on the minus side.")
    private List<Operand> minus = new ArrayList<>();

    @Option(
            names = "--method",
            paramLabel = "X",
            description =
                    "logistic-regression (usual for --attribute), linear-svm, mean-difference (usual for --plus and"
                            + " --minus), principal-component, weight-factor or activation-component.")
    private @Nullable String method;

    @Option(
            names = "--layer",
            paramLabel = "L",
            description = "The layer whose activations --method activation-component looks at. Default: the first.")
    private @Nullable String layer;

    @Mixin
    private DirectionPlaceOptions places = new DirectionPlaceOptions();

    @Option(
            names = "--seed",
            defaultValue = "1",
            paramLabel = "S",
            description = "Seed of everything that is drawn. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--no-leak", description = "Do not measure leak: no classifier is trained.")
    private boolean noLeak;

    @Option(
            names = "--region",
            description =
                    "Measure how far pixels change where the attribute shows, and elsewhere: on the data's images,"
                            + " each moved to where one with the attribute lies; for a model without an encoder on drawn images,"
                            + " moved from -2 to +2 standard deviations, in the one region that the data show.")
    private boolean region;

    @Option(names = "--save", paramLabel = "NAME", description = "Keep the direction under this name.")
    private @Nullable String save;

    @Option(
            names = "--out",
            paramLabel = "FILE.json",
            description = "Add it to this file of directions instead of the user's own.")
    private @Nullable Path out;

    @Option(
            names = "--strip",
            paramLabel = "FILE.png",
            description =
                    "Write images of four seeds from -3 to +3 standard deviations, a row a seed; along a direction in"
                            + " w as far from each seed's own styles.")
    private @Nullable Path strip;

    private int count = 10;

    DirectionsCommand(CommandScope scope) {
        this.scope = scope;
    }

    @Option(
            names = "--count",
            defaultValue = "10",
            paramLabel = "N",
            description = "Directions without sides, in [1, 1024]. Default: ${DEFAULT-VALUE}.")
    void count(int value) {
        count = new OptionRange(spec, "--count").inside(1, 1024, value);
    }

    /// A direction with what is said of it beside its own record.
    record Row(
            Direction direction,
            @Nullable RegionChange region,
            @Nullable Path file,
            boolean ready) {}

    @Override
    public Integer call() throws StudioException {
        boolean sides = !plus.isEmpty() || !minus.isEmpty();
        requireOneWay(sides);
        requirePlace(sides);
        ModelInUse open = model.open(scope);
        List<String> problems = new ArrayList<>();
        List<Row> rows = looking(sides) ? found(open, sides) : kept(open, problems);
        if (strip != null) {
            new DirectionStrip(open, priors, seed)
                    .write(rows.stream().map(Row::direction).toList(), strip);
        }
        print(open, rows, problems);
        return CommandLineProgram.DONE;
    }

    private boolean looking(boolean sides) {
        return sides || attribute != null || method != null;
    }

    private void requireOneWay(boolean sides) {
        if (sides && attribute != null) {
            throw misuse("--attribute and --plus, --minus are two ways; use one");
        }
        if (sides && (plus.isEmpty() || minus.isEmpty())) {
            throw misuse("--plus and --minus belong together");
        }
        if (attribute != null && data == null) {
            throw misuse("--attribute needs --data, whose attribute it is");
        }
        if (!without.isEmpty() && attribute == null) {
            throw misuse("--without belongs to --attribute");
        }
        if (disentangling > 0 && attribute == null) {
            throw misuse("--disentangle belongs to --attribute");
        }
        if (region && (attribute == null || data == null)) {
            throw misuse("--region needs --attribute and --data");
        }
        boolean closed =
                method != null && !methodOr(DirectionMethod.MEAN_DIFFERENCE).tellsSidesApart();
        if ((sides || attribute != null) && closed) {
            throw misuse("--method " + method + " needs neither --attribute nor sides");
        }
        if (!sides && attribute == null && method != null && !closed) {
            throw misuse("--method " + method + " needs --attribute, or --plus and --minus");
        }
        if (save != null && !sides && attribute == null) {
            throw misuse("--save needs --attribute, or --plus and --minus");
        }
        if (layer != null && !"activation-component".equals(method)) {
            throw misuse("--layer belongs to --method activation-component");
        }
        if (out != null && save == null) {
            throw misuse("--out needs --save with the direction's name");
        }
    }

    private void requirePlace(boolean sides) {
        if (places.isGiven() && !looking(sides)) {
            throw misuse("--space and --layers belong to --attribute, to sides or to --method");
        }
        if (places.place().space() == DirectionSpace.W && "activation-component".equals(method)) {
            throw misuse("--method activation-component finds directions in z alone; leave --space and --layers out");
        }
    }

    private ParameterException misuse(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }

    private DirectionMethod methodOr(DirectionMethod usual) {
        String wanted = method;
        if (wanted == null) {
            return usual;
        }
        return Arrays.stream(DirectionMethod.values())
                .filter(each -> id(each).equals(wanted))
                .findFirst()
                .orElseThrow(() -> misuse("--method must be one of "
                        + Arrays.stream(DirectionMethod.values())
                                .map(DirectionsCommand::id)
                                .collect(Collectors.joining(", "))
                        + ", got " + wanted));
    }

    static String id(DirectionMethod method) {
        return method.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private List<Row> kept(ModelInUse open, List<String> problems) throws StudioException {
        Directions.Shelf shelf = scope.await(directions().list(open.model()));
        problems.addAll(shelf.problems());
        return shelf.directions().stream()
                .map(kept -> new Row(kept.direction(), null, kept.file(), kept.ready()))
                .toList();
    }

    private Directions directions() throws StudioException {
        return scope.studio().directions();
    }

    private List<Row> found(ModelInUse open, boolean sides) throws StudioException {
        List<Row> rows = new ArrayList<>();
        for (Direction direction : scope.await(directions().find(open.model(), request(open, sides)))) {
            Direction measured = data == null || noLeak
                    ? direction
                    : scope.await(directions().withLeak(open.model(), direction, data, seed));
            RegionChange change = region && data != null
                    ? scope.await(directions().regionChange(open.model(), measured, data))
                    : null;
            rows.add(saved(open, measured, change));
        }
        return rows;
    }

    private Row saved(ModelInUse open, Direction found, @Nullable RegionChange change) throws StudioException {
        if (save == null) {
            return new Row(found, change, null, false);
        }
        Direction named;
        try {
            named = found.named(save);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--save: " + e.getMessage(), e);
        }
        Path file = scope.await(
                out == null
                        ? directions().save(open.model(), named)
                        : directions().saveInto(out, open.model(), named));
        return new Row(named, change, file, false);
    }

    private DirectionRequest request(ModelInUse open, boolean sides) throws StudioException {
        if (sides) {
            LatentSource source = new LatentSource(open, priors);
            return new DirectionRequest.OfSides(
                    latents(source, plus),
                    latents(source, minus),
                    methodOr(DirectionMethod.MEAN_DIFFERENCE),
                    seed,
                    places.place());
        }
        if (attribute != null && data != null) {
            return new DirectionRequest.OfAttribute(
                    data,
                    attribute,
                    methodOr(DirectionMethod.LOGISTIC_REGRESSION),
                    without,
                    seed,
                    places.place(),
                    disentangling);
        }
        if (methodOr(DirectionMethod.PRINCIPAL_COMPONENT) == DirectionMethod.ACTIVATION_COMPONENT) {
            return new DirectionRequest.OfLayer(layer == null ? "" : layer, Math.min(count, 64), seed);
        }
        return new DirectionRequest.ClosedForm(
                methodOr(DirectionMethod.PRINCIPAL_COMPONENT), count, seed, places.place());
    }

    private static List<Latent> latents(LatentSource source, List<Operand> operands) throws StudioException {
        List<Latent> latents = new ArrayList<>();
        for (Operand operand : operands) {
            latents.add(source.latentOf(operand));
        }
        return latents;
    }

    private void print(ModelInUse open, List<Row> rows, List<String> problems) {
        if (output.json) {
            JsonObject object = open.json();
            JsonArray array = new JsonArray();
            rows.forEach(row -> array.add(DirectionReport.json(row)));
            object.add("directions", array);
            object.add("problems", Cards.texts(problems));
            scope.print(object);
            return;
        }
        DirectionReport.lines(rows).forEach(scope::print);
        if (rows.isEmpty()) {
            scope.print("The model '" + open.card().name()
                    + "' has no directions yet; --attribute with --data, or --plus with --minus, finds one.");
        }
        problems.forEach(problem -> scope.remark("studio: " + problem));
    }
}
