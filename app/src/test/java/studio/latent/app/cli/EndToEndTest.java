package studio.latent.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.latent.engine.Studio;
import studio.latent.engine.StudioOptions;
import studio.latent.engine.image.ImageFiles;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.image.PngFile;
import studio.latent.engine.image.PngTexts;
import studio.latent.engine.image.Raster;

/// The command line over the real engine: a tiny model is trained once, then everything is done with it.
class EndToEndTest {
    private static final long SEED = 5;

    @TempDir
    static Path folder;

    private static Path model;

    private final CommandLineFixture line = fixture();

    private static CommandLineFixture fixture() {
        StudioOptions options = new StudioOptions(null, folder.resolve("home"), "cpu", 1);
        return new CommandLineFixture(change -> Studio.open(change.apply(options)), options.crash());
    }

    @BeforeAll
    static void train() throws Exception {
        Path images = Files.createDirectory(folder.resolve("blobs"));
        Random random = new Random(SEED);
        for (int i = 0; i < 40; i++) {
            Files.write(images.resolve("blob-" + i + ".png"), PngFile.encode(blob(random), Map.of()));
        }
        CommandLineFixture line = fixture();
        int status = line.run(
                "train",
                "--family",
                "vae",
                "--data",
                "" + images,
                "--steps",
                "4",
                "--set",
                "latentDimension=3",
                "width=4",
                "hidden=8",
                "batch=8",
                "--device",
                "cpu",
                "--out",
                "" + folder.resolve("run"),
                "--json");
        assertThat(status).as(line.err()).isZero();
        JsonObject result = line.jsonLines().getLast();
        assertThat(result.get("state").getAsString()).isEqualTo("completed");
        assertThat(result.get("step").getAsInt()).isEqualTo(4);
        model = Path.of(result.getAsJsonObject("model").get("location").getAsString());
    }

    private static Raster blob(Random random) {
        byte[] samples = new byte[16 * 16];
        int x = 3 + random.nextInt(10);
        int y = 3 + random.nextInt(10);
        for (int i = 0; i < samples.length; i++) {
            int distance = Math.abs(i % 16 - x) + Math.abs(i / 16 - y);
            samples[i] = (byte) Math.max(0, 255 - 40 * distance);
        }
        return new Raster(new ImageShape(1, 16, 16), samples);
    }

    @Test
    void everyPictureVerifies() throws Exception {
        Path images = folder.resolve("samples");
        run("sample", "--model", "" + model, "--count", "3", "--seed", "-1", "--out", "" + images);
        Path sheet = folder.resolve("sheet.png");
        run("sample", "--model", "" + model, "--count", "7", "--temperature", "0.6", "--out", "" + sheet);
        Path strip = folder.resolve("strip.png");
        run(
                "interpolate",
                "--model",
                "" + model,
                "--from",
                "1",
                "--to",
                "" + images.resolve("seed-0.png"),
                "--frames",
                "6",
                "--out",
                "" + strip);

        try (Stream<Path> files = Files.list(images)) {
            for (Path file : Stream.concat(files, Stream.of(sheet, strip)).toList()) {
                run("verify", "" + file, "--model", "" + model, "--json");
                assertThat(line.json().get("identical").getAsBoolean())
                        .as("%s: %s", file, line.out())
                        .isTrue();
            }
        }
    }

    @Test
    void aDeviceThatIsNotThereFailsInOneLineAndOneThatHasNoNameIsWrongUsage() {
        String out = "" + folder.resolve("nowhere.png");

        assertThat(line.run("sample", "--model", "" + model, "--out", out, "--device", "cuda:99"))
                .isEqualTo(CommandLineProgram.FAILED);
        assertThat(line.errLines()).hasSize(1);
        assertThat(line.errLines().getFirst()).contains("cuda:99", "studio doctor");

        assertThat(line.run("sample", "--model", "" + model, "--out", out, "--device", "abacus"))
                .isEqualTo(CommandLineProgram.USAGE);
        assertThat(line.errLines().getFirst()).contains("no device named 'abacus'");
        assertThat(Path.of(out)).doesNotExist();
    }

