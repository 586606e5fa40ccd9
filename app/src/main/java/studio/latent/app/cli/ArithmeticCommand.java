package studio.latent.app.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import studio.latent.engine.edit.LatentArithmetic;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.generate.RecipePlan;
import studio.latent.engine.io.LatentFile;
import studio.latent.engine.model.Latent;

/// `studio arithmetic`: sums and differences of latents, as an image or as a latent for other commands.
@Command(
        name = "arithmetic",
        description = {
            "Compute S · (sum of plus − sum of minus) in latent space.",
            "Each A and B is a seed, an image file or a saved latent (.safetensors).",
            "With --direction the result is then moved along the model's directions: a photo with a smile."
        },
        footer = {"", "JSON: {model, modelHash, file, latent: [number]}."})
final class ArithmeticCommand implements Callable<Integer> {
    private final CommandScope scope;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Mixin
    private PriorOptions priors = new PriorOptions();

    @Mixin
    private DirectionOption directions = new DirectionOption();

    @Mixin
    private ModelOption model = new ModelOption();

    @Option(names = "--plus", arity = "1..*", required = true, paramLabel = "A", description = "What is added.")
    private List<Operand> plus = new ArrayList<>();

    @Option(names = "--minus", arity = "1..*", paramLabel = "B", description = "What is taken away.")
    private List<Operand> minus = new ArrayList<>();

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE.png|FILE.safetensors",
            description = "The image of the result, or its latent.")
    private Path out = Path.of("");

    private double scale = 1;

    ArithmeticCommand(CommandScope scope) {
        this.scope = scope;
    }

    @Option(
            names = "--scale",
            paramLabel = "S",
            defaultValue = "1",
            description = "Factor on the result; 0.5 with two plus gives their middle. Default: ${DEFAULT-VALUE}.")
    void scale(double value) {
        scale = new OptionRange(spec, "--scale").finite(value);
    }

    @Override
    public Integer call() throws StudioException {
        if (!(OutputTarget.of(out, spec, List.of("png", "safetensors"))
                instanceof OutputTarget.SingleFile(Path file, String extension))) {
            throw new ParameterException(spec.commandLine(), "--out must name a .png or .safetensors file, got " + out);
        }
        ModelInUse open = model.open(scope);
        LatentSource source = new LatentSource(open, priors);
        Latent sum = LatentArithmetic.combine(latents(source, plus), latents(source, minus), scale);
        Latent result = directions.of(open).apply(sum);
        if (extension.equals("png")) {
            open.save(open.decode(List.of(result)).getFirst(), RecipePlan.ofLatents(List.of(result), 1), file);
        } else {
            Pictures.makeParent(file);
            LatentFile.write(file, result, open.card());
        }
        output.print(scope, open.json(file, result), file.toString());
        return CommandLineProgram.DONE;
    }

    private static List<Latent> latents(LatentSource source, List<Operand> operands) throws StudioException {
        List<Latent> latents = new ArrayList<>();
        for (Operand operand : operands) {
            latents.add(source.of(operand));
        }
        return latents;
    }
}
