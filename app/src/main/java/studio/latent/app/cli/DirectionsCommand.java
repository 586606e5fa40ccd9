package studio.latent.app.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import studio.latent.engine.Directions;
import studio.latent.engine.direction.Direction;
import studio.latent.engine.direction.RegionChange;
import studio.latent.engine.error.StudioException;

/// `studio directions`: the directions of a model's latent space, listed, found, measured and saved.
@Command(
        name = "directions",
        description = {
            "List a model's directions, or find new ones: of an attribute of a data set, between two sides of images,",
            "or without either. Each comes with its range, its confidence (cosine similarity of refits to resampled",
            "images, median and 95 %% band) and, where --data is named, its leak: the root mean square of what changes",
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

    @Mixin
    private DirectionSearchOptions search = new DirectionSearchOptions();

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

    DirectionsCommand(CommandScope scope) {
        this.scope = scope;
    }

    /// A direction with what is said of it beside its own record.
    record Row(
            Direction direction,
            @Nullable RegionChange region,
            @Nullable Path file,
            boolean ready) {}

    @Override
    public Integer call() throws StudioException {
        check();
        ModelInUse open = model.open(scope);
        List<String> problems = new ArrayList<>();
        List<Row> rows = search.looking() ? found(open) : kept(open, problems);
        if (strip != null) {
            new DirectionStrip(open, priors, search.seed)
                    .write(rows.stream().map(Row::direction).toList(), strip);
        }
        print(open, rows, problems);
        return CommandLineProgram.DONE;
    }

    private void check() {
        search.check();
        if (region && !search.ofAttribute()) {
            throw misuse("--region needs --attribute and --data");
        }
        if (save != null && !search.single()) {
            throw misuse("--save needs --attribute, or --plus and --minus, or --method with --number");
        }
        if (out != null && save == null) {
            throw misuse("--out needs --save with the direction's name");
        }
    }

    private ParameterException misuse(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
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

    private List<Row> found(ModelInUse open) throws StudioException {
        String data = search.data;
        List<Row> rows = new ArrayList<>();
        List<Direction> all = scope.await(directions().find(open.model(), search.request(open, priors)));
        for (Direction direction : search.chosen(all)) {
            Direction measured = data == null || noLeak
                    ? direction
                    : scope.await(directions().withLeak(open.model(), direction, data, search.seed));
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
                    + "' has no directions yet; --attribute with --data, --plus with --minus, or --method finds some.");
        }
        problems.forEach(problem -> scope.remark("studio: " + problem));
    }
}
