package studio.latent.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.latent.engine.Studio;
import studio.latent.engine.StudioOptions;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.image.PngFile;
import studio.latent.engine.image.Raster;
import studio.latent.engine.io.AtomicFile;
import studio.latent.engine.io.Safetensors;
import studio.latent.engine.io.TorchArchiveWriter;
import studio.latent.engine.tensor.HostTensor;

/// Measuring folders over the real engine: what cannot be measured is said in one line.
class EvaluateEndToEndTest {
    @TempDir
    private Path folder;

    private Path real = Path.of("");

    @BeforeEach
    void images() throws IOException {
        real = images("real", 30, new ImageShape(1, 4, 4));
    }

    private Path images(String name, int count, ImageShape shape) throws IOException {
        Path place = Files.createDirectories(folder.resolve(name));
        Random random = new Random(name.hashCode());
        for (int i = 0; i < count; i++) {
            byte[] samples = new byte[shape.size()];
            random.nextBytes(samples);
            String file = shape.channels() + "-" + shape.width() + "-" + i + ".png";
            Files.write(place.resolve(file), PngFile.encode(new Raster(shape, samples), Map.of()));
        }
        return place;
    }

    private CommandLineFixture evaluate(int status, Path generated, Path reference, String... more) {
        StudioOptions options = new StudioOptions(null, folder.resolve("home"), "cpu", 1);
        CommandLineFixture line = new CommandLineFixture(change -> Studio.open(change.apply(options)), options.crash());
        String[] words = new String[5 + more.length];
        System.arraycopy(
                new String[] {"evaluate", "--generated", "" + generated, "--reference", "" + reference},
                0,
                words,
                0,
                5);
        System.arraycopy(more, 0, words, 5, more.length);
        assertThat(line.run(words)).as(line.err()).isEqualTo(status);
        return line;
    }

    private void assertFailsInOneLine(Path generated, String said, String... more) {
        CommandLineFixture line = evaluate(CommandLineProgram.FAILED, generated, real, more);
        assertThat(line.out()).isEmpty();
        assertThat(line.errLines()).singleElement().asString().contains(said);
    }

    @Test
    void aFolderWithoutImagesAndAFolderThatIsNotThereFail() throws Exception {
        Path empty = Files.createDirectories(folder.resolve("empty"));
        Path broken = Files.createDirectories(folder.resolve("broken"));
        Files.writeString(broken.resolve("a.png"), "no image");

        assertFailsInOneLine(empty, "no image that can be read", "--features", "pixels");
        assertFailsInOneLine(broken, "a.png", "--features", "pixels");
        assertFailsInOneLine(folder.resolve("nowhere"), "no folder", "--features", "pixels");
    }

    @Test
    void imagesOfMixedSizesAndOfMixedChannelsHaveNoPixelsToCompare() throws Exception {
        images("sizes", 3, new ImageShape(1, 4, 4));
        Path sizes = images("sizes", 3, new ImageShape(1, 6, 6));
        images("channels", 3, new ImageShape(1, 4, 4));
        Path channels = images("channels", 3, new ImageShape(3, 4, 4));

        assertFailsInOneLine(sizes, "one shape", "--features", "pixels");
        assertFailsInOneLine(channels, "one shape", "--features", "pixels");
    }

    @Test
    void aFolderIsNotMeasuredAgainstItself() {
        CommandLineFixture line = evaluate(CommandLineProgram.USAGE, real, real, "--features", "pixels");
        assertThat(line.errLines().getFirst()).contains("same folder", "two different folders");
    }

    @Test
    void aCopyOfAFolderIsRefusedAndAPartOfItIsRemarkedOn() throws Exception {
        Path copy = Files.createDirectories(folder.resolve("copy"));
        for (int i = 0; i < 30; i++) {
            Files.copy(real.resolve("1-4-" + i + ".png"), copy.resolve("z" + (99 - i) + ".png"));
        }

        CommandLineFixture same = evaluate(CommandLineProgram.USAGE, copy, real, "--features", "pixels");
        Files.delete(copy.resolve("z99.png"));
        CommandLineFixture part =
                evaluate(CommandLineProgram.DONE, copy, real, "--features", "pixels", "--metrics", "recall", "--json");

        assertThat(same.errLines().getFirst()).contains("copy", "the same 30 images", "Name a folder of generated");
        assertThat(part.json().getAsJsonArray("remarks").get(0).getAsString())
                .startsWith("All 29 generated images are also among the 30 reference images");
        assertThat(part.err()).contains("All 29 generated images");
    }

    @Test
    void aWeightsFileOfAnotherNetworkIsNamed() throws Exception {
        Path made = images("made", 30, new ImageShape(1, 4, 4));
        Path text = Files.writeString(folder.resolve("weights.pth"), "these are no weights");

        assertFailsInOneLine(made, "weights.pth", "--features", "fid-2048", "--fid-weights", "" + text);
        assertFailsInOneLine(
                made, "nothere.pth", "--features", "fid-2048", "--fid-weights", "" + folder.resolve("nothere.pth"));
    }

    @Test
    void aSoundWeightsFileOfAnotherNetworkIsRefusedWithItsNameAndARemedyAndNothingIsWritten() throws Exception {
        Path made = images("made", 30, new ImageShape(1, 4, 4));
        SequencedMap<String, HostTensor> arrays = new TreeMap<>();
        arrays.put("conv1", new HostTensor(new int[] {2, 3}, new float[] {1, 2, 3, 4, 5, 6}));
        Path plain = folder.resolve("resnet.safetensors");
        Safetensors.write(new AtomicFile(), plain, arrays, Map.of());
        Path torch = folder.resolve("resnet.pth");
        new AtomicFile().write(torch, TorchArchiveWriter.content("class M(Module):\n", arrays, Map.of()));

        for (Path file : List.of(plain, torch)) {
            for (String network : List.of("fid-2048", "fid-64")) {
                CommandLineFixture line = evaluate(
                        CommandLineProgram.FAILED, made, real, "--features", network, "--fid-weights", "" + file);

                assertThat(line.out()).isEmpty();
                assertThat(line.errLines())
                        .singleElement()
                        .asString()
                        .contains(file.toString(), "does not hold the weights of the FID's Inception-v3", "is missing")
                        .endsWith("or copy it again if it is that one.");
            }
        }
        assertThat(folder.resolve("home")).doesNotExist();
    }

    @Test
    void fewerImagesThanFeaturesHaveAReasonInTheValuesPlaceAndABrokenFileIsLeftOut() throws Exception {
        Path few = images("few", 10, new ImageShape(1, 4, 4));
        Files.writeString(few.resolve("broken.png"), "no image");

        CommandLineFixture line = evaluate(
                CommandLineProgram.DONE,
                few,
                real,
                "--features",
                "pixels",
                "--metrics",
                "frechet-distance,recall",
                "--json");

        JsonObject json = line.json();
        JsonObject distance = json.getAsJsonArray("results").get(0).getAsJsonObject();
        assertThat(distance.get("reason").getAsString()).contains("17 generated images", "there are 10");
        assertThat(json.getAsJsonArray("results").get(1).getAsJsonObject().has("value"))
                .isTrue();
        assertThat(json.getAsJsonArray("skipped").get(0).getAsString()).startsWith("broken.png: ");
    }
}
