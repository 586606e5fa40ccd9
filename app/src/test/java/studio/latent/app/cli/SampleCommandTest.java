package studio.latent.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.latent.app.FakeStudio;
import studio.latent.engine.OpenModel;
import studio.latent.engine.generate.Recipe;
import studio.latent.engine.generate.SamplerSettings;
import studio.latent.engine.generate.StyleMix;
import studio.latent.engine.generate.Styling;
import studio.latent.engine.image.Raster;
import studio.latent.engine.model.Latent;
import studio.latent.engine.model.PriorKind;

class SampleCommandTest {
    @TempDir
    Path folder;

    private final FakeStudio studio = FakeStudio.direct();
    private CommandLineFixture line;

    @BeforeEach
    void start() {
        line = new CommandLineFixture(studio, folder.resolve("crash"));
    }

    @Test
    void writesOnePngASeedIntoAFolderEachWithItsRecipe() throws Exception {
        Path out = folder.resolve("deep/images");

        assertThat(line.run("sample", "--model", FakeStudio.GREY, "--count", "3", "--seed", "98", "--out", "" + out))
                .isEqualTo(CommandLineProgram.DONE);

        assertThat(names(out)).containsExactly("seed-098.png", "seed-099.png", "seed-100.png");
        Recipe recipe = studio.recipeOf(out.resolve("seed-099.png")).await().orThrow();
        assertThat(recipe.seed()).isEqualTo(99);
        assertThat(recipe.model()).isEqualTo(FakeStudio.GREY);
        assertThat(recipe.settings()).isEqualTo(Map.of("prior", "normal", "temperature", "1.0"));
        assertThat(line.out()).contains("3 images in " + out);
        assertThat(line.err()).isEmpty();
    }

    @Test
    void writesASheetWithItsRecipeIntoAFile() throws Exception {
        Path out = folder.resolve("grid.png");

        assertThat(line.run(
                        "sample",
                        "--model",
                        FakeStudio.GREY,
                        "--count",
                        "5",
                        "--prior",
                        "mixture",
                        "--temperature",
                        "0.5",
                        "--out",
                        "" + out))
                .isEqualTo(CommandLineProgram.DONE);

        Raster sheet = studio.readImage(out).await().orThrow();
        assertThat(sheet.width()).isEqualTo(24);
        assertThat(sheet.height()).isEqualTo(16);
        assertThat(studio.recipeOf(out).await().orThrow().settings())
                .isEqualTo(Map.of("prior", "mixture", "temperature", "0.5", "count", "5", "columns", "3"));
    }

    @Test
    void stepsAndWishesAreRefusedForAModelThatMakesItsImagesInOneStep() {
        for (List<String> option : List.of(
                List.of("--steps", "5"),
                List.of("--sampler", "heun"),
                List.of("--guidance", "2"),
                List.of("--avoid", "Bag"),
                List.of("--threshold", "dynamic"),
                List.of("--guidance-rescale", "0.5"),
                List.of("--class", "Bag=0.5"))) {
            line = new CommandLineFixture(studio, folder.resolve("crash"));

            assertThat(line.run(
                            "sample",
                            "--model",
                            FakeStudio.GREY,
                            option.getFirst(),
                            option.getLast(),
                            "--out",
                            "" + folder.resolve("none.png")))
                    .isNotEqualTo(CommandLineProgram.DONE);

            assertThat(line.err()).contains("in one step").contains("choose a diffusion model");
            assertThat(folder.resolve("none.png")).doesNotExist();
        }
    }

    @Test
    void stylesOfAnotherSeedAndNoiseOfASeedAreInTheRecipeAndInTheJson() throws Exception {
        Path out = folder.resolve("mix.png");

        assertThat(line.run(
                        "sample",
                        "--model",
                        FakeStudio.STYLED,
                        "--style-seed",
                        "9",
                        "--style-layers",
                        "0-1,4",
                        "--layer-noise-seed",
                        "5",
                        "--layer-noise",
                        "0.5",
                        "--json",
                        "--out",
                        "" + out))
                .isEqualTo(CommandLineProgram.DONE);

        Styling styling = SamplerSettings.of(
                        studio.recipeOf(out).await().orThrow().settings())
                .styling();
        OpenModel model = studio.models().open(FakeStudio.STYLED).await().orThrow();
        Latent other = studio.bench().latentOf(model, 9, PriorKind.NORMAL, 1);
        assertThat(styling).isEqualTo(new Styling(1, 0.5, 5L, new StyleMix(other, StyleMix.layers("0-1,4"))));
        assertThat(line.json().get("styleLayers").getAsString()).isEqualTo("0-1,4");
        assertThat(line.json().get("layerNoiseSeed").getAsLong()).isEqualTo(5);
        assertThat(line.json().get("layerNoise").getAsDouble()).isEqualTo(0.5);
    }

    @Test
    void stylesAreRefusedWhereTheModelHasNoneOrNoSuchLayer() {
        for (List<String> option : List.of(
                List.of("--layer-noise", "0"),
                List.of("--layer-noise-seed", "1"),
                List.of("--style-seed", "1", "--style-layers", "0"))) {
            assertThat(runOn(FakeStudio.GENERATOR, option)).isEqualTo(CommandLineProgram.FAILED);
            assertThat(line.err()).contains("has no styles").contains("type style-gan");
        }
        assertThat(runOn(FakeStudio.DENOISING, List.of("--style-seed", "1", "--style-layers", "0")))
                .isEqualTo(CommandLineProgram.FAILED);
        assertThat(line.err()).contains("samples in steps");
        assertThat(runOn(FakeStudio.STYLED, List.of("--style-seed", "1", "--style-layers", "3-5")))
                .isEqualTo(CommandLineProgram.USAGE);
        assertThat(line.err()).contains("5 layers with styles and none of the number 5");
    }

