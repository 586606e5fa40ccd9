package studio.latent.app.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
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
import studio.latent.engine.image.ImageGrid;
import studio.latent.engine.image.Raster;
import studio.latent.engine.model.Capability;
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
            "guidanceRescale, guidanceLow, guidanceHigh and threshold."
        })
final class SampleCommand implements Callable<Integer> {
    /// Images that are drawn, written and forgotten at a time, so that memory stays flat and Ctrl-C keeps the rest.
    private static final int CHUNK = 256;

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
        String words = switch (target) {
            case OutputTarget.SingleFile(Path file, String _) -> sheet(open, prior, file, images);
            case OutputTarget.Folder(Path folder) -> folder(open, prior, folder, images);
        };
        JsonObject object = open.json();
        object.addProperty("prior", Cards.lower(prior));
        object.addProperty("temperature", priors.temperature());
        SamplingOptions.describe(object, open, sampling);
        object.add("images", images);
        output.print(scope, object, words);
        return CommandLineProgram.DONE;
    }

    /// Returns what to say about it.
    private String sheet(ModelInUse open, PriorKind prior, Path file, JsonArray images) throws StudioException {
        int columns = SheetLayout.square(open.card().imageShape(), count).columns();
        List<Raster> rasters = new ArrayList<>();
        for (SampledImage image : draw(open, prior, seed, count)) {
            rasters.add(image.image());
        }
        RecipePlan plan = plan(open, seed, count, columns, prior);
        Raster picture = count == 1 ? rasters.getFirst() : ImageGrid.tile(rasters, columns, 0);
        images.add(json(open.save(picture, plan, file), seed, count));
        return file.toString();
    }

    private String folder(ModelInUse open, PriorKind prior, Path folder, JsonArray images) throws StudioException {
        Pictures.makeFolder(folder);
        int digits = Long.toString(seed + count - 1).length();
        for (int done = 0; done < count; done += CHUNK) {
            for (SampledImage image : draw(open, prior, seed + done, Math.min(CHUNK, count - done))) {
                Path file = folder.resolve("seed-" + Pictures.padded(image.seed(), digits) + ".png");
                RecipePlan plan = plan(open, image.seed(), 1, 1, prior);
                images.add(json(open.save(image.image(), plan, file), image.seed(), 1));
            }
        }
        return count + (count == 1 ? " image in " : " images in ") + folder;
    }

    private RecipePlan plan(ModelInUse open, long first, int number, int columns, PriorKind prior) {
        RecipePlan plan = RecipePlan.ofSeeds(first, number, columns, prior, priors.temperature());
        return open.card().capabilities().contains(Capability.DENOISES) ? plan.sampledBy(sampling) : plan;
    }

    private List<SampledImage> draw(ModelInUse open, PriorKind prior, long first, int number) throws StudioException {
        SampleRequest request = new SampleRequest(first, number, prior, priors.temperature(), BATCH, sampling);
        return scope.await(open.bench().sample(open.model(), request));
    }

    private static JsonObject json(Path file, long seed, int count) {
        JsonObject object = new JsonObject();
        object.addProperty("file", file.toString());
        object.addProperty("seed", seed);
        object.addProperty("count", count);
        return object;
    }
}
