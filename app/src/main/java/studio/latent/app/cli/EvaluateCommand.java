package studio.latent.app.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import studio.latent.engine.Evaluation;
import studio.latent.engine.EvaluationRequest;
import studio.latent.engine.ImageSource;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.metric.Metric;
import studio.latent.engine.metric.MetricOptions;

/// `studio evaluate`: how close generated images come to real ones.
@Command(
        name = "evaluate",
        description = {
            "Measure a model's images against a data set, or one folder of images against another.",
            "Each value comes with the number of images, a 95 %% band and the floor that real images reach.",
            "A model that was trained with classes is asked for each as often as the data have it, one with attributes",
            "for the sets that images of the data have; --class asks for something else."
        },
        footer = {
            "",
            "JSON: {generated, reference, features, standard, resize, generatedCount, referenceCount, floor,",
            "secondsPerImage, of a diffusion model sampler, steps, guidanceScale, wishes, unwanted, classifier,",
            "classifierHash and classifierScale where one leads, networkEvaluations (of one image) and asked (what for),",
            "remarks: [text], skipped: [text], results: [{metric, value, low, high,",
            "level, band, floor, better, and of a model's own metrics images with likelihood or distance} or",
            "{metric, reason, remedy}]}."
        })
final class EvaluateCommand implements Callable<Integer> {
    private static final List<Metric> STANDARD = List.of(
            Metric.FRECHET_DISTANCE,
            Metric.KERNEL_DISTANCE,
            Metric.PRECISION,
            Metric.RECALL,
            Metric.DENSITY,
            Metric.COVERAGE);

    private final CommandScope scope;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Mixin
    private PriorOptions priors = new PriorOptions();

    @Mixin
    private SamplingOptions samplings = new SamplingOptions();

    @Mixin
    private FeatureOptions features = new FeatureOptions();

    @Mixin
    private DeviceOption device = new DeviceOption();

    @Option(names = "--model", paramLabel = "M", description = "A model's name, folder or zip.")
    private @Nullable String model;

    @Option(names = "--data", paramLabel = "D", description = "The real images: a data set's name, folder, zip or IDX.")
    private @Nullable String data;

    @Option(names = "--generated", paramLabel = "DIR", description = "A folder or zip of generated images.")
    private @Nullable Path generated;

    @Option(names = "--reference", paramLabel = "DIR", description = "A folder or zip of real images.")
    private @Nullable Path reference;

    @Option(
            names = "--held-out",
            paramLabel = "D",
            description = "Real images that the model was not trained on; they tell the floor. Without them part of"
                    + " --data is kept back for it.")
    private @Nullable String heldOut;

    @Option(
            names = "--metrics",
            split = ",",
            paramLabel = "NAME",
            description = "What to measure, separated by commas, or 'all'. Default: frechet-distance,kernel-distance,"
                    + "precision,recall,density,coverage. Further: frechet-infinity, sliced-wasserstein,"
                    + " inception-score, memorisation, spread; class-entropy and intra-class-frechet with --features domain;"
                    + " elbo, bits-per-dim and perplexity of a model with an encoder; bits-per-dim and perplexity of a diffusion"
                    + " model of pixels, from 64 images at most; perceptual-path-length of a model with latents.")
    private List<String> metrics = new ArrayList<>();

    @Option(
            names = "--seed",
            defaultValue = "0",
            paramLabel = "S",
            description = "Seed of the first image, and of everything that is drawn to measure. Default:"
                    + " ${DEFAULT-VALUE}.")
    private long seed;

    private int count = 2000;
    private int real = 10_000;

    EvaluateCommand(CommandScope scope) {
        this.scope = scope;
    }

    @Option(
            names = "--count",
            defaultValue = "2000",
            paramLabel = "N",
            description = "Images that the model draws, in [2, 1000000]. Default: ${DEFAULT-VALUE}.")
    void count(int value) {
        count = new OptionRange(spec, "--count").inside(2, 1_000_000, value);
    }

