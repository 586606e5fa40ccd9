package studio.latent.app.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import studio.latent.engine.error.IncompatibleModel;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.generate.EditRequest;
import studio.latent.engine.generate.EditSource;
import studio.latent.engine.generate.RecipePlan;
import studio.latent.engine.generate.SampledImage;
import studio.latent.engine.generate.SamplerSettings;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.image.Raster;
import studio.latent.engine.model.Capability;
import studio.latent.engine.model.PriorKind;

/// `studio edit`: images that a diffusion model makes from another one, whole or behind a mask.
@Command(
        name = "edit",
        description = {
            "Make an image anew with a diffusion model, as a whole or where a mask is white.",
            "Each PNG carries its recipe with the image in it; 'studio verify' makes it again."
        },
        footer = {
            "",
            "JSON: {model, modelHash, image, fitted, mask, strength, sampler, steps, guidanceScale, wishes,",
            "unwanted, guidanceRescale, guidanceLow, guidanceHigh, threshold, tiled, images: [{file, seed, count}]}."
        })
final class EditCommand implements Callable<Integer> {
    private final CommandScope scope;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Mixin
    private SamplingOptions samplings = new SamplingOptions();

    @Mixin
    private ModelOption model = new ModelOption();

    @Option(
            names = "--image",
            required = true,
            paramLabel = "FILE",
            description = "An image of any size: PNG, JPEG, BMP, GIF or WebP. It is fitted to the model.")
    private Path image = Path.of("");

    @Option(
            names = "--mask",
            paramLabel = "FILE",
            description = "An image of the same size: what is white is painted anew, the rest stays as it is.")
    private @Nullable Path mask;

    @Option(
            names = "--seed",
            defaultValue = "0",
            paramLabel = "S",
            description = "Seed of the first variation; the next have S + 1, S + 2 … Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR|FILE.png",
            description = "A folder for one PNG a variation, or one PNG: the image, or a sheet of all.")
    private Path out = Path.of("");

    private @Nullable Double strength;
    private int variations = 1;

    EditCommand(CommandScope scope) {
        this.scope = scope;
    }

    @Option(
            names = "--strength",
            paramLabel = "S",
            description = "Share of the steps that are taken, above 0 and at most 1: 0.3 keeps the composition, 0.8"
                    + " little of it. Default: 0.5; with --mask 1.")
    void strength(double value) {
        if (!(value > 0 && value <= 1)) {
            throw new ParameterException(spec.commandLine(), "--strength must be above 0 and at most 1, got " + value);
        }
        strength = value;
    }

    @Option(
            names = "--variations",
            defaultValue = "1",
            paramLabel = "N",
            description = "Number of images, in [1, 10000]. Default: ${DEFAULT-VALUE}.")
    void variations(int value) {
        variations = new OptionRange(spec, "--variations").inside(1, 10_000, value);
    }

    @Override
    public Integer call() throws StudioException {
        OutputTarget target = OutputTarget.of(out, spec, List.of("png"));
        ModelInUse open = model.open(scope);
        if (!open.card().capabilities().contains(Capability.DENOISES)) {
            throw new IncompatibleModel(
                    "The model '" + open.card().name() + "' makes its images in one step, so it cannot change one.",
                    "Choose a diffusion model.");
        }
        SamplerSettings sampling = samplings.of(open);
        Raster given = scope.await(scope.studio().readImage(image));
        EditSource source = source(given, open.card().imageShape());
        JsonArray images = new JsonArray();
        String words =
                new SeedPictures(open, variationsOf(open, source, sampling)).write(target, seed, variations, images);
        JsonObject object = open.json();
        object.addProperty("image", image.toString());
        object.addProperty("fitted", !given.shape().equals(open.card().imageShape()));
        object.addProperty("mask", mask == null ? null : mask.toString());
        object.addProperty("strength", source.strength());
        SamplingOptions.describe(object, open, sampling);
        object.add("images", images);
        output.print(scope, object, words);
        return CommandLineProgram.DONE;
    }

    /// The image and the mask as the model takes them; says so if they had to be changed for that.
    private EditSource source(Raster given, ImageShape shape) throws StudioException {
        Raster painted = mask == null ? null : scope.await(scope.studio().readImage(mask));
        double share = strength == null ? (painted == null ? EditSource.USUAL_STRENGTH : 1) : strength;
        EditSource source = EditSource.fitted(given, painted, share, shape);
        if (!given.shape().equals(shape)) {
            scope.remark(image.getFileName() + " is " + given.shape() + "; it was cut and converted to " + shape + ".");
        }
        return source;
    }

    private SeedPictures.Source variationsOf(ModelInUse open, EditSource source, SamplerSettings sampling) {
        return new SeedPictures.Source() {
            @Override
            public List<SampledImage> draw(long first, int number) throws StudioException {
                return scope.await(open.bench().edit(open.model(), new EditRequest(source, first, number, sampling)));
            }

            @Override
            public RecipePlan plan(long first, int number, int columns) {
                return RecipePlan.ofSeeds(first, number, columns, PriorKind.NORMAL, 1)
                        .sampledBy(sampling)
                        .madeFrom(source);
            }
        };
    }
}
