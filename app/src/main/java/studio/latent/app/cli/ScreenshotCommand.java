package studio.latent.app.cli;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import studio.latent.engine.error.StudioException;

/// `studio screenshot`: the window as a PNG, drawn without a display.
@Command(
        name = "screenshot",
        description = "Draw the window into a PNG file; no display is needed.",
        footer = {"", "JSON: {file, place, model, run, theme, width, height}."})
final class ScreenshotCommand implements Callable<Integer> {
    private static final Pattern SIZE = Pattern.compile("(\\d{1,5})x(\\d{1,5})");
    private static final int MOST = 4096;

    /// What `--theme` takes.
    enum Theme {
        DARK,
        LIGHT
    }

    private final CommandScope scope;
    private final WindowPicture window;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Option(
            names = "--place",
            paramLabel = "P",
            defaultValue = "explore",
            description = "The place to show: explore, train, models, data. Default: ${DEFAULT-VALUE}.")
    private String place = "explore";

    @Option(names = "--model", paramLabel = "M", description = "A model to open first: its name, folder or zip.")
    private String model = "";

    @Option(names = "--run", paramLabel = "FOLDER", description = "A training run to show in the place train.")
    private String run = "";

    @Option(
            names = "--theme",
            paramLabel = "dark|light",
            defaultValue = "dark",
            description = "The colours of the window. Default: ${DEFAULT-VALUE}.")
    private Theme theme = Theme.DARK;

    @Option(names = "--out", required = true, paramLabel = "FILE.png", description = "The picture's file.")
    private Path out = Path.of("");

    private int width = 1600;
    private int height = 1000;

    ScreenshotCommand(CommandScope scope, WindowPicture window) {
        this.scope = scope;
        this.window = window;
    }

    @Option(
            names = "--size",
            paramLabel = "WIDTHxHEIGHT",
            defaultValue = "1600x1000",
            description = "Size in pixels, from 320x240 to 4096x4096. Default: ${DEFAULT-VALUE}.")
    void size(String text) {
        Matcher matcher = SIZE.matcher(text);
        if (!matcher.matches()) {
            throw new ParameterException(spec.commandLine(), "--size must be like 1600x1000, got " + text);
        }
        width = Integer.parseInt(matcher.group(1));
        height = Integer.parseInt(matcher.group(2));
        if (width < 320 || height < 240 || width > MOST || height > MOST) {
            throw new ParameterException(spec.commandLine(), "--size must be from 320x240 to 4096x4096, got " + text);
        }
    }

    @Override
    public Integer call() throws StudioException {
        Path written = window.draw(new WindowPicture.Shot(place, model, run, theme == Theme.LIGHT, width, height), out);
        JsonObject object = new JsonObject();
        object.addProperty("file", written.toString());
        object.addProperty("place", place);
        object.addProperty("model", model);
        object.addProperty("run", run);
        object.addProperty("theme", Cards.lower(theme));
        object.addProperty("width", width);
        object.addProperty("height", height);
        output.print(scope, object, written.toString());
        return CommandLineProgram.DONE;
    }
}
