package studio.latent.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.latent.app.FakeStudio;
import studio.latent.engine.error.EngineUnavailable;

class CommandLineProgramTest {
    @TempDir
    Path folder;

    private CommandLineFixture line;

    @BeforeEach
    void start() {
        line = CommandLineFixture.withFakeStudio(folder.resolve("crash"));
    }

    @Test
    void helpNamesEveryVerbAndTheExitStatus() {
        assertThat(line.run("--help")).isEqualTo(CommandLineProgram.DONE);

        assertThat(line.out())
                .contains("doctor", "models", "datasets", "train", "sample", "interpolate", "arithmetic", "encode")
                .contains("import", "export", "verify")
                .contains("0 done, 1 failed");
        assertThat(line.err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "doctor",
                "models",
                "datasets",
                "train",
                "sample",
                "evaluate",
                "interpolate",
                "arithmetic",
                "directions",
                "edit",
                "encode",
                "import",
                "export",
                "verify"
            })
    void everyVerbExplainsItselfAndItsJson(String verb) {
        PrintStream errors = System.err;
        ByteArrayOutputStream complaints = new ByteArrayOutputStream();
        System.setErr(new PrintStream(
                complaints, true, StandardCharsets.UTF_8)); // where the parser says what it cannot format
        try {
            assertThat(line.run(verb, "--help")).isEqualTo(CommandLineProgram.DONE);
        } finally {
            System.setErr(errors);
        }

        assertThat(complaints.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(line.out()).contains("Usage: studio " + verb).contains("--json", "JSON: ");
    }

    @Test
    void versionIsOneLine() {
        assertThat(line.run("--version")).isEqualTo(CommandLineProgram.DONE);

        assertThat(line.out().strip()).matches("Latent Studio \\d+\\.\\d+\\.\\d+");
    }

    @Test
    void helpDoesNotStartTheEngine() {
        CommandLineFixture closed = new CommandLineFixture(
                _ -> {
                    throw new AssertionError("the engine was started");
                },
                folder);

        assertThat(closed.run("sample", "--help")).isEqualTo(CommandLineProgram.DONE);
        assertThat(closed.run("sample", "--cuont", "3")).isEqualTo(CommandLineProgram.USAGE);
    }

    @Test
    void anUnknownVerbIsWrongUsageAndTheNearestIsNamed() {
        assertThat(line.run("smaple")).isEqualTo(CommandLineProgram.USAGE);

        assertThat(line.errLines().getFirst()).contains("'smaple'").contains("Did you mean sample?");
        assertThat(line.out()).isEmpty();
    }

    @Test
    void anUnknownOptionIsWrongUsageAndTheNearestIsNamed() {
        assertThat(line.run("sample", "--model", FakeStudio.GREY, "--cuont=3", "--out", "x.png"))
                .isEqualTo(CommandLineProgram.USAGE);

        assertThat(line.errLines())
                .first()
                .asString()
                .contains("There is no option --cuont.")
                .contains("Did you mean --count?");
        assertThat(line.errLines()).last().asString().contains("studio sample --help");
    }

    @Test
    void aMissingOptionIsWrongUsage() {
        assertThat(line.run("sample", "--model", FakeStudio.GREY)).isEqualTo(CommandLineProgram.USAGE);

        assertThat(line.errLines().getFirst()).contains("--out");
    }

    @Test
    void aValueOfTheWrongTypeIsWrongUsage() {
        assertThat(line.run("sample", "--model", FakeStudio.GREY, "--count", "many", "--out", "x.png"))
                .isEqualTo(CommandLineProgram.USAGE);

        assertThat(line.errLines().getFirst()).contains("--count").contains("many");
    }

    @Test
    void aFaultOfTheWorldIsOneLineWithItsRemedy() {
        CommandLineFixture broken = new CommandLineFixture(
                _ -> {
                    throw new EngineUnavailable("The engine\ncannot start.", "Run 'studio doctor'.");
                },
                folder);

        assertThat(broken.run("models")).isEqualTo(CommandLineProgram.FAILED);

        assertThat(broken.errLines()).containsExactly("studio: The engine cannot start. Run 'studio doctor'.");
    }

    @Test
    void aBugLeavesAReportAndOneLine() throws Exception {
        CommandLineFixture broken = new CommandLineFixture(
                _ -> {
                    throw new ArithmeticException("seven by zero");
                },
                folder.resolve("crash"));

        assertThat(broken.run("models", "--json")).isEqualTo(CommandLineProgram.FAILED);

        assertThat(broken.errLines()).hasSize(1);
        assertThat(broken.errLines().getFirst()).contains("bug", "seven by zero");
        try (Stream<Path> reports = Files.list(folder.resolve("crash"))) {
            List<Path> files = reports.toList();
            assertThat(files).hasSize(1);
            assertThat(broken.errLines().getFirst()).contains(files.getFirst().toString());
            assertThat(Files.readString(files.getFirst()))
                    .contains("java.lang.ArithmeticException: seven by zero", "Arguments models --json");
        }
    }

    @Test
    void anErrorOfTheJvmIsABugToo() {
        CommandLineFixture broken = new CommandLineFixture(
                _ -> {
                    throw new UnsatisfiedLinkError("no library");
                },
                folder.resolve("crash"));

        assertThat(broken.run("doctor")).isEqualTo(CommandLineProgram.FAILED);

        assertThat(broken.errLines()).hasSize(1);
        assertThat(broken.errLines().getFirst()).contains("no library");
    }
}
