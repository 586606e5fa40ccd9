package studio.latent.engine.generate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.error.BadOption;
import studio.latent.engine.error.IncompatibleModel;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.image.Raster;
import studio.latent.engine.job.JobContext;
import studio.latent.engine.model.ConditionalDecodes;
import studio.latent.engine.model.DecoderShift;
import studio.latent.engine.model.Latent;
import studio.latent.engine.model.ModelDefinition;
import studio.latent.engine.nn.Graph;
import studio.latent.engine.nn.InputGradient;
import studio.latent.engine.nn.PerImage;
import studio.latent.engine.nn.Program;
import studio.latent.engine.nn.StyleLayers;
import studio.latent.engine.nn.Value;
import studio.latent.engine.tensor.Argument;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.tensor.HostTensor;
import studio.latent.engine.tensor.Scope;
import studio.latent.engine.tensor.Script;
import studio.latent.engine.tensor.Tensor;
import studio.latent.engine.tensor.TensorList;

/// Searches the latent, or the styles, whose image is nearest to a given one, on the lane that made it.
///
/// Minimised is the mean squared error of pixels in [−1, 1], plus the mean squared distance of feature maps whose
/// places have length 1 (as in Zhang et al., "The unreasonable effectiveness of deep features", 2018, without their
/// learned weights), plus a penalty on latents that are longer than the prior draws them.
///
/// **Source** Abdal et al., "Image2StyleGAN", 2019; Zhu et al., "Generative visual manipulation on the natural
/// image manifold", 2016, for the search in z.
public final class InversionOnLane implements AutoCloseable {
    private static final String SEARCH = "search";
    private static final String MAPS = "maps";
    private static final String FEATURE_WEIGHT = "featureWeight";
    private static final String PRIOR_WEIGHT = "priorWeight";
    private static final String PLACE = "place";
    private static final String POINT = "point";
    private static final String UNIT = "unit";

    /// Latents that tell how far apart styles lie.
    private static final int MAPPED = 256;

    /// Candidates in one call.
    private static final int CHUNK = 16;

    /// Steps from one image that is shown to the next.
    private static final int SHOWN_EVERY = 5;

    private final Scope scope = new Scope();
    private final ComputeDevice device;
    private final ModelDefinition definition;
    private final ImageShape shape;
    private final int dimension;
    private final SearchedPoints points;
    private final Script script;
    private final TensorList weights;
    private final TensorList buffers;

    private InversionOnLane(
            ModelDefinition definition,
            SearchedPoints points,
            Program program,
            Map<String, HostTensor> values,
            ComputeDevice device) {
        this.device = device;
        this.points = points;
        this.definition = definition;
        this.shape = definition.spec().image();
        this.dimension = definition.spec().latentDimension();
        this.script = Script.compile(scope, device, Script.Mode.GRADIENT, program.text());
        this.weights = LaneWeights.list(scope, device, program.parameters().trained(), values);
        this.buffers = LaneWeights.list(scope, device, program.parameters().buffers(), values);
    }

    /// Puts a model on the calling lane.
    ///
    /// **Errors** [IncompatibleModel] for a model that does not make its images in one step, for styles of one that
    /// has none, and for weights that do not fit.
    ///
    /// @param features null to compare pixels alone
    public static InversionOnLane load(
            ModelDefinition definition,
            Map<String, HostTensor> weights,
            InversionSpace space,
            @Nullable PerceptualFeatures features,
            ComputeDevice device)
            throws IncompatibleModel {
        SearchedPoints points = SearchedPoints.of(definition, space);
        Map<String, HostTensor> all = new HashMap<>(weights);
        if (features != null) {
            all.putAll(features.weights());
        }
        Program program = program(definition, points, features);
        LaneWeights.requireFit(program, all);
        return new InversionOnLane(definition, points, program, all, device);
    }

