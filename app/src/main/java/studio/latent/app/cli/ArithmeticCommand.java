package studio.latent.app.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
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
import studio.latent.engine.model.DecoderShift;
import studio.latent.engine.model.Latent;
import studio.latent.engine.model.ShiftedLatent;

/// `studio arithmetic`: sums and differences of latents, as an image or as a latent for other commands.
@Command(
        name = "arithmetic",
        description = {
            "Compute S · (sum of plus − sum of minus) in latent space.",
            "Each A and B is a seed, an image file or a saved latent (.safetensors).",
            "With --direction the result is then moved along the model's directions: a photo with a smile."
        },
        footer = {
            "",
            "JSON: {model, modelHash, file, latent: [number], styleShift: [number] where styles are moved,",
            "mapShift: {layer: [number]} where what a layer makes is moved}."
        })
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
        ShiftedLatent sum = sum(open, source.all(plus), source.all(minus));
        ShiftedLatent result = directions.of(open).apply(sum);
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

    /// The shifts are added and taken away like their latents.
    private ShiftedLatent sum(ModelInUse open, List<ShiftedLatent> added, List<ShiftedLatent> taken) {
        Latent latent = LatentArithmetic.combine(latents(added), latents(taken), scale);
        if (Stream.concat(added.stream(), taken.stream()).allMatch(point -> point.shift() == null)) {
            return new ShiftedLatent(latent);
        }
        List<DecoderShift> shifts = Stream.concat(added.stream(), taken.stream())
                .map(point -> open.model().shiftOr(point.shift()))
                .toList();
        double[] weights = new double[shifts.size()];
        Arrays.setAll(weights, i -> i < added.size() ? scale : -scale);
        return new ShiftedLatent(latent, DecoderShift.weighted(shifts, weights));
    }

    private static List<Latent> latents(List<ShiftedLatent> points) {
        return points.stream().map(ShiftedLatent::latent).toList();
    }
}