    @Test
    void halfAMixAndLayersThatAreNoneAreWrongUsage() {
        Map<List<String>, String> wrong = Map.of(
                List.of("--style-seed", "1"), "--style-seed needs --style-layers",
                List.of("--style-layers", "1"), "--style-layers needs --style-seed",
                List.of("--style-seed", "1", "--style-layers", "fine"), "numbers and ranges as in 0-3,6",
                List.of("--layer-noise", "5"), "--layer-noise must be in [0, 4], got 5",
                List.of("--truncation", "3"), "--truncation must be in [0, 2], got 3");
        wrong.forEach((options, message) -> {
            assertThat(runOn(FakeStudio.STYLED, options)).isEqualTo(CommandLineProgram.USAGE);
            assertThat(line.errLines().getFirst()).contains(message);
        });
    }

    private int runOn(String model, List<String> options) {
        line = new CommandLineFixture(studio, folder.resolve("crash"));
        List<String> words =
                new ArrayList<>(List.of("sample", "--model", model, "--out", "" + folder.resolve("no.png")));
        words.addAll(options);
        int status = line.run(words.toArray(String[]::new));
        assertThat(folder.resolve("no.png")).doesNotExist();
        return status;
    }

    @Test
    void samplingOutOfRangeIsWrongUsageWithTheRange() {
        Map<List<String>, String> wrong = Map.of(
                List.of("--steps", "1001"), "--steps must be in [1, 1000], got 1001",
                List.of("--guidance", "31"), "--guidance must be in [0, 30], got 31",
                List.of("--guidance-rescale", "NaN"), "--guidance-rescale must be in [0, 1], got NaN",
                List.of("--guidance-low", "-0.5"), "--guidance-low must be in [0, 1], got -0.5",
                List.of("--guidance-high", "2"), "--guidance-high must be in [0, 1], got 2",
                List.of("--threshold", "soft"), "--threshold");
        wrong.forEach((option, message) -> {
            line = new CommandLineFixture(studio, folder.resolve("crash"));

            assertThat(line.run(
                            "sample",
                            "--model",
                            FakeStudio.GREY,
                            option.getFirst(),
                            option.getLast(),
                            "--out",
                            "" + folder))
                    .isEqualTo(CommandLineProgram.USAGE);

            assertThat(line.errLines().getFirst()).contains(message);
        });
    }

    @Test
    void theSameSeedGivesTheSameImageWhateverTheCount() throws Exception {
        line.run("sample", "--model", FakeStudio.GREY, "--seed", "7", "--out", "" + folder.resolve("one.png"));
        line.run("sample", "--model", FakeStudio.GREY, "--seed", "4", "--count", "9", "--out", "" + folder);

        assertThat(studio.readImage(folder.resolve("one.png")).await().orThrow())
                .isEqualTo(
                        studio.readImage(folder.resolve("seed-07.png")).await().orThrow());
    }

    @Test
    void jsonNamesEveryFile() {
        line.run("sample", "--model", FakeStudio.GREY, "--count", "2", "--out", "" + folder.resolve("x"), "--json");

        JsonObject json = line.json();
        assertThat(json.keySet()).containsExactly("model", "modelHash", "prior", "temperature", "images");
        JsonArray images = json.getAsJsonArray("images");
        assertThat(images).hasSize(2);
        assertThat(images.get(1).getAsJsonObject().get("seed").getAsLong()).isEqualTo(1);
        assertThat(Path.of(images.get(1).getAsJsonObject().get("file").getAsString()))
                .exists();
    }

    @Test
    void valuesOutOfRangeAreWrongUsage() {
        for (List<String> wrong : List.of(
                List.of("--count", "0"),
                List.of("--count", "1000001"),
                List.of("--temperature", "-0.1"),
                List.of("--temperature", "NaN"),
                List.of("--prior", "uniform"))) {
            assertThat(line.run("sample", "--model", FakeStudio.GREY, "--out", "x.png", wrong.get(0), wrong.get(1)))
                    .as("%s", wrong)
                    .isEqualTo(CommandLineProgram.USAGE);
            assertThat(line.errLines().getFirst()).contains(wrong.get(0));
        }
    }

    @Test
    void aSheetThatIsTooLargeIsWrongUsage() {
        assertThat(line.run(
                        "sample",
                        "--model",
                        FakeStudio.COLOUR,
                        "--count",
                        "100000",
                        "--out",
                        "" + folder.resolve("s.png")))
                .isEqualTo(CommandLineProgram.USAGE);

        assertThat(line.errLines().getFirst()).contains("larger than 4096 pixels");
    }

    @Test
    void anUnknownModelFailsInOneLine() {
        assertThat(line.run("sample", "--model", "nobody", "--out", "x.png")).isEqualTo(CommandLineProgram.FAILED);

        assertThat(line.errLines()).hasSize(1);
        assertThat(line.errLines().getFirst()).contains("nobody");
    }

    @Test
    void aPriorThatTheModelLacksFailsInOneLine() {
        assertThat(line.run("sample", "--model", FakeStudio.COLOUR, "--prior", "mixture", "--out", "x.png"))
                .isEqualTo(CommandLineProgram.FAILED);

        assertThat(line.errLines()).hasSize(1);
        assertThat(line.errLines().getFirst()).contains("no mixture prior");
    }

    @Test
    void aFolderThatCannotBeMadeFailsInOneLine() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThat(line.run("sample", "--model", FakeStudio.GREY, "--out", "" + file.resolve("inside")))
                .isEqualTo(CommandLineProgram.FAILED);

        assertThat(line.errLines()).hasSize(1);
        assertThat(line.errLines().getFirst()).contains("cannot be made");
    }

    private static List<String> names(Path folder) throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }
}
