package studio.latent.app.cli;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import studio.latent.engine.edit.LatentPath;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.generate.RecipePlan;
import studio.latent.engine.image.GifAnimation;
import studio.latent.engine.image.ImageGrid;
import studio.latent.engine.image.Raster;
import studio.latent.engine.io.AtomicFile;
import studio.latent.engine.model.DecoderShift;
import studio.latent.engine.model.Latent;
import studio.latent.engine.model.ShiftedLatent;

/// `studio interpolate`: the images along a path through two or more latents.
@Command(
        name = "interpolate",
        description = {
            "Walk through latent space from A to B and write the images on the way.",
            "A, B and C are each a seed, an image file or a saved latent (.safetensors)."
        },
        footer = {"", "JSON: {model, modelHash, path, loop, frames, files: [file]}."})
final class InterpolateCommand implements Callable<Integer> {
    private static final int MOST_FRAMES = 10_000;

    /// What `--path` takes.
    enum Kind {
        LERP,
        SLERP,
        SPLINE
    }

    private final CommandScope scope;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Mixin
    private PriorOptions priors = new PriorOptions();

    @Mixin
    private ModelOption model = new ModelOption();

    @Option(names = "--from", required = true, paramLabel = "A", description = "Where the path begins.")
    private Operand from = new Operand.Seed(0);

    @Option(names = "--to", required = true, paramLabel = "B", description = "Where it ends.")
    private Operand to = new Operand.Seed(0);

    @Option(names = "--via", arity = "1..*", paramLabel = "C", description = "Points between, in their order.")
    private List<Operand> via = new ArrayList<>();

    @Option(
            names = "--path",
            paramLabel = "lerp|slerp|spline",
            defaultValue = "slerp",
            description = "Straight lines, great circles, or a smooth curve. Default: ${DEFAULT-VALUE}.")
    private Kind kind = Kind.SLERP;

    @Option(names = "--loop", description = "Go on from B to A, so that the end meets the beginning.")
    private boolean loop;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE.gif|FILE.png|DIR",
            description = "An animation that repeats, a sprite sheet, or a folder for one PNG a frame.")
    private Path out = Path.of("");

    private int frames = 32;
    private double framesPerSecond = 20;

    InterpolateCommand(CommandScope scope) {
        this.scope = scope;
    }

    @Option(
            names = "--frames",
            paramLabel = "N",
            defaultValue = "32",
            description = "Number of images, in [2, 10000]. Default: ${DEFAULT-VALUE}.")
    void frames(int value) {
        frames = new OptionRange(spec, "--frames").inside(2, MOST_FRAMES, value);
    }

    @Option(
            names = "--fps",
            paramLabel = "R",
            defaultValue = "20",
            description = "Images a second of a .gif, in [1, 50]. Default: ${DEFAULT-VALUE}.")
    void framesPerSecond(double value) {
        framesPerSecond = new OptionRange(spec, "--fps").inside(1, 50, value);
    }

    @Override
    public Integer call() throws StudioException {
        OutputTarget target = OutputTarget.of(out, spec, List.of("gif", "png"));
        ModelInUse open = model.open(scope);
        LatentSource source = new LatentSource(open, priors);
        List<ShiftedLatent> keys = new ArrayList<>(List.of(source.of(from)));
        keys.addAll(source.all(via));
        keys.add(source.of(to));
        List<ShiftedLatent> latents = walk(open, keys);
        List<Path> files = switch (target) {
            case OutputTarget.SingleFile(Path file, String extension) ->
                List.of(extension.equals("gif") ? gif(open, latents, file) : sheet(open, latents, file));
            case OutputTarget.Folder(Path folder) -> sequence(open, latents, folder);
        };
        report(open, files);
        return CommandLineProgram.DONE;
    }

    /// Latents go the way that was asked for, their shifts straight.
    private List<ShiftedLatent> walk(ModelInUse open, List<ShiftedLatent> keys) {
        List<Latent> latents =
                path().frames(keys.stream().map(ShiftedLatent::latent).toList(), frames);
        if (keys.stream().allMatch(key -> key.shift() == null)) {
            return latents.stream().map(ShiftedLatent::new).toList();
        }
        List<DecoderShift> shifts =
                keys.stream().map(key -> open.model().shiftOr(key.shift())).toList();
        List<double[]> shares = shares(keys.size());
        return IntStream.range(0, frames)
                .mapToObj(i -> new ShiftedLatent(latents.get(i), DecoderShift.weighted(shifts, shares.get(i))))
                .toList();
    }

    /// What share each key has in each frame of the straight way.
    private List<double[]> shares(int keys) {
        List<Latent> axes = IntStream.range(0, keys)
                .mapToObj(key -> {
                    float[] axis = new float[keys];
                    axis[key] = 1;
                    return new Latent(axis);
                })
                .toList();
        return new LatentPath.Lerp(loop)
                .frames(axes, frames).stream()
                        .map(frame -> IntStream.range(0, keys)
                                .mapToDouble(key -> frame.values()[key])
                                .toArray())
                        .toList();
    }

    private LatentPath path() {
        return switch (kind) {
            case LERP -> new LatentPath.Lerp(loop);
            case SLERP -> new LatentPath.Slerp(loop);
            case SPLINE -> new LatentPath.Spline(loop);
        };
    }

    private Path gif(ModelInUse open, List<ShiftedLatent> latents, Path file) throws StudioException {
        byte[] bytes = new GifAnimation(framesPerSecond).encode(open.draw(open.plan(latents, 1)));
        Pictures.makeParent(file);
        new AtomicFile().write(file, AtomicFile.Content.of(bytes));
        return file;
    }

    private Path sheet(ModelInUse open, List<ShiftedLatent> latents, Path file) throws StudioException {
        int columns =
                SheetLayout.strip(open.card().imageShape(), latents.size()).columns();
        RecipePlan plan = open.plan(latents, columns);
        return open.save(ImageGrid.tile(open.draw(plan), columns, 0), plan, file);
    }

    private List<Path> sequence(ModelInUse open, List<ShiftedLatent> latents, Path folder) throws StudioException {
        Pictures.makeFolder(folder);
        List<Raster> images = open.draw(open.plan(latents, 1));
        List<Path> files = new ArrayList<>();
        int digits = Integer.toString(images.size() - 1).length();
        for (int i = 0; i < images.size(); i++) {
            Path file = folder.resolve("frame-" + Pictures.padded(i, digits) + ".png");
            files.add(open.save(images.get(i), open.plan(List.of(latents.get(i)), 1), file));
        }
        return files;
    }

    private void report(ModelInUse open, List<Path> files) {
        JsonObject object = open.json();
        object.addProperty("path", Cards.lower(kind));
        object.addProperty("loop", loop);
        object.addProperty("frames", frames);
        object.add("files", Cards.texts(files.stream().map(Path::toString).toList()));
        output.print(
                scope, object, files.size() == 1 ? files.getFirst().toString() : files.size() + " images in " + out);
    }
}
