package studio.latent.app.cli;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.generate.InversionRequest;
import studio.latent.engine.generate.InversionSpace;
import studio.latent.engine.generate.InvertedImage;
import studio.latent.engine.generate.RecipePlan;
import studio.latent.engine.io.LatentFile;
import studio.latent.engine.model.StyledLatent;

/// `studio encode`: an image's latent, saved for other commands.
@Command(
        name = "encode",
        description = {
            "Find the latent of an image and save it, for --from, --to, --plus and the others.",
            "A model with an encoder encodes; in a GAN or another model that only decodes, the latent is searched for."
        },
        footer = {
            "",
            "JSON: {model, modelHash, file, latent: [number], styleShift: [number] where styles were searched, error",
            "where the latent was searched for}."
        })
final class EncodeCommand implements Callable<Integer> {
    private final CommandScope scope;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Mixin
    private ModelOption model = new ModelOption();

    @Option(
            names = "--image",
            required = true,
            paramLabel = "FILE",
            description = "An image of any size: PNG, JPEG, BMP, GIF or WebP. It is fitted to the model's input.")
    private Path image = Path.of("");

    @Option(names = "--out", required = true, paramLabel = "FILE.safetensors", description = "The latent's file.")
    private Path out = Path.of("");

    @Option(
            names = "--search",
            description = "Search for a nearer latent than the encoder finds, beginning with that one.")
    private boolean search;

    @Option(
            names = "--search-steps",
            paramLabel = "N",
            description = "Steps of the search, 1 to 10000. Default: 200. Asks for a search.")
    void searchSteps(int value) {
        searchSteps = new OptionRange(spec, "--search-steps").inside(1, 10_000, value);
    }

    private @Nullable Integer searchSteps;

    @Option(
            names = "--restarts",
            paramLabel = "N",
            description = "Places where the search begins, 1 to 32; the best goes on. Default: 4. Asks for a search.")
    void restarts(int value) {
        restarts = new OptionRange(spec, "--restarts").inside(1, 32, value);
    }

    private @Nullable Integer restarts;

    @Option(
            names = "--space",
            paramLabel = "z|w|w-plus",
            description = "What the search moves: z, the latent (the default); in a style-gan also w, one style for all"
                    + " layers, or w-plus, the style of each layer: nearest to the image, and farthest from what the"
                    + " model draws. Asks for a search.")
    void space(String value) {
        space = switch (value.toLowerCase(Locale.ROOT)) {
            case "z" -> InversionSpace.Z;
            case "w" -> InversionSpace.W;
            case "w-plus" -> InversionSpace.W_PLUS;
            default -> throw new ParameterException(spec.commandLine(), "--space must be z, w or w-plus, got " + value);
        };
    }

    private @Nullable InversionSpace space;

    @Option(
            names = "--reconstruction",
            paramLabel = "FILE.png",
            description = "Also save what the model makes of the latent.")
    private @Nullable Path reconstruction;

    EncodeCommand(CommandScope scope) {
        this.scope = scope;
    }

    @Override
    public Integer call() throws StudioException {
        if (!(OutputTarget.of(out, spec, List.of("safetensors")) instanceof OutputTarget.SingleFile)) {
            throw new ParameterException(spec.commandLine(), "--out must name a .safetensors file, got " + out);
        }
        ModelInUse open = model.open(scope);
        LatentSource source = new LatentSource(open, new PriorOptions());
        boolean searches = search || searchSteps != null || restarts != null || space != null || !source.encodes();
        InvertedImage found = searches ? source.invert(image, request()) : null;
        StyledLatent latent = found == null
                ? source.of(new Operand.ImageFile(image))
                : new StyledLatent(found.latent(), found.shift());
        Pictures.makeParent(out);
        LatentFile.write(out, latent, open.model().styleLayers().size(), open.card());
        JsonObject json = open.json(out, latent);
        String text = out.toString();
        if (found != null) {
            json.addProperty("error", found.error());
            text += String.format(Locale.ROOT, "%npixels differ by %.1f of 255 (root mean square)", found.error());
        }
        Path picture = reconstruction;
        if (picture != null) {
            RecipePlan plan = open.plan(List.of(latent), 1);
            open.save(found == null ? open.draw(plan).getFirst() : found.image(), plan, picture);
        }
        output.print(scope, json, text);
        return CommandLineProgram.DONE;
    }

    private InversionRequest request() {
        InversionRequest usual = InversionRequest.USUAL;
        InversionRequest request = new InversionRequest(
                searchSteps == null ? usual.steps() : searchSteps,
                restarts == null ? usual.restarts() : restarts,
                usual.candidates(),
                usual.learningRate(),
                usual.featureWeight(),
                usual.priorWeight(),
                usual.seed());
        return space == null ? request : request.in(space);
    }
}
