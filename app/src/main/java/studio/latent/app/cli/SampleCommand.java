package studio.latent.app.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.generate.RecipePlan;
import studio.latent.engine.generate.SampleRequest;
import studio.latent.engine.generate.SampledImage;
import studio.latent.engine.generate.SamplerSettings;
import studio.latent.engine.image.Raster;
import studio.latent.engine.model.Latent;
import studio.latent.engine.model.PriorKind;

/// `studio sample`: images from consecutive seeds, each with its recipe, as files in a folder or as one sheet.
@Command(
        name = "sample",
        description = {
            "Draw images from seeds. A seed's image depends on the model and the seed alone.",
            "Each PNG carries its recipe; 'studio verify' makes it again."
        },
        footer = {
            "",
            "JSON: {model, modelHash, prior, temperature, images: [{file, seed, count}]}; of a",
            "diffusion model also sampler, steps, guidanceScale, wishes and unwanted: {name: weight},",
            "guidanceRescale, guidanceLow, guidanceHigh, threshold and tiled, and where one guides",
            "classifier, classifierHash and classifierScale; of one that takes one step also truncation,",
            "layerNoise, layerNoiseSeed and styleLayers, where they were given, and wishes, where it",
            "takes such."
        })
final class SampleCommand implements Callable<Integer> {
    private static final int BATCH = 64;

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
    private DirectionOption directions = new DirectionOption();

    @Mixin
    private ModelOption model = new ModelOption();

    @Option(
            names = "--seed",
            defaultValue = "0",
            paramLabel = "S",
            description = "Seed of the first image; the next have S + 1, S + 2 … Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR|FILE.png",
            description = "A folder for one PNG a seed, or one PNG: the image, or a sheet of all.")
    private Path out = Path.of("");

    private int count = 1;
    private SamplerSettings sampling = SamplerSettings.DEFAULTS;

    SampleCommand(CommandScope scope) {
        this.scope = scope;
    }

    @Option(
            names = "--count",
            defaultValue = "1",
            paramLabel = "N",
            description = "Number of images, in [1, 1000000]. Default: ${DEFAULT-VALUE}.")
    void count(int value) {
        count = new OptionRange(spec, "--count").inside(1, 1_000_000, value);
    }

    @Override
    public Integer call() throws StudioException {
        OutputTarget target = OutputTarget.of(out, spec, List.of("png"));
        ModelInUse open = model.open(scope);
        PriorKind prior = priors.priorOf(open);
        sampling = samplings.of(open);
        JsonArray images = new JsonArray();
        DirectionOption.Moves moves = directions.of(open);
        sampling = moves.styled(sampling);
        SeedPictures.Source source = moves.moveLatents() ? moved(open, prior, moves) : source(open, prior);
        String words = new SeedPictures(open, source).write(target, seed, count, images);
        JsonObject object = open.json();
        object.addProperty("prior", Cards.lower(prior));
        object.addProperty("temperature", priors.temperature());
        SamplingOptions.describe(object, open, sampling);
        object.add("images", images);
        output.print(scope, object, words);
        return CommandLineProgram.DONE;
    }

    private SeedPictures.Source source(ModelInUse open, PriorKind prior) {
        return new SeedPictures.Source() {
            @Override
            public List<SampledImage> draw(long first, int number) throws StudioException {
                SampleRequest request = new SampleRequest(first, number, prior, priors.temperature(), BATCH, sampling);
                return scope.await(open.bench().sample(open.model(), request));
            }

            @Override
            public RecipePlan plan(long first, int number, int columns) {
                return RecipePlan.ofSeeds(first, number, columns, prior, priors.temperature())
                        .sampledBy(sampling);
            }
        };
    }

    /// Seeds' latents moved along directions; their recipes hold the latents themselves.
    private SeedPictures.Source moved(ModelInUse open, PriorKind prior, DirectionOption.Moves moves) {
        return new SeedPictures.Source() {
            @Override
            public List<SampledImage> draw(long first, int number) throws StudioException {
                List<Latent> latents = latents(first, number);
                List<Raster> rasters = scope.await(open.bench().decode(open.model(), latents, sampling));
                return IntStream.range(0, number)
                        .mapToObj(i -> new SampledImage(first + i, latents.get(i), rasters.get(i)))
                        .toList();
            }

            @Override
            public RecipePlan plan(long first, int number, int columns) throws StudioException {
                return RecipePlan.ofLatents(latents(first, number), columns).sampledBy(sampling);
            }

            private List<Latent> latents(long first, int number) throws StudioException {
                List<Latent> latents = new ArrayList<>();
                for (int i = 0; i < number; i++) {
                    latents.add(
                            moves.apply(open.bench().latentOf(open.model(), first + i, prior, priors.temperature())));
                }
                return latents;
            }
        };
    }
}
