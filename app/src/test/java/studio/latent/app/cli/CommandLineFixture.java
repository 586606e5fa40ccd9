package studio.latent.app.cli;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import studio.latent.app.FakeStudio;
import studio.latent.engine.Studio;

/// Runs commands as a terminal would and keeps what they said.
final class CommandLineFixture {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final StudioOpener opener;
    private final Path crashFolder;

    CommandLineFixture(Studio studio, Path crashFolder) {
        this(_ -> studio, crashFolder);
    }

    CommandLineFixture(StudioOpener opener, Path crashFolder) {
        this.opener = opener;
        this.crashFolder = crashFolder;
    }

    static CommandLineFixture withFakeStudio(Path crashFolder) {
        return new CommandLineFixture(FakeStudio.direct(), crashFolder);
    }

    Terminal terminal() {
        return new Terminal(new PrintWriter(out, true), new PrintWriter(err, true), false);
    }

    /// Runs one command; what earlier ones said is forgotten.
    int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return new CommandLineProgram(terminal(), opener, CommandLineFixture::noWindow, crashFolder).run(arguments);
    }

    private static Path noWindow(WindowPicture.Shot shot, Path target) {
        throw new AssertionError("no test here draws a window");
    }

    String out() {
        return out.toString();
    }

    String err() {
        return err.toString();
    }

    List<String> errLines() {
        return err.toString().lines().toList();
    }

    /// The one JSON object on stdout.
    JsonObject json() {
        return JsonParser.parseString(out.toString()).getAsJsonObject();
    }

    List<JsonObject> jsonLines() {
        return out.toString()
                .lines()
                .map(line -> JsonParser.parseString(line).getAsJsonObject())
                .toList();
    }
}
