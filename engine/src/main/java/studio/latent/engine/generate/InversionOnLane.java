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
import studio.latent.engine.model.Decodes;
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

/// Searches the latent whose image is nearest to a given one, on the lane that made it.
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

    /// Candidates in one call.
    private static final int CHUNK = 16;

    /// Steps from one image that is shown to the next.
    private static final int SHOWN_EVERY = 5;

    private final Scope scope = new Scope();
    private final ComputeDevice device;
    private final ModelDefinition definition;
    private final ImageShape shape;
    private final int dimension;
    private final Script script;
    private final TensorList weights;
    private final TensorList buffers;

    private InversionOnLane(
            ModelDefinition definition, Program program, Map<String, HostTensor> values, ComputeDevice device) {
        this.device = device;
        this.definition = definition;
        this.shape = definition.spec().image();
        this.dimension = definition.spec().latentDimension();
        this.script = Script.compile(scope, device, Script.Mode.GRADIENT, program.text());
        this.weights = LaneWeights.list(scope, device, program.parameters().trained(), values);
        this.buffers = LaneWeights.list(scope, device, program.parameters().buffers(), values);
    }

    /// Puts a model on the calling lane.
    ///
    /// **Errors** [IncompatibleModel] for a model that does not make its images in one step, and for weights that
    /// do not fit.
    ///
    /// @param features null to compare pixels alone
    public static InversionOnLane load(
            ModelDefinition definition,
            Map<String, HostTensor> weights,
            @Nullable PerceptualFeatures features,
            ComputeDevice device)
            throws IncompatibleModel {
        if (!(definition instanceof Decodes decoder)) {
            throw new IncompatibleModel(
                    "This model does not make an image from a latent in one step, so there is no slope to follow.",
                    "Choose a GAN or a VAE.");
        }
        Map<String, HostTensor> all = new HashMap<>(weights);
        if (features != null) {
            all.putAll(features.weights());
        }
        Program program = program(definition, decoder, features);
        LaneWeights.requireFit(program, all);
        return new InversionOnLane(definition, program, all, device);
    }

    private static Program program(ModelDefinition definition, Decodes decoder, @Nullable PerceptualFeatures features) {
        Program program = new Program(Graph.Precision.FLOAT32);
        ImageShape image = definition.spec().image();
        List<int[]> shapes = new ArrayList<>();
        program.method(MAPS, Graph.Mode.INFERENCE, List.of("y"), List.of(), g -> {
            List<Value> maps = normedMaps(g, features, input(g, "y", image));
            maps.forEach(map -> shapes.add(map.shape()));
            return maps;
        });
        List<String> tensors = new ArrayList<>(List.of("z"));
        int rows = rows(decoder);
        if (rows > 0) {
            tensors.add("c");
        }
        tensors.add("y");
        for (int i = 0; i < shapes.size(); i++) {
            tensors.add("f" + i);
        }
        return program.method(SEARCH, Graph.Mode.INFERENCE, tensors, List.of(FEATURE_WEIGHT, PRIOR_WEIGHT), g -> {
            InputGradient gradients = new InputGradient(g);
            Value z = gradients.leaf(g.input("z", Value.BATCH, definition.spec().latentDimension()));
            Value made = rows > 0 && decoder instanceof ConditionalDecodes told
                    ? told.decode(g, z, g.input("c", Value.BATCH, rows))
                    : decoder.decode(g, z);
            Value x = g.plus(g.times(made, 2), -1);
            PerImage perImage = new PerImage(g);
            Value loss = perImage.means(g.square(g.sub(x, input(g, "y", image))));
            List<Value> maps = normedMaps(g, features, x);
            for (int i = 0; i < maps.size(); i++) {
                Value wanted = g.input("f" + i, shapes.get(i));
                Value distance = perImage.means(g.square(g.sub(maps.get(i), wanted)));
                loss = g.add(loss, g.times(distance, g.scalar(FEATURE_WEIGHT)));
            }
            loss = g.add(loss, g.times(beyondPrior(g, z), g.scalar(PRIOR_WEIGHT)));
            return List.of(g.detach(loss), gradients.of(loss, z), g.unitBytes(g.detach(made)));
        });
    }

    private static int rows(Decodes decoder) {
        return decoder instanceof ConditionalDecodes told ? told.conditionRows() : 0;
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

    /// The square of max(0, mean of z² − 1): 0 for a latent as long as the prior's or shorter. `[N]`.
    private static Value beyondPrior(Graph g, Value z) {
        Value squares = new InputGradient(g).squaredLengths(z);
        return g.square(g.relu(g.plus(g.times(squares, 1.0 / z.side(1)), -1)));
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

    /// Latents on their way, with Adam's moments.
    private static final class Walk {
        private final float[][] latents;
        private final double[][] first;
        private final double[][] second;

        Walk(float[][] latents) {
            this.latents = latents;
            this.first = new double[latents.length][latents[0].length];
            this.second = new double[latents.length][latents[0].length];
        }

        /// The same walk of one of its latents alone.
        Walk of(int chosen) {
            Walk alone = new Walk(new float[][] {latents[chosen]});
            alone.first[0] = first[chosen];
            alone.second[0] = second[chosen];
            return alone;
        }

        /// One step of Adam (Kingma and Ba 2015), β = (0.9, 0.999).
        void step(float[] slopes, double rate, int number) {
            double firstBias = 1 - Math.pow(0.9, number);
            double secondBias = 1 - Math.pow(0.999, number);
            for (int row = 0; row < latents.length; row++) {
                for (int i = 0; i < latents[row].length; i++) {
                    double slope = slopes[row * latents[row].length + i];
                    first[row][i] += 0.1 * (slope - first[row][i]);
                    second[row][i] += 0.001 * (slope * slope - second[row][i]);
                    double move = first[row][i] / firstBias / (Math.sqrt(second[row][i] / secondBias) + 1e-8);
                    latents[row][i] -= (float) (rate * move);
                }
            }
        }
    }

    /// The latent of the nearest image that the search meets.
    ///
    /// **Errors** [IncompatibleModel] for an image of another shape; [BadOption] for a wish that the model does not
    /// know. Cancelled, it leaves at its next step.
    ///
    /// @param known latents to begin at beside the candidates: what an encoder says of the image
    /// @param settings wishes of a model that takes such
    /// @param watcher sees the best image so far every few steps, on the calling thread
    public Latent find(
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
        try (Scope search = new Scope()) {
            Walk walk = new Walk(starts(search, image, request, known, settings, context));
            Target target = target(search, image, walk.latents.length);
            float least = Float.POSITIVE_INFINITY;
            float[] found = walk.latents[0].clone();
            int alone = request.steps() / 3;
            for (int step = 0; step <= request.steps(); step++) {
                context.checkCancelled();
                Answer answer = ask(walk.latents, target, request, settings);
                int best = answer.best();
                if (answer.losses[best] < least) {
                    least = answer.losses[best];
                    found = walk.latents[best].clone();
                }
                context.progress("Searching the latent", step, request.steps());
                if (step % SHOWN_EVERY == 0) {
                    watcher.accept(part(answer, best));
                }
                if (step == request.steps()) {
                    break;
                }
                walk.step(answer.slopes, request.rate(step), step + 1);
                if (step == alone && walk.latents.length > 1) {
                    walk = walk.of(best);
                    target = target(search, image, 1);
                }
            }
            return new Latent(found);
        }
    }

    private Raster part(Answer answer, int place) {
        int size = shape.size();
        return new Raster(shape, Arrays.copyOfRange(answer.images, place * size, (place + 1) * size));
    }

    /// The nearest of the candidates, and what is known before.
    private float[][] starts(
            Scope search,
            Raster image,
            InversionRequest request,
            List<Latent> known,
            SamplerSettings settings,
            JobContext context)
            throws StudioException {
        record Start(float[] latent, float loss) {}
        List<Start> all = new ArrayList<>();
        int drawn = request.restarts() > known.size() ? request.candidates() : 0;
        Target target = null;
        for (int done = 0; done < drawn; done += CHUNK) {
            context.checkCancelled();
            context.progress("Looking where to begin", done, drawn);
            float[][] chunk = new float[Math.min(CHUNK, drawn - done)][];
            for (int i = 0; i < chunk.length; i++) {
                chunk[i] = PriorSampler.normal(request.seed() + done + i, dimension, 1)
                        .values()
                        .clone();
            }
            if (target == null || chunk.length < CHUNK) {
                target = target(search, image, chunk.length);
            }
            Answer answer = ask(chunk, target, request, settings);
            for (int i = 0; i < chunk.length; i++) {
                all.add(new Start(chunk[i], answer.losses[i]));
            }
        }
        List<float[]> starts = new ArrayList<>();
        known.stream()
                .limit(request.restarts())
                .forEach(latent -> starts.add(latent.values().clone()));
        all.stream()
                .sorted(Comparator.comparingDouble(Start::loss))
                .limit((long) request.restarts() - starts.size())
                .forEach(start -> starts.add(start.latent));
        return starts.toArray(float[][]::new);
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

    private Answer ask(float[][] latents, Target target, InversionRequest request, SamplerSettings settings)
            throws StudioException {
        HostTensor rows = HostTensor.zeros(latents.length, dimension);
        for (int i = 0; i < latents.length; i++) {
            System.arraycopy(latents[i], 0, rows.values(), i * dimension, dimension);
        }
        try (Scope step = new Scope()) {
            List<Argument> arguments = new ArrayList<>(List.of(weights, buffers, Tensor.of(step, device, rows)));
            if (definition instanceof ConditionalDecodes told && told.conditionRows() > 0) {
                arguments.add(Tensor.of(step, device, wished(told, settings, latents.length)));
            }
            arguments.add(target.image);
            arguments.addAll(target.maps);
            arguments.add(Argument.of(request.featureWeight()));
            arguments.add(Argument.of(request.priorWeight()));
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