    private static Program program(
            ModelDefinition definition, SearchedPoints points, @Nullable PerceptualFeatures features) {
        Program program = new Program(Graph.Precision.FLOAT32);
        ImageShape image = definition.spec().image();
        List<int[]> shapes = new ArrayList<>();
        program.method(MAPS, Graph.Mode.INFERENCE, List.of("y"), List.of(), g -> {
            List<Value> maps = normedMaps(g, features, input(g, "y", image));
            maps.forEach(map -> shapes.add(map.shape()));
            return maps;
        });
        List<String> told = points.conditionRows() == 0 ? List.of() : List.of("c");
        List<String> placed = new ArrayList<>(List.of("z"));
        placed.addAll(told);
        program.method(PLACE, Graph.Mode.INFERENCE, placed, List.of(), g -> {
            Value z = g.input("z", Value.BATCH, definition.spec().latentDimension());
            return List.of(points.ofLatents(g, z, condition(g, points)));
        });
        List<String> tensors = new ArrayList<>(List.of(POINT));
        tensors.addAll(told);
        tensors.add("y");
        for (int i = 0; i < shapes.size(); i++) {
            tensors.add("f" + i);
        }
        List<String> numbers = List.of(FEATURE_WEIGHT, PRIOR_WEIGHT, UNIT);
        return program.method(SEARCH, Graph.Mode.INFERENCE, tensors, numbers, g -> {
            InputGradient gradients = new InputGradient(g);
            Value p = gradients.leaf(g.input(POINT, Value.BATCH, points.numbers()));
            Value made = points.images(g, p, condition(g, points));
            Value x = g.plus(g.times(made, 2), -1);
            PerImage perImage = new PerImage(g);
            Value loss = perImage.means(g.square(g.sub(x, input(g, "y", image))));
            List<Value> maps = normedMaps(g, features, x);
            for (int i = 0; i < maps.size(); i++) {
                Value wanted = g.input("f" + i, shapes.get(i));
                Value distance = perImage.means(g.square(g.sub(maps.get(i), wanted)));
                loss = g.add(loss, g.times(distance, g.scalar(FEATURE_WEIGHT)));
            }
            loss = g.add(loss, g.times(points.beyondPrior(g, p, UNIT), g.scalar(PRIOR_WEIGHT)));
            return List.of(g.detach(loss), gradients.of(loss, p), g.unitBytes(g.detach(made)));
        });
    }

    private static @Nullable Value condition(Graph g, SearchedPoints points) {
        return points.conditionRows() == 0 ? null : g.input("c", Value.BATCH, points.conditionRows());
    }

    private static Value input(Graph g, String name, ImageShape image) {
        return g.input(name, Value.BATCH, image.channels(), image.height(), image.width());
    }

    private static List<Value> normedMaps(Graph g, @Nullable PerceptualFeatures features, Value images) {
        return features == null
                ? List.of()
                : features.maps(g, images).stream()
                        .map(new StyleLayers(g)::pixelNorm)
                        .toList();
    }

    /// What the search is for, as many times as there are latents in a call.
    private record Target(Tensor image, List<Tensor> maps) {}

    /// How near some latents are, how that changes with them, and their images.
    private record Answer(float[] losses, float[] slopes, byte[] images) {
        int best() {
            return IntStream.range(0, losses.length)
                    .boxed()
                    .min(Comparator.comparingDouble(i -> losses[i]))
                    .orElseThrow();
        }
    }

    /// What a search found.
    ///
    /// @param shift from the styles of the latent to those that were found; null where the latent was searched
    public record Found(Latent latent, @Nullable DecoderShift shift) {}

