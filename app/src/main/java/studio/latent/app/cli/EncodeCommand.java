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
import studio.latent.engine.error.IncompatibleModel;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.generate.InversionRequest;
import studio.latent.engine.generate.InversionSpace;
import studio.latent.engine.generate.InvertedImage;
import studio.latent.engine.generate.NoiseInversion;
import studio.latent.engine.generate.RecipePlan;
import studio.latent.engine.generate.SamplerSettings;
import studio.latent.engine.io.LatentFile;
import studio.latent.engine.model.ShiftedLatent;

/// `studio encode`: an image's latent, saved for other commands.
@Command(
        name = "encode",
        description = {
            "Find the latent of an image and save it, for --from, --to, --plus and the others.",
            "A model with an encoder encodes; in a GAN or another model that only decodes, the latent is searched for;",
            "of a diffusion model it is the noise to which the way from the image back leads. 'studio train --family",
            "gan-encoder' trains an encoder for a GAN, 'style-gan-encoder' for one with styles."
        },
        footer = {
            "",
            "JSON: {model, modelHash, file, latent: [number], styleShift: [number] where styles were searched, error",
            "of the pixels where the latent was searched for or is noise, wayError of the way to the noise and back}."
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
            names = "--sampler",
            paramLabel = "euler|ddim|heun",
            description =
                    "Whose way a diffusion model goes back: of Euler, which is DDIM's, each step is solved; Heun's"
                            + " follows the flow, as exactly as its steps are short. Default: euler.")
    void sampler(String value) {
        if (!NoiseInversion.samplers().contains(value)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--sampler must be one of " + String.join(", ", NoiseInversion.samplers()) + ", got " + value);
        }
        sampler = value;
    }

    private @Nullable String sampler;

    @Option(
            names = "--steps",
            paramLabel = "N",
            description =
                    "Steps of a diffusion model's way back, in [20, 1000]. Default: the model's own, 20 at least.")
    void steps(int value) {
        steps = new OptionRange(spec, "--steps").inside(20, 1000, value);
    }

    private @Nullable Integer steps;

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
        SamplerSettings back = source.denoises() ? wayBack(open) : null;
        InvertedImage found = found(source, back);
        ShiftedLatent latent = found == null
                ? source.of(new Operand.ImageFile(image))
                : new ShiftedLatent(found.latent(), found.shift());
        Pictures.makeParent(out);
        LatentFile.write(out, latent, open.model().styleLayers().size(), open.card());
        JsonObject json = open.json(out, latent);
        String text = out.toString();
        if (found != null) {
            json.addProperty("error", found.error());
            text += String.format(Locale.ROOT, "%npixels differ by %.1f of 255 (root mean square)", found.error());
            if (back != null) {
                json.addProperty("wayError", found.wayError());
                text += String.format(
                        Locale.ROOT,
                        "%nthe way to the noise and back by %s in %d steps misses by %.2g (root mean square; the data's"
                                + " range is 2)",
                        back.sampler(),
                        back.steps(),
                        found.wayError());
            }
        }
        Path picture = reconstruction;
        if (picture != null) {
            RecipePlan plan = back == null
                    ? open.plan(List.of(latent), 1)
                    : open.plan(List.of(latent), 1).sampledBy(back);
            open.save(found == null ? open.draw(plan).getFirst() : found.image(), plan, picture);
        }
        output.print(scope, json, text);
        return CommandLineProgram.DONE;
    }

    private boolean searches() {
        return search || searchSteps != null || restarts != null || space != null;
    }

    /// What was found by a search or a way back; null where the model's encoder says it.
    private @Nullable InvertedImage found(LatentSource source, @Nullable SamplerSettings back) throws StudioException {
        if (back != null) {
            return source.noise(image, back);
        }
        if (sampler != null || steps != null) {
            throw new IncompatibleModel(
                    "The model makes its images in one step, so no way leads from an image back to noise.",
                    "Leave --sampler and --steps out, or choose a diffusion model.");
        }
        return searches() || !source.encodes() ? source.invert(image, request()) : null;
    }

    /// **Errors** [IncompatibleModel] where a search was asked for.
    private SamplerSettings wayBack(ModelInUse open) throws IncompatibleModel {
        if (searches()) {
            throw new IncompatibleModel(
                    "The model '" + open.card().name()
                            + "' samples in steps: the noise of an image is not searched for.",
                    "Leave --search, --search-steps, --restarts and --space out; the way back is gone without them.");
        }
        SamplerSettings usual = open.model().usualSampling();
        return NoiseInversion.settings(
                steps == null ? usual : usual.inSteps(steps),
                sampler == null ? NoiseInversion.samplers().getFirst() : sampler);
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
