package studio.latent.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// The launcher `studio` in a small tree of its own, with a JDK and a Maven that only note what they were asked.
@EnabledOnOs({OS.LINUX, OS.MAC})
class LauncherTest {
    private static final Path LAUNCHER =
            Path.of("..", "studio").toAbsolutePath().normalize();

    @TempDir
    Path folder;

    private Path tree = Path.of("");
    private Path tools = Path.of("");
    private Path jdk = Path.of("");
    private Path mavenCalls = Path.of("");

    private record Result(int status, String out, String err) {}

    @BeforeEach
    void layOutATree() throws IOException {
        tree = Files.createDirectories(folder.resolve("a tree"));
        tools = Files.createDirectories(folder.resolve("tools"));
        jdk = folder.resolve("jdk");
        mavenCalls = folder.resolve("maven-calls");
        Files.copy(LAUNCHER, tree.resolve("studio"), StandardCopyOption.COPY_ATTRIBUTES);
        write(tree.resolve("app/src/main/java/Source.java"), "class Source {}");
        write(tree.resolve("pom.xml"), "<project/>");
        write(jdk.resolve("release"), "JAVA_VERSION=\"25.0.3\"\n");
        script(jdk.resolve("bin/javac"), "exit 0");
        script(jdk.resolve("bin/java"), """
                for word in "$@"; do
                    case $word in -XX:AOTCacheOutput=*) : >"${word#*=}" ;; esac
                    printf '<%s>' "$word"
                done
                echo""");
        script(tools.resolve("mvn"), """
                echo "$JAVA_HOME $*" >>"%s"
                echo "[INFO] Building Latent Studio: engine 0.1.0   [1/1]"
                for module in app engine ui-resources; do
                    mkdir -p $module/target && echo jar >$module/target/$module-0.1.0.jar
                done
                printf '%s' >app/target/classpath.txt""".formatted(mavenCalls, tree.resolve("pom.xml")));
    }

    @Test
    void buildsOnFirstUseAndRunsWithTheWordsAsTheyWere() throws Exception {
        Result first = studio("sample", "--out", "two words");

        assertThat(first.status()).isZero();
        assertThat(first.out())
                .contains("<studio.latent.app.Main><sample><--out><two words>")
                .contains("<-Dstudio.samples=" + tree.toRealPath().resolve("sample-models") + ">");
        assertThat(first.err().lines()).containsExactly("studio: first use: building", "studio:   engine");
        assertThat(Files.readString(mavenCalls)).startsWith(jdk + " -B -pl app -am ");
    }

    @Test
    void doesNotBuildAgainAndUsesTheStartCacheOnceItIsMade() throws Exception {
        studio("models");
        waitUntil(() -> startCache().isPresent());

        Result second = studio("models", "--json");

        assertThat(second.err()).isEmpty();
        assertThat(second.out()).contains("<-XX:AOTCache=" + startCache().orElseThrow() + ">");
        assertThat(Files.readAllLines(mavenCalls)).hasSize(1);
    }

    @Test
    void buildsAgainWhenASourceIsNewer() throws Exception {
        studio("models");
        Files.setLastModifiedTime(
                tree.resolve("app/src/main/java/Source.java"),
                FileTime.from(Instant.now().plus(Duration.ofHours(1))));

        assertThat(studio("models").err()).startsWith("studio: sources changed: building");
        assertThat(Files.readAllLines(mavenCalls)).hasSize(2);
    }

    @Test
    void buildsOnceWhenStartedSeveralTimesAtOnce() throws Exception {
        List<Process> started = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            started.add(start(tree.resolve("studio"), folder.resolve("run" + i), "models"));
        }
        for (Process process : started) {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        }
        awaitStartCache();
        assertThat(Files.readAllLines(mavenCalls)).hasSize(1);
    }

    @Test
    void showsTheUsefulLinesOfAFailedBuildAndWhereTheLogIs() throws Exception {
        script(tools.resolve("mvn"), """
                echo "[INFO] chatter"
                echo "[ERROR] Foo.java:[3,4] cannot find symbol"
                echo "[ERROR] -> [Help 1]"
                exit 1""");

        Result result = studio("models");

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .contains("Foo.java:[3,4] cannot find symbol")
                .contains(tree.toRealPath().resolve(".studio/build.log").toString())
                .doesNotContain("chatter", "Help 1");
    }

    @Test
    void saysThatMavenIsMissing() throws Exception {
        Files.delete(tools.resolve("mvn"));

        Result result = studio("models");

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err()).contains("Maven is needed").contains("Install it");
    }

    @Test
    void findsItsTreeThroughLinks() throws Exception {
        Path inner = Files.createSymbolicLink(folder.resolve("inner"), Path.of("a tree", "studio"));
        Path outer = Files.createSymbolicLink(tools.resolve("outer"), inner);

        Process process = start(outer, folder.resolve("run"), "models");

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        awaitStartCache();
        assertThat(process.exitValue()).isZero();
        assertThat(tree.resolve(".studio/launch")).exists();
    }

    @Test
    void testsWithMavenAndHandsItsStatusOn() throws Exception {
        script(tools.resolve("mvn"), "echo \"$@\"\necho 'Tests run: 2, Failures: 1'\nexit 7");

        Result result = studio("test", "-pl", "app");

        assertThat(result.status()).isEqualTo(7);
        assertThat(result.out()).contains("--fail-at-end -pl app verify").contains("Tests run: 2, Failures: 1");
    }

    private Result studio(String... words) throws IOException, InterruptedException {
        Path files = folder.resolve("run");
        Process process = start(tree.resolve("studio"), files, words);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        awaitStartCache();
        return new Result(
                process.exitValue(), Files.readString(files.resolve("out")), Files.readString(files.resolve("err")));
    }

    /// A launcher that has built goes on beside its command; it still writes into the tree until its cache is there.
    private void awaitStartCache() throws InterruptedException {
        waitUntil(() ->
                !Files.exists(tree.resolve(".studio/launch")) || startCache().isPresent());
    }

    /// Starts the launcher where nothing is on the path but the tools it may count on and those of this test.
    private Process start(Path launcher, Path files, String... words) throws IOException {
        for (String tool : List.of(
                "find", "head", "readlink", "ls", "cp", "mv", "rm", "mkdir", "date", "sleep", "cat", "grep", "nice")) {
            Path link = tools.resolve(tool);
            if (!Files.exists(link)) {
                Path found = Stream.of("/bin", "/usr/bin")
                        .map(place -> Path.of(place, tool))
                        .filter(Files::exists)
                        .findFirst()
                        .orElseThrow();
                script(link, "exec " + found + " \"$@\"");
            }
        }
        Files.createDirectories(files);
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(files.resolve("out").toFile())
                .redirectError(files.resolve("err").toFile());
        builder.environment().clear();
        builder.environment().put("PATH", tools.toString());
        builder.environment().put("JAVA_HOME", jdk.toString());
        return builder.start();
    }

    private Optional<Path> startCache() {
        try (Stream<Path> found =
                Files.find(tree.toRealPath().resolve(".studio"), 2, (path, attributes) -> path.endsWith("start.aot"))) {
            return found.findFirst();
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void waitUntil(BooleanSupplier condition) throws InterruptedException {
        Instant end = Instant.now().plusSeconds(30);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).isBefore(end);
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    private static void script(Path file, String body) throws IOException {
        write(file, "#!/bin/sh\n" + body + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text, StandardCharsets.UTF_8);
    }
}
