package studio.latent.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.latent.app.FakeStudio;
import studio.latent.engine.StudioOptions;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.image.PngFile;
import studio.latent.engine.image.Raster;

/// What `--device` and `--threads` change about the studio that a verb opens.
class DeviceOptionTest {
    @TempDir
    Path folder;

    private final List<StudioOptions> opened = new ArrayList<>();
    private Path image = Path.of("unused");

    @BeforeEach
    void drawAnImage() throws Exception {
        Raster grey = new Raster(new ImageShape(1, 8, 8), new byte[64]);
        image = Files.write(folder.resolve("grey.png"), PngFile.encode(grey, Map.of()));
    }

    private StudioOptions optionsOf(String... words) {
        opened.clear();
        CommandLineFixture line = new CommandLineFixture(
                change -> {
                    opened.add(change.apply(new StudioOptions(null, folder, "auto", 2)));
                    return FakeStudio.direct();
                },
                folder.resolve("crash"));
        line.run(words);
        assertThat(opened).as(line.err()).hasSize(1);
        return opened.getFirst();
    }

    @Test
    void everyVerbThatComputesWithAModelTakesIt() {
        String model = FakeStudio.GREY;
        String png = folder.resolve("out.png").toString();
        String latent = folder.resolve("out.safetensors").toString();
        for (List<String> words : List.of(
                List.of("sample", "--model", model, "--out", png),
                List.of("interpolate", "--model", model, "--from", "1", "--to", "2", "--frames", "2", "--out", png),
                List.of("arithmetic", "--model", model, "--plus", "1", "--out", png),
                List.of("encode", "--model", model, "--image", image.toString(), "--out", latent),
                List.of("verify", image.toString()))) {
            List<String> onDevice = new ArrayList<>(words);
            onDevice.addAll(List.of("--device", "cuda:1"));

            assertThat(optionsOf(onDevice.toArray(String[]::new)).device())
                    .as("%s", onDevice)
                    .isEqualTo("cuda:1");
            assertThat(optionsOf(words.toArray(String[]::new)).device())
                    .as("%s", words)
                    .isEqualTo("auto");
        }
    }

    @Test
    void aTrainingTakesThreads() {
        assertThat(optionsOf("train", "--list", "--threads", "7").trainThreads())
                .isEqualTo(7);
        assertThat(optionsOf("train", "--list").trainThreads()).isEqualTo(2);
    }

    @Test
    void threadsOutOfRangeAreWrongUsage() {
        CommandLineFixture line = CommandLineFixture.withFakeStudio(folder.resolve("crash"));

        assertThat(line.run("train", "--list", "--threads", "0")).isEqualTo(CommandLineProgram.USAGE);
        assertThat(line.errLines().getFirst()).contains("--threads must be in [1, 1024], got 0");
    }
}