    @Option(
            names = "--real",
            defaultValue = "10000",
            paramLabel = "N",
            description = "Real images of --data at most; 0 for all. Default: ${DEFAULT-VALUE}.")
    void real(int value) {
        real = new OptionRange(spec, "--real").atLeast(0, value);
    }

    @Override
    public Integer call() throws StudioException {
        List<Metric> wanted = wanted();
        requireOnePair();
        device.apply(scope);
        EvaluationRequest request;
        String[] names;
        EvaluationReport.Drawn drawn = null;
        if (model != null && data != null) {
            ModelInUse open =
                    new ModelInUse(scope, scope.await(scope.studio().models().open(model)));
            drawn = new EvaluationReport.Drawn(open, samplings.forMeasuring(open));
            request = ofModel(drawn, data, wanted);
            names = new String[] {open.card().name(), data};
        } else {
            Path made = Objects.requireNonNull(generated);
            Path real = Objects.requireNonNull(reference);
            request = request(new ImageSource.Loose(made), new ImageSource.Loose(real), looseHeldOut(), wanted);
            names = new String[] {made.toString(), real.toString()};
        }
        Evaluation evaluation = scope.await(scope.studio().evaluator().evaluate(request));
        EvaluationReport report = new EvaluationReport(evaluation, names[0], names[1], drawn);
        if (output.json) {
            scope.print(report.json());
        } else {
            report.lines().forEach(scope::print);
        }
        report.remarks().forEach(scope::remark);
        return CommandLineProgram.DONE;
    }

    private void requireOnePair() {
        if (model == null && samplings.isGiven()) {
            throw new ParameterException(
                    spec.commandLine(), "--sampler, --steps, --guidance, --class and --classifier belong to --model");
        }
        boolean ofModel = model != null && data != null && generated == null && reference == null;
        boolean ofFolders = generated != null && reference != null && model == null && data == null;
        if (!ofModel && !ofFolders) {
            throw new ParameterException(
                    spec.commandLine(), "name either --model and --data, or --generated and --reference");
        }
    }

    private List<Metric> wanted() {
        if (metrics.isEmpty()) {
            return STANDARD;
        }
        if (metrics.equals(List.of("all"))) {
            return List.of(Metric.values());
        }
        List<Metric> wanted = new ArrayList<>();
        for (String name : metrics) {
            wanted.add(Arrays.stream(Metric.values())
                    .filter(metric -> metric.id().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new ParameterException(
                            spec.commandLine(),
                            "--metrics knows "
                                    + String.join(
                                            ", ",
                                            Arrays.stream(Metric.values())
                                                    .map(Metric::id)
                                                    .toList())
                                    + " and all, got " + name)));
        }
        return wanted;
    }

    private EvaluationRequest ofModel(EvaluationReport.Drawn by, String dataset, List<Metric> wanted)
            throws StudioException {
        ModelInUse open = by.model();
        ImageSource drawn = new ImageSource.Drawn(
                open.model(), priors.priorOf(open), priors.temperature(), by.sampling(), seed, count);
        ImageSource held = heldOut == null ? null : data(heldOut, open.card().imageShape());
        return request(drawn, data(dataset, open.card().imageShape()), held, wanted);
    }

    /// A data set, brought to the side of the model's images where it has another.
    private ImageSource data(String name, ImageShape shape) throws StudioException {
        ImageShape stored =
                scope.await(scope.studio().datasets().describe(name)).shape();
        boolean same = stored.width() == shape.width() && stored.height() == shape.height();
        return new ImageSource.Data(name, same ? 0 : shape.width(), real);
    }

    private @Nullable ImageSource looseHeldOut() {
        return heldOut == null ? null : new ImageSource.Loose(Path.of(heldOut));
    }

    private EvaluationRequest request(
            ImageSource made, ImageSource real, @Nullable ImageSource held, List<Metric> wanted)
            throws StudioException {
        return new EvaluationRequest(
                made, real, held, wanted, features.choice(), features.resizeMode(), MetricOptions.standard(seed));
    }
}