    /// The latent, or the styles, of the nearest image that the search meets.
    ///
    /// **Errors** [IncompatibleModel] for an image of another shape; [BadOption] for a wish that the model does not
    /// know. Cancelled, it leaves at its next step.
    ///
    /// @param request whose space is the one that was loaded for
    /// @param known latents to begin at beside the candidates: what an encoder says of the image
    /// @param settings wishes of a model that takes such
    /// @param watcher sees the best image so far every few steps, on the calling thread
    public Found find(
            Raster image,
            InversionRequest request,
            List<Latent> known,
            SamplerSettings settings,
            JobContext context,
            Consumer<Raster> watcher)
            throws StudioException {
        if (!image.shape().equals(shape)) {
            throw new IncompatibleModel(
                    "The image is " + image + ", the model makes " + shape + ".", "Fit the image to the model first.");
        }
        double unit = request.space().movesStyles() ? spread(settings) : 1;
        try (Scope search = new Scope()) {
            Asking asking = new Asking(request, settings, unit);
            List<Start> starts = starts(search, image, asking, known, context);
            PointWalk walk = new PointWalk(
                    starts.stream().map(start -> start.point.clone()).toArray(float[][]::new));
            Target target = target(search, image, walk.points().length);
            float least = Float.POSITIVE_INFINITY;
            float[] found = walk.points()[0].clone();
            int alone = request.steps() / 3;
            for (int step = 0; step <= request.steps(); step++) {
                context.checkCancelled();
                Answer answer = ask(walk.points(), target, asking);
                int best = answer.best();
                if (answer.losses[best] < least) {
                    least = answer.losses[best];
                    found = walk.points()[best].clone();
                }
                context.progress(InversionRequest.STEPPING, step, request.steps());
                if (step % SHOWN_EVERY == 0) {
                    watcher.accept(part(answer, best));
                }
                if (step == request.steps()) {
                    break;
                }
                walk.step(answer.slopes, unit * request.rate(step), step + 1);
                if (step == alone && walk.points().length > 1) {
                    walk = walk.of(best);
                    target = target(search, image, 1);
                }
            }
            if (!request.space().movesStyles()) {
                return new Found(new Latent(found), null);
            }
            Start first = starts.getFirst();
            return new Found(
                    new Latent(first.latent), DecoderShift.between(points.styles(first.point), points.styles(found)));
        }
    }

    /// How far the points of latents lie from their mean: the root of the mean square of one number.
    private double spread(SamplerSettings settings) throws StudioException {
        float[][] latents = new float[MAPPED][];
        for (int i = 0; i < MAPPED; i++) {
            latents[i] = PriorSampler.normal(i, dimension, 1).values();
        }
        float[][] mapped = places(latents, settings);
        double variances = 0;
        for (int i = 0; i < points.numbers(); i++) {
            int column = i;
            double[] numbers =
                    Arrays.stream(mapped).mapToDouble(row -> row[column]).toArray();
            double mean = Arrays.stream(numbers).average().orElseThrow();
            variances += Arrays.stream(numbers)
                    .map(number -> (number - mean) * (number - mean))
                    .average()
                    .orElseThrow();
        }
        // a mapping that tells no latents apart leaves nothing to measure in
        return Math.max(Math.sqrt(variances / points.numbers()), 1e-6);
    }

    /// The points of latents.
    private float[][] places(float[][] latents, SamplerSettings settings) throws StudioException {
        if (points.isOfLatents()) {
            return latents;
        }
        try (Scope step = new Scope()) {
            List<Argument> arguments = new ArrayList<>(List.of(weights, buffers, rows(step, latents)));
            addCondition(step, arguments, settings, latents.length);
            float[] flat = script.callList(step, PLACE, arguments.toArray(Argument[]::new))
                    .getFirst()
                    .toHost()
                    .values();
            float[][] places = new float[latents.length][];
            int p = points.numbers();
            Arrays.setAll(places, i -> Arrays.copyOfRange(flat, i * p, (i + 1) * p));
            return places;
        }
    }

    private Tensor rows(Scope step, float[][] values) throws StudioException {
        HostTensor rows = HostTensor.zeros(values.length, values[0].length);
        for (int i = 0; i < values.length; i++) {
            System.arraycopy(values[i], 0, rows.values(), i * values[i].length, values[i].length);
        }
        return Tensor.of(step, device, rows);
    }

