package studio.latent.app.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.io.LatentFile;
import studio.latent.engine.model.Latent;

/// `studio encode`: an image's latent, saved for other commands.
@Command(
        name = "encode",
        description = "Encode an image and save its latent, for --from, --to, --plus and the others.",
        footer = {"", "JSON: {model, modelHash, file, latent: [number]}."})
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

    EncodeCommand(CommandScope scope) {
        this.scope = scope;
    }

    @Override
    public Integer call() throws StudioException {
        if (!(OutputTarget.of(out, spec, List.of("safetensors")) instanceof OutputTarget.SingleFile)) {
            throw new ParameterException(spec.commandLine(), "--out must name a .safetensors file, got " + out);
        }
        ModelInUse open = model.open(scope);
        Latent latent = new LatentSource(open, new PriorOptions()).of(new Operand.ImageFile(image));
        Pictures.makeParent(out);
        LatentFile.write(out, latent, open.card());
        output.print(scope, open.json(out, latent), out.toString());
        return CommandLineProgram.DONE;
    }
}
