package studio.latent.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.latent.engine.Studio;
import studio.latent.engine.StudioOptions;
import studio.latent.engine.image.ImageFiles;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.image.PngFile;
import studio.latent.engine.image.Raster;

/// The commands of diffusion models over the real engine, with a tiny model that is trained once.
class DiffusionEndToEndTest {
    private static final ImageShape SHAPE = new ImageShape(1, 12, 12);

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
        Path images = folder.resolve("stripes");
        for (int i = 0; i < 16; i++) {
            Path label = Files.createDirectories(images.resolve(i % 2 == 0 ? "thin" : "thick"));
            Files.write(label.resolve("image" + i + ".png"), PngFile.encode(stripes(i), Map.of()));
        }
        CommandLineFixture line = fixture();
        int status = line.run(
                "train",
                "--family",
                "diffusion",
                "--data",
                "" + images,
                "--steps",
                "3",
                "--set",
                "width=8",
                "levels=2",
                "growth=2",
                "groups=4",
                "headChannels=8",
                "batch=8",
                "metricsShare=0",
                "--device",
                "cpu",
                "--out",
                "" + folder.resolve("run"),
                "--json");
        assertThat(status).as(line.err()).isZero();
        model = Path.of(line.jsonLines()
                .getLast()
                .getAsJsonObject("model")
                .get("location")
                .getAsString());
    }

    private static Raster stripes(int number) {
        byte[] samples = new byte[SHAPE.size()];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (byte) ((i % 12 + number) % (2 + number % 2 * 3) == 0 ? 255 : number);
        }
        return new Raster(SHAPE, samples);
    }

    private static Path filled(String name, int width, int height, int channels, int value) throws Exception {
        ImageShape shape = new ImageShape(channels, height, width);
        byte[] samples = new byte[shape.size()];
        Arrays.fill(samples, (byte) value);
        return Files.write(folder.resolve(name), PngFile.encode(new Raster(shape, samples), Map.of()));
    }

    private void verify(Path file) {
        CommandLineFixture again = fixture();
        assertThat(again.run("verify", "" + file, "--model", "" + model, "--json"))
                .as("%s: %s", file, again.err())
                .isEqualTo(CommandLineProgram.DONE);
        assertThat(again.json().get("identical").getAsBoolean()).isTrue();
    }

    private int edit(String... options) {
        return line.run(Stream.concat(Stream.of("edit", "--model", "" + model), Arrays.stream(options))
                .toArray(String[]::new));
    }

    @Test
    void aSteeredTileVerifiesAndSaysHowItWasMade() {
        Path file = folder.resolve("tile.png");

        int status = line.run(
                "sample",
                "--model",
                "" + model,
                "--class",
                "thin",
                "--avoid",
                "thick=0.5",
                "--guidance",
                "2.5",
                "--guidance-rescale",
                "0.7",
                "--guidance-low",
                "0.1",
                "--guidance-high",
                "0.9",
                "--threshold",
                "dynamic",
                "--steps",
                "3",
                "--tile",
                "--out",
                "" + file,
                "--json");

        assertThat(status).as(line.err()).isZero();
        JsonObject json = line.json();
        assertThat(json.getAsJsonObject("unwanted").get("thick").getAsDouble()).isEqualTo(0.5);
        assertThat(json.get("guidanceRescale").getAsDouble()).isEqualTo(0.7);
        assertThat(json.get("threshold").getAsString()).isEqualTo("dynamic");
        assertThat(json.get("tiled").getAsBoolean()).isTrue();
        verify(file);
    }

    @Test
    void whatIsAvoidedNeedsGuidance() {
        assertThat(line.run("sample", "--model", "" + model, "--avoid", "thick", "--out", "" + folder.resolve("a.png")))
                .isEqualTo(CommandLineProgram.USAGE);

        assertThat(line.errLines().getFirst()).contains("--avoid changes nothing at a guidance of 1", "--guidance 3");
    }

    @Test
    void thePhotoOfADiffusionModelIsEncodedByTheWayBackToItsNoise() throws Exception {
        Path photo = filled("photo.png", 20, 16, 3, 90);
        Path noise = folder.resolve("noise.safetensors");
        Path again = folder.resolve("again.png");
        String[] errors = new String[2];
        for (String sampler : List.of("euler", "heun")) {
            CommandLineFixture one = fixture();
            assertThat(one.run(
                            "encode",
                            "--model",
                            "" + model,
                            "--image",
                            "" + photo,
                            "--out",
                            "" + noise,
                            "--sampler",
                            sampler,
                            "--steps",
                            "25",
                            "--reconstruction",
                            "" + again,
                            "--json"))
                    .as(one.err())
                    .isZero();
            assertThat(one.json().getAsJsonArray("latent")).hasSize(SHAPE.size());
            assertThat(one.json().get("error").getAsDouble()).isPositive();
            assertThat(one.json().get("wayError").getAsDouble()).isPositive();
            errors[sampler.equals("euler") ? 0 : 1] = one.json().get("wayError").getAsString();
            verify(again);
        }
        assertThat(errors[0]).as("two ways").isNotEqualTo(errors[1]);

        CommandLineFixture words = fixture();
        words.run("encode", "--model", "" + model, "--image", "" + photo, "--out", "" + noise);
        assertThat(words.out()).contains("pixels differ by").contains("by euler in 20 steps misses by");
        assertThat(line.run(
                        "interpolate",
                        "--model",
                        "" + model,
                        "--from",
                        "" + photo,
                        "--to",
                        "" + noise,
                        "--frames",
                        "2",
                        "--out",
                        "" + folder.resolve("walk.png")))
                .as(line.err())
                .isZero();
    }

    @Test
    void aSearchIsNotForADiffusionModelNorAWayBackForOneOfOneStep() {
        assertThat(line.run(
                        "encode",
                        "--model",
                        "" + model,
                        "--image",
                        "x.png",
                        "--search",
                        "--out",
                        "" + folder.resolve("x.safetensors")))
                .isNotZero();
        assertThat(line.err()).contains("is not searched for", "Leave --search");
    }

    @Test
    void guidanceNeedsSomethingToGoToOrAwayFrom() {
        assertThat(line.run("sample", "--model", "" + model, "--guidance", "5", "--out", "" + folder.resolve("g.png")))
                .isEqualTo(CommandLineProgram.USAGE);

        assertThat(line.errLines().getFirst())
                .contains("--guidance changes nothing without a --class or --avoid", "--class t");
    }

    private Path classifier() {
        Path run = folder.resolve("guide");
        if (!Files.exists(run)) {
            CommandLineFixture training = fixture();
            int status = training.run(
                    "train",
                    "--family",
                    "noised-classifier",
                    "--data",
                    "" + folder.resolve("stripes"),
                    "--steps",
                    "3",
                    "--set",
                    "model=" + model,
                    "width=8",
                    "levels=2",
                    "growth=2",
                    "groups=4",
                    "headChannels=8",
                    "batch=8",
                    "--device",
                    "cpu",
                    "--out",
                    "" + run);
            assertThat(status).as(training.err()).isZero();
        }
        return run;
    }

    @Test
    void aPictureGuidedByAClassifierVerifiesAndSaysByWhichOne() {
        Path file = folder.resolve("guided.png");

        int status = line.run(
                "sample",
                "--model",
                "" + model,
                "--class",
                "thin",
                "--steps",
                "3",
                "--classifier",
                "" + classifier(),
                "--classifier-scale",
                "4",
                "--out",
                "" + file,
                "--json");

        assertThat(status).as(line.err()).isZero();
        assertThat(line.json().get("classifierScale").getAsDouble()).isEqualTo(4);
        assertThat(line.json().get("classifierHash").getAsString()).hasSize(64);
        verify(file);
    }

    @Test
    void aMeasurementIsLedByAClassifierToWhatTheDataHave() {
        List<String> words = List.of(
                "evaluate",
                "--model",
                "" + model,
                "--data",
                "" + folder.resolve("stripes"),
                "--count",
                "4",
                "--metrics",
                "spread",
                "--features",
                "pixels",
                "--steps",
                "2",
                "--classifier",
                "" + classifier(),
                "--classifier-scale",
                "3");

        int status = line.run(words.toArray(String[]::new));
        assertThat(status).as(line.err()).isZero();
        assertThat(line.out()).contains("Led by the classifier", "at a scale of 3.");

        line.run(Stream.concat(words.stream(), Stream.of("--json")).toArray(String[]::new));
        assertThat(line.json().get("classifierScale").getAsDouble()).isEqualTo(3);
        assertThat(line.json().get("asked").getAsString()).contains("classes in turn");
    }

    @Test
    void aClassifierNeedsAClassAndMustBeOne() {
        String out = "" + folder.resolve("unguided.png");

        assertThat(line.run("sample", "--model", "" + model, "--classifier", "" + classifier(), "--out", out))
                .isEqualTo(CommandLineProgram.USAGE);
        assertThat(line.err()).contains("--classifier changes nothing without a --class");
        assertThat(line.run(
                        "sample", "--model", "" + model, "--class", "thin", "--classifier", "" + model, "--out", out))
                .isNotZero();
        assertThat(line.err()).contains("no classifier of noised images", "--family noised-classifier");
        assertThat(line.run(
                        "sample", "--model", "" + model, "--class", "thin", "--classifier-scale", "31", "--out", out))
                .isEqualTo(CommandLineProgram.USAGE);
        assertThat(line.err()).contains("--classifier-scale must be in [0, 30]");
        assertThat(line.run("sample", "--model", "" + classifier(), "--out", out))
                .isNotZero();
        assertThat(line.err()).contains("makes no images");
        assertThat(Path.of(out)).doesNotExist();
    }

    @Test
    void variationsOfAPhotoAreFittedAndVerify() throws Exception {
        Path photo = filled("photo.png", 30, 20, 3, 120);
        Path out = folder.resolve("variations");

        assertThat(edit(
                        "--image",
                        "" + photo,
                        "--strength",
                        "0.6",
                        "--variations",
                        "3",
                        "--seed",
                        "4",
                        "--steps",
                        "5",
                        "--out",
                        "" + out))
                .as(line.err())
                .isZero();

        assertThat(line.err()).contains("photo.png is", "cut and converted to");
        try (Stream<Path> files = Files.list(out)) {
            List<Path> made = files.toList();
            assertThat(made).hasSize(3);
            made.forEach(this::verify);
        }
    }

    @Test
    void whatIsBlackInTheMaskStays() throws Exception {
        Path image = Files.write(folder.resolve("kept.png"), PngFile.encode(stripes(3), Map.of()));
        byte[] half = new byte[SHAPE.size()];
        Arrays.fill(half, half.length / 2, half.length, (byte) 255);
        Path mask = Files.write(folder.resolve("half.png"), PngFile.encode(new Raster(SHAPE, half), Map.of()));
        Path out = folder.resolve("painted.png");

        assertThat(edit("--image", "" + image, "--mask", "" + mask, "--steps", "4", "--out", "" + out, "--json"))
                .as(line.err())
                .isZero();

        Raster painted = ImageFiles.read(out);
        assertThat(Arrays.copyOf(painted.samples(), half.length / 2))
                .isEqualTo(Arrays.copyOf(stripes(3).samples(), half.length / 2));
        assertThat(painted).isNotEqualTo(stripes(3));
        assertThat(line.json().get("strength").getAsDouble()).isEqualTo(1);
        verify(out);
    }

    @Test
    void badMasksAndStrengthsFailInOneLine() throws Exception {
        String image = "" + filled("grey.png", 12, 12, 1, 90);
        String out = "" + folder.resolve("none.png");

        assertThat(edit("--image", image, "--mask", "" + filled("small.png", 6, 6, 1, 255), "--out", out))
                .isEqualTo(CommandLineProgram.USAGE);
        assertThat(line.errLines().getFirst()).contains("6 × 6 pixels, the image 12 × 12");

        assertThat(edit("--image", image, "--mask", "" + filled("black.png", 12, 12, 1, 0), "--out", out))
                .isEqualTo(CommandLineProgram.USAGE);
        assertThat(line.err()).contains("no white pixel");

        assertThat(edit("--image", image, "--strength", "0", "--out", out)).isEqualTo(CommandLineProgram.USAGE);
        assertThat(line.err()).contains("--strength must be above 0 and at most 1, got 0.0");
        assertThat(Path.of(out)).doesNotExist();
    }
}