    private void addCondition(Scope step, List<Argument> arguments, SamplerSettings settings, int times)
            throws StudioException {
        if (definition instanceof ConditionalDecodes told && told.conditionRows() > 0) {
            arguments.add(Tensor.of(step, device, wished(told, settings, times)));
        }
    }

    private Raster part(Answer answer, int place) {
        int size = shape.size();
        return new Raster(shape, Arrays.copyOfRange(answer.images, place * size, (place + 1) * size));
    }

    /// Where a walk begins: a latent and its point.
    private record Start(float[] latent, float[] point, float loss) {}

    /// What is asked for in each call of a search.
    private record Asking(InversionRequest request, SamplerSettings settings, double unit) {}

    /// What is known before, and the nearest of the candidates.
    private List<Start> starts(Scope search, Raster image, Asking asking, List<Latent> known, JobContext context)
            throws StudioException {
        InversionRequest request = asking.request;
        List<Start> all = new ArrayList<>();
        int drawn = request.restarts() > known.size() ? request.candidates() : 0;
        Target target = null;
        for (int done = 0; done < drawn; done += CHUNK) {
            context.checkCancelled();
            context.progress("Looking where to begin", done, drawn);
            float[][] chunk = new float[Math.min(CHUNK, drawn - done)][];
            for (int i = 0; i < chunk.length; i++) {
                chunk[i] = PriorSampler.normal(request.seed() + done + i, dimension, 1)
                        .values();
            }
            if (target == null || chunk.length < CHUNK) {
                target = target(search, image, chunk.length);
            }
            float[][] places = places(chunk, asking.settings);
            Answer answer = ask(places, target, asking);
            for (int i = 0; i < chunk.length; i++) {
                all.add(new Start(chunk[i], places[i], answer.losses[i]));
            }
        }
        List<Start> starts = new ArrayList<>();
        for (Latent latent : known.subList(0, Math.min(known.size(), request.restarts()))) {
            float[][] one = {latent.values()};
            starts.add(new Start(one[0], places(one, asking.settings)[0], Float.NaN));
        }
        all.stream()
                .sorted(Comparator.comparingDouble(Start::loss))
                .limit((long) request.restarts() - starts.size())
                .forEach(starts::add);
        return starts;
    }

    private Target target(Scope search, Raster image, int times) throws StudioException {
        float[] values = new float[times * shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (image.samples()[i % shape.size()] & 0xff) / 127.5f - 1;
        }
        int[] sides = {times, shape.channels(), shape.height(), shape.width()};
        Tensor y = Tensor.of(search, device, new HostTensor(sides, values));
        return new Target(y, script.callList(search, MAPS, weights, buffers, y));
    }

    private Answer ask(float[][] asked, Target target, Asking asking) throws StudioException {
        try (Scope step = new Scope()) {
            List<Argument> arguments = new ArrayList<>(List.of(weights, buffers, rows(step, asked)));
            addCondition(step, arguments, asking.settings, asked.length);
            arguments.add(target.image);
            arguments.addAll(target.maps);
            arguments.add(Argument.of(asking.request.featureWeight()));
            arguments.add(Argument.of(asking.request.priorWeight()));
            arguments.add(Argument.of(1 / asking.unit));
            List<Tensor> answers = script.callList(step, SEARCH, arguments.toArray(Argument[]::new));
            return new Answer(
                    answers.get(0).toHost().values(),
                    answers.get(1).toHost().values(),
                    answers.get(2).toBytes());
        }
    }

    private static HostTensor wished(ConditionalDecodes told, SamplerSettings settings, int times) throws BadOption {
        float[] one = told.conditionOf(settings.wishes());
        HostTensor all = HostTensor.zeros(times, one.length);
        for (int i = 0; i < times; i++) {
            System.arraycopy(one, 0, all.values(), i * one.length, one.length);
        }
        return all;
    }

    @Override
    public void close() {
        scope.close();
    }
}
