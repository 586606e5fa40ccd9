package studio.latent.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.latent.app.cli.Terminal;
import studio.latent.engine.StudioOptions;

class MainTest {
    @TempDir
    Path home;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void tellsItsVersion() {
        assertThat(run("--version")).isZero();
        assertThat(out.toString()).startsWith("Latent Studio ");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThat(run("conjure")).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).contains("There is no command 'conjure'.");
    }

    @Test
    void listsAnEmptyLibraryWithoutMakingTheUsersFolder() {
        Path nowhere = home.resolve("new");

        assertThat(Main.run(new String[] {"models"}, terminal(), new StudioOptions(null, nowhere)))
                .isZero();
        assertThat(out.toString()).contains("There is no model yet");
        assertThat(nowhere).doesNotExist();
    }

    private int run(String... args) {
        return Main.run(args, terminal(), new StudioOptions(null, home));
    }

    private Terminal terminal() {
        return new Terminal(new PrintWriter(out, true), new PrintWriter(err, true), false);
    }
}