    @Test
    void anEditedPictureDoesNotVerify() throws Exception {
        Path file = folder.resolve("edited.png");
        run("sample", "--model", "" + model, "--out", "" + file);
        Raster raster = ImageFiles.read(file);
        byte[] samples = raster.samples().clone();
        samples[17] ^= 1;
        Files.write(file, PngFile.encode(new Raster(raster.shape(), samples), PngTexts.read(file)));

        assertThat(line.run("verify", "" + file, "--model", "" + model)).isEqualTo(CommandLineProgram.FAILED);

        assertThat(line.errLines()).hasSize(1);
        assertThat(line.errLines().getFirst()).contains("1 of 256 pixels differ");
    }

    @Test
    void anImportedRunIsCalledAsItsFolderAndVerifiesByName() throws Exception {
        Path run = folder.resolve("run");
        Path file = folder.resolve("named.png");
        run("sample", "--model", "" + run, "--out", "" + file);
        assertThat(line.run("verify", "" + file)).isEqualTo(CommandLineProgram.FAILED);
        assertThat(line.errLines().getFirst()).contains("a model named 'run', which is not in the library");

        run("import", "" + run);

        run("verify", "" + file);
    }

    @Test
    void aPictureOnTheSameSeedIsTheSameWhateverTheCount() throws Exception {
        Path one = folder.resolve("one.png");
        run("sample", "--model", "" + model, "--seed", "12", "--out", "" + one);
        Path many = folder.resolve("many");
        run("sample", "--model", "" + model, "--seed", "10", "--count", "5", "--out", "" + many);

        assertThat(ImageFiles.read(one)).isEqualTo(ImageFiles.read(many.resolve("seed-12.png")));
    }

    @Test
    void torchScriptGoesOutAndComesBackWithTheSameWeights() throws Exception {
        Path file = folder.resolve("carried.pt");
        run("export", "--model", "" + model, "--format", "torchscript", "--out", "" + file);
        run("import", "" + file, "--json");
        JsonObject imported = line.json().getAsJsonObject("model");
        run("models", "--json");

        assertThat(imported.get("name").getAsString()).isEqualTo("carried");
        JsonObject listed = line.json().getAsJsonArray("models").asList().stream()
                .map(element -> element.getAsJsonObject())
                .filter(card -> card.get("name").getAsString().equals("carried"))
                .findFirst()
                .orElseThrow();
        assertThat(listed.get("hash")).isEqualTo(imported.get("hash"));

        assertThat(line.run("import", "" + file)).as("a second time").isNotEqualTo(CommandLineProgram.DONE);
        assertThat(line.errLines().getFirst()).contains("already a model named 'carried'");
    }

    @Test
    void aCorruptModelFailsInOneLine() throws Exception {
        Path copy = folder.resolve("corrupt");
        run("export", "--model", "" + model, "--format", "safetensors", "--out", "" + copy);
        Path weights = copy.resolve("weights.safetensors");
        byte[] bytes = Files.readAllBytes(weights);

        bytes[bytes.length - 1] ^= 1;
        Files.write(weights, bytes);
        assertOneLine(copy, "not those that its model.json describes");
        Files.write(weights, Arrays.copyOf(bytes, bytes.length / 2));
        assertOneLine(copy, "weights.safetensors");
        Files.writeString(copy.resolve("model.json"), "{}");
        assertOneLine(copy, "model.json");
    }

    private void assertOneLine(Path corrupt, String words) {
        assertThat(line.run("sample", "--model", "" + corrupt, "--out", "x.png"))
                .isEqualTo(CommandLineProgram.FAILED);
        assertThat(line.errLines()).hasSize(1);
        assertThat(line.errLines().getFirst()).contains(words);
    }

    @Test
    void aSettingOutOfRangeIsWrongUsageAndLeavesNoFolder() {
        Path out = folder.resolve("never");

        assertThat(line.run("train", "--data", "" + folder.resolve("blobs"), "--set", "width=1", "--out", "" + out))
                .isEqualTo(CommandLineProgram.USAGE);

        assertThat(line.errLines().getFirst()).contains("width");
        assertThat(out).doesNotExist();
    }

    @Test
    void aRunThatHasEndedIsNotTrainedAgain() throws IOException {
        List<String> before = listing(model);

        int status = line.run("train", "--resume", "" + folder.resolve("run"));

        assertThat(status).as(line.err()).isEqualTo(CommandLineProgram.DONE);
        assertThat(listing(model)).isEqualTo(before);
    }

    private static List<String> listing(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    private void run(String... words) {
        assertThat(line.run(words)).as("%s: %s", List.of(words), line.err()).isEqualTo(CommandLineProgram.DONE);
    }
}
