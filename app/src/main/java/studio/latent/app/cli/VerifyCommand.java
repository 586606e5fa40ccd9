package studio.latent.app.cli;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import studio.latent.engine.Studio.Verification;
import studio.latent.engine.error.StudioException;

/// `studio verify`: makes a picture again from the recipe in it and compares bit for bit.
@Command(
        name = "verify",
        description = "Make a picture again from the recipe in it and compare bit for bit.",
        footer = {
            "",
            "JSON: {file, identical, differing, explanation}; differing counts pixels. Exit status 1 when they"
                    + " differ."
        })
final class VerifyCommand implements Callable<Integer> {
    private final CommandScope scope;

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Mixin
    private DeviceOption device = new DeviceOption();

    @Parameters(paramLabel = "FILE.png", description = "A picture that this studio saved.")
    private Path file = Path.of("");

    @Option(
            names = "--model",
            paramLabel = "M",
            description = "The model that made it, by name, folder or zip; default: the one that the recipe names.")
    private @Nullable String model;

    VerifyCommand(CommandScope scope) {
        this.scope = scope;
    }

    @Override
    public Integer call() throws StudioException {
        device.apply(scope);
        Verification found = scope.await(
                model == null ? scope.studio().verify(file) : scope.studio().verify(file, model));
        if (output.json) {
            JsonObject object = new JsonObject();
            object.addProperty("file", file.toString());
            object.addProperty("identical", found.identical());
            object.addProperty("differing", found.differing());
            object.addProperty("explanation", found.explanation());
            scope.print(object);
        } else if (found.identical()) {
            scope.print(file + " is identical to what its recipe makes.");
        }
        if (!found.identical()) {
            scope.remark("studio: " + file + " differs from what its recipe makes in " + found.differing() + " pixels. "
                    + found.explanation());
            return CommandLineProgram.FAILED;
        }
        return CommandLineProgram.DONE;
    }
}
