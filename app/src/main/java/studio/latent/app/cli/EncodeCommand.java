package studio.latent.app.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import studio.latent.engine.OpenModel;
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

    @Option(names = "--model", required = true, paramLabel = "M", description = "A model's name, folder or zip.")
    private String model = "";

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
        OpenModel open = scope.model(model);
        Latent latent = new LatentSource(scope, open, new PriorOptions()).of(new Operand.ImageFile(image));
        Pictures.makeParent(out);
        LatentFile.write(out, latent, open.card());
        if (output.json) {
            scope.print(json(open, out, latent));
        } else {
            scope.print(out.toString());
        }
        return CommandLineProgram.DONE;
    }

    static JsonObject json(OpenModel model, Path file, Latent latent) {
        JsonObject object = new JsonObject();
        object.addProperty("model", model.card().name());
        object.addProperty("modelHash", model.card().hash());
        object.addProperty("file", file.toString());
        JsonArray values = new JsonArray();
        for (float value : latent.values()) {
            values.add(value);
        }
        object.add("latent", values);
        return object;
    }
}
