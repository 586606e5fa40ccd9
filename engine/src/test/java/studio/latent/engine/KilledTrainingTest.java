package studio.latent.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParser;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.latent.engine.error.BadOption;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.image.PngFile;
import studio.latent.engine.image.Raster;
import studio.latent.engine.model.ModelCard;
import studio.latent.engine.train.TrainingEvent;

/// A training whose process is ended by the system, at whatever it was doing.
class KilledTrainingTest {
    private static final int ENOUGH_CHECKPOINTS = 3;

    @TempDir
    Path folder;

    @Test
    void aKilledTrainingGoesOnFromItsLastCheckpoint() throws Exception {
        Path data = Files.createDirectories(folder.resolve("data"));
        for (int i = 0; i < 16; i++) {
            Files.write(data.resolve(i + ".png"), PngFile.encode(image(i), Map.of()));
        }
        Path run = folder.resolve("run");
        Process training = startProcess(data, run);
        try (Studio studio = Studio.open(new StudioOptions(null, folder.resolve("home"), "cpu", 1))) {
            awaitCheckpoints(training, run);
            assertThatThrownBy(() -> studio.training()
                            .resume(run)
                            .await()
                            .orThrow()
                            .job()
                            .await()
                            .orThrow())
                    .isInstanceOf(BadOption.class)
                    .hasMessageContaining("another window or command");
            training.destroyForcibly();
            assertThat(training.waitFor(1, TimeUnit.MINUTES)).isTrue();

            TrainingRun resumed = studio.training().resume(run).await().orThrow();
            CountDownLatch stepped = new CountDownLatch(1);
            Runnable stopListening = resumed.subscribe(event -> {
                if (event instanceof TrainingEvent.Losses) {
                    stepped.countDown();
                }
            });
            assertThat(stepped.await(1, TimeUnit.MINUTES)).isTrue();
            stopListening.run();
            resumed.stop();
            ModelCard card = resumed.job().await().orThrow();

            assertThat(resumed.step()).isGreaterThanOrEqualTo(4 * ENOUGH_CHECKPOINTS);
            assertThat(studio.models()
                            .open(card.location().toString())
                            .await()
                            .orThrow()
                            .card()
                            .parameters())
                    .isPositive();
        }
        assertThat(steps(run)).isNotEmpty();
    }

    private Process startProcess(Path data, Path run) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-Dai.djl.offline=true",
                        "-cp",
                        System.getProperty("java.class.path"),
                        TrainUntilKilled.class.getName(),
                        folder.resolve("home").toString(),
                        data.toString(),
                        run.toString())
                .redirectErrorStream(true)
                .redirectOutput(new File(folder.toFile(), "out"))
                .start();
    }

    private void awaitCheckpoints(Process training, Path run) throws Exception {
        Path expected = run.resolve("checkpoints");
        Instant end = Instant.now().plusSeconds(120);
        while (!Files.exists(expected) || newestStep(expected) < 4 * ENOUGH_CHECKPOINTS) {
            assertThat(training.isAlive())
                    .as(() -> "the training ended by itself: " + read(folder.resolve("out")))
                    .isTrue();
            assertThat(Instant.now()).isBefore(end);
            training.waitFor(20, TimeUnit.MILLISECONDS);
        }
    }

    private static int newestStep(Path checkpoints) throws IOException {
        try (Stream<Path> files = Files.list(checkpoints)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("step-\\d+\\.safetensors"))
                    .mapToInt(name -> Integer.parseInt(name.replaceAll("\\D", "")))
                    .max()
                    .orElse(0);
        }
    }

    /// The steps of the journal's lines that can be read; at most one, where the process was cut off, cannot.
    private static List<Integer> steps(Path run) throws IOException {
        List<String> lines = Files.readAllLines(run.resolve("journal.jsonl"));
        List<Integer> steps = lines.stream()
                .filter(line -> line.endsWith("}"))
                .map(line -> JsonParser.parseString(line)
                        .getAsJsonObject()
                        .get("step")
                        .getAsInt())
                .toList();
        assertThat(steps).hasSizeGreaterThanOrEqualTo(lines.size() - 1);
        return steps;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static Raster image(int number) {
        byte[] samples = new byte[144];
        for (int k = 0; k < samples.length; k++) {
            samples[k] = (byte) (k * (number + 1));
        }
        return new Raster(new ImageShape(1, 12, 12), samples);
    }
}
