package studio.latent.app.cli;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.io.ExportFormat;
import studio.latent.engine.io.Precision;

/// `studio export`: writes a model in a form that other programs read.
@Command(
        name = "export",
        description = "Write a model in a form that other programs read.",
        footer = {"", "JSON: {model, format, precision, file}."})
final class ExportCommand implements Callable<Integer> {
    private final CommandScope scope;

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Option(names = "--model", required = true, paramLabel = "M", description = "A model's name, folder or zip.")
    private String model = "";

    @Option(
            names = "--format",
            required = true,
            paramLabel = "safetensors|torchscript|diffusers",
            description = "'safetensors': a folder with model.json and weights. 'torchscript': one .pt file that"
                    + " torch.jit.load opens. 'diffusers': a folder that from_pretrained of UNet2DModel or AutoencoderKL"
                    + " opens, of a diffusion model or of an autoencoder for one; of a latent diffusion model both, as unet"
                    + " and vae.")
    private ExportFormat format = ExportFormat.SAFETENSORS;

    @Option(
            names = "--precision",
            paramLabel = "float32|float16",
            defaultValue = "float32",
            description =
                    "How the weights are stored, for safetensors: 'float16' makes a model folder of half the size,"
                            + " its numbers rounded to 11 significant bits. It is a model of its own, with another hash."
                            + " Default: ${DEFAULT-VALUE}.")
    private Precision precision = Precision.FLOAT32;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR|FILE.pt",
            description = "The folder to make for safetensors, the file to write for torchscript.")
    private Path out = Path.of("");

    ExportCommand(CommandScope scope) {
        this.scope = scope;
    }

    @Override
    public Integer call() throws StudioException {
        Path written = scope.await(scope.studio().models().export(model, format, precision, out));
        JsonObject object = new JsonObject();
        object.addProperty("model", model);
        object.addProperty("format", Cards.lower(format));
        object.addProperty("precision", Cards.lower(precision));
        object.addProperty("file", written.toString());
        output.print(scope, object, written.toString());
        return CommandLineProgram.DONE;
    }
}
