package studio.latent.app.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
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
import studio.latent.engine.model.StyleShift;
import studio.latent.engine.model.StyledLatent;

/// `studio arithmetic`: sums and differences of latents, as an image or as a latent for other commands.
@Command(
        name = "arithmetic",
        description = {
            "Compute S · (sum of plus − sum of minus) in latent space.",
            "Each A and B is a seed, an image file or a saved latent (.safetensors).",
            "With --direction the result is then moved along the model's directions: a photo with a smile."
        },
        footer = {"", "JSON: {model, modelHash, file, latent: [number], styleShift: [number] where styles are moved}."})
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
        StyledLatent sum = sum(open, source.all(plus), source.all(minus));
        StyledLatent result = directions.of(open).apply(sum);
        if (extension.equals("png")) {
            RecipePlan plan = open.plan(List.of(result), 1);
            open.save(open.draw(plan).getFirst(), plan, file);
        } else {
            Pictures.makeParent(file);
            LatentFile.write(file, result, open.model().styleLayers().size(), open.card());
        }
        output.print(scope, open.json(file, result), file.toString());
        return CommandLineProgram.DONE;
    }

    /// The shifts of styles are added and taken away like their latents.
    private StyledLatent sum(ModelInUse open, List<StyledLatent> added, List<StyledLatent> taken) {
        Latent latent = LatentArithmetic.combine(latents(added), latents(taken), scale);
        if (Stream.concat(added.stream(), taken.stream()).allMatch(point -> point.shift() == null)) {
            return new StyledLatent(latent);
        }
        Latent shift = LatentArithmetic.combine(shifts(open, added), shifts(open, taken), scale);
        return new StyledLatent(latent, new StyleShift(shift.values()));
    }

    private static List<Latent> latents(List<StyledLatent> points) {
        return points.stream().map(StyledLatent::latent).toList();
    }

    private static List<Latent> shifts(ModelInUse open, List<StyledLatent> points) {
        return points.stream()
                .map(point -> new Latent(open.model().shiftOr(point.shift()).values()))
                .toList();
    }
}
