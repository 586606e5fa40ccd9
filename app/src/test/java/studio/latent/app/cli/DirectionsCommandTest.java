package studio.latent.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.latent.app.FakeDirections;
import studio.latent.app.FakeStudio;
import studio.latent.engine.DirectionRequest;
import studio.latent.engine.OpenModel;
import studio.latent.engine.direction.DirectionMethod;
import studio.latent.engine.direction.DirectionPlace;
import studio.latent.engine.direction.DirectionSpace;
import studio.latent.engine.generate.RecipePlan;
import studio.latent.engine.generate.SamplerSettings;
import studio.latent.engine.model.DecoderShift;
import studio.latent.engine.model.Latent;
import studio.latent.engine.model.PriorKind;

class DirectionsCommandTest {
    @TempDir
    Path folder;

    private final FakeStudio studio = FakeStudio.direct();
    private CommandLineFixture line;

    @BeforeEach
    void start() {
        line = new CommandLineFixture(studio, folder.resolve("crash"));
    }

    private int run(String... words) {
        String[] all = new String[words.length + 3];
        all[0] = "directions";
        all[1] = "--model";
        all[2] = FakeStudio.GREY;
        System.arraycopy(words, 0, all, 3, words.length);
        return line.run(all);
    }

    @Test
    void listsWhatTheModelHas() {
        assertThat(run()).isEqualTo(CommandLineProgram.DONE);

        assertThat(line.out()).contains(FakeDirections.READY, "linear-svm", "fake-data: hat", "ready-made");
    }

    @Test
    void findsMeasuresAndSavesTheDirectionOfAnAttribute() {
        assertThat(run(
                        "--data",
                        "faces",
                        "--attribute",
                        "smile",
                        "--without",
                        "hat,beard",
                        "--save",
                        "grin",
                        "--region"))
                .isEqualTo(CommandLineProgram.DONE);

        DirectionRequest.OfAttribute asked =
                (DirectionRequest.OfAttribute) studio.directions().requests().getFirst();
        assertThat(asked.method()).isEqualTo(DirectionMethod.LOGISTIC_REGRESSION);
        assertThat(asked.without()).containsExactly("hat", "beard");
        assertThat(line.out())
                .contains("grin", "0.900 [0.850, 0.950]", "smile changes in 80 of 100 images; besides hat in 10")
                .contains("5.0 % of the picture");
        assertThat(run()).isEqualTo(CommandLineProgram.DONE);
        assertThat(line.out()).contains("grin", "0.09");
    }

    @Test
    void sidesAreSeedsImagesOrLatents() throws Exception {
        assertThat(run("--plus", "1", "2", "--minus", "3", "--json")).isEqualTo(CommandLineProgram.DONE);

        DirectionRequest.OfSides asked =
                (DirectionRequest.OfSides) studio.directions().requests().getFirst();
        assertThat(asked.method()).isEqualTo(DirectionMethod.MEAN_DIFFERENCE);
        assertThat(asked.plus()).containsExactly(latent(1), latent(2));
        assertThat(asked.minus()).containsExactly(latent(3));
        assertThat(line.json()
                        .getAsJsonArray("directions")
                        .get(0)
                        .getAsJsonObject()
                        .get("leak"))
                .matches(element -> element.isJsonNull());
    }

    @Test
    void closedFormsNeedNoData() {
        assertThat(run("--method", "weight-factor", "--count", "2")).isEqualTo(CommandLineProgram.DONE);

        assertThat(line.out()).contains("component 2", "weight-factor");
    }

    @Test
    void oneOfTheModelsOwnDirectionsIsChosenByItsNumberAndKept() {
        assertThat(run("--method", "weight-factor", "--count", "3", "--number", "2", "--save", "pose"))
                .isEqualTo(CommandLineProgram.DONE);

        assertThat(line.out()).contains("pose").doesNotContain("component 1", "component 3");
        assertThat(run()).isEqualTo(CommandLineProgram.DONE);
        assertThat(line.out().lines().filter(text -> text.contains("pose")).count())
                .isGreaterThanOrEqualTo(2);
    }

    @Test
    void aStripIsAPictureWithItsRecipe() {
        Path strip = folder.resolve("strip.png");

        assertThat(run("--strip", "" + strip)).isEqualTo(CommandLineProgram.DONE);

        assertThat(Files.isRegularFile(strip)).isTrue();
    }

    @Test
    void samplesMoveAlongADirection() throws Exception {
        Path plain = folder.resolve("plain.png");

        assertThat(line.run(
                        "sample",
                        "--model",
                        FakeStudio.GREY,
                        "--seed",
                        "5",
                        "--direction",
                        FakeDirections.READY + "=1.5",
                        "--out",
                        "" + plain))
                .isEqualTo(CommandLineProgram.DONE);

        float[] moved = latent(5).values().clone();
        moved[0] = (float) (moved[0] + 1.5);
        assertThat(Objects.requireNonNull(
                        studio.recipeOf(plain).await().orThrow().latent()))
                .isEqualTo(new Latent(moved));
    }

    @Test
    void aDirectionThatIsNotThereIsNamedWithThoseThatAre() {
        assertThat(line.run("sample", "--model", FakeStudio.GREY, "--direction", "frown=1", "--out", "" + folder))
                .isEqualTo(CommandLineProgram.FAILED);

        assertThat(line.errLines().getFirst()).contains("no direction 'frown'", FakeDirections.READY);
    }

    @Test
    void disentanglesAsStronglyAsItIsAskedTo() {
        for (String[] words : new String[][] {{"--disentangle"}, {"--disentangle", "2.5"}}) {
            List<String> all = new ArrayList<>(List.of("--data", "faces", "--attribute", "smile"));
            all.addAll(List.of(words));
            assertThat(run(all.toArray(String[]::new))).isEqualTo(CommandLineProgram.DONE);
        }
        assertThat(studio.directions().requests())
                .extracting(asked -> ((DirectionRequest.OfAttribute) asked).disentangling())
                .containsExactly(1.0, 2.5);
    }

    @Test
    void waysThatDoNotGoTogetherAreWrongUsage() {
        List<List<String>> wrong = List.of(
                List.of("--attribute", "smile"),
                List.of("--plus", "1"),
                List.of("--attribute", "smile", "--data", "d", "--plus", "1", "--minus", "2"),
                List.of("--without", "hat"),
                List.of("--disentangle"),
                List.of("--attribute", "smile", "--data", "d", "--disentangle", "101"),
                List.of("--method", "linear-svm"),
                List.of("--method", "magic"),
                List.of("--attribute", "smile", "--data", "d", "--method", "weight-factor"),
                List.of("--save", "x"),
                List.of("--method", "weight-factor", "--save", "x"),
                List.of("--number", "1"),
                List.of("--method", "weight-factor", "--number", "0"),
                List.of("--method", "weight-factor", "--number", "11"),
                List.of("--attribute", "smile", "--data", "d", "--number", "1"),
                List.of("--attribute", "smile", "--data", "d", "--out", "x.json"),
                List.of("--region"),
                List.of("--method", "mean-change", "--plus", "1", "--minus", "2"),
                List.of("--space", "w-plus", "--method", "weight-factor"),
                List.of("--space", "w-plus", "--attribute", "smile", "--data", "d", "--method", "linear-svm"),
                List.of("--method", "partial-difference", "--attribute", "smile", "--data", "d"),
                List.of("--space", "feature-maps", "--plus", "1", "--minus", "2"),
                List.of("--space", "feature-maps", "--method", "activation-component"),
                List.of("--space", "feature-maps", "--attribute", "smile", "--data", "d", "--without", "hat"),
                List.of("--space", "feature-maps", "--attribute", "smile", "--data", "d", "--disentangle"),
                List.of("--space", "feature-maps", "--attribute", "smile", "--data", "d", "--layers", "0-1"),
                List.of("--space", "w"),
                List.of("--space", "x", "--method", "weight-factor"),
                List.of("--layers", "0-1", "--method", "weight-factor"),
                List.of("--space", "w", "--layers", "fine", "--method", "weight-factor"),
                List.of("--space", "w", "--method", "activation-component"));
        for (List<String> words : wrong) {
            assertThat(run(words.toArray(String[]::new))).as("%s", words).isEqualTo(CommandLineProgram.USAGE);
        }
    }

    private DirectionRequest askedForSmileIn(String... place) {
        List<String> words =
                new ArrayList<>(List.of("directions", "--model", FakeStudio.STYLED, "--attribute", "smile"));
        words.addAll(List.of("--data", "fake-data", "--no-leak", "--space"));
        words.addAll(List.of(place));
        assertThat(line.run(words.toArray(String[]::new))).isEqualTo(CommandLineProgram.DONE);
        return studio.directions().requests().getFirst();
    }

    @Test
    void aVectorForEachLayerIsAskedForByItsSpace() {
        DirectionRequest asked = askedForSmileIn("w-plus");

        assertThat(asked.method()).isEqualTo(DirectionMethod.MEAN_CHANGE);
        assertThat(asked.place()).isEqualTo(new DirectionPlace(DirectionSpace.W_PLUS, new TreeSet<>()));
    }

    @Test
    void whatALayerMakesIsAskedForByItsSpace() {
        DirectionRequest asked = askedForSmileIn("feature-maps", "--layers", "2");

        assertThat(asked.method()).isEqualTo(DirectionMethod.PARTIAL_DIFFERENCE);
        assertThat(asked.place()).isEqualTo(new DirectionPlace(DirectionSpace.FEATURE_MAPS, new TreeSet<>(List.of(2))));
    }

    @Test
    void directionsInTheStylesOfSomeLayersAreFoundListedAndMoveStylesAlone() throws Exception {
        Path strip = folder.resolve("strip.png");
        assertThat(line.run(
                        "directions",
                        "--model",
                        FakeStudio.STYLED,
                        "--plus",
                        "1",
                        "--minus",
                        "2",
                        "--space",
                        "w",
                        "--layers",
                        "0-1,4",
                        "--save",
                        "pose",
                        "--strip",
                        "" + strip,
                        "--json"))
                .isEqualTo(CommandLineProgram.DONE);

        assertThat(studio.directions().requests().getFirst().place())
                .isEqualTo(new DirectionPlace(DirectionSpace.W, new TreeSet<>(List.of(0, 1, 4))));
        var found = line.json().getAsJsonArray("directions").get(0).getAsJsonObject();
        assertThat(found.get("space").getAsString()).isEqualTo("w");
        assertThat(found.getAsJsonArray("layers")).hasSize(3);
        OpenModel model = studio.models().open(FakeStudio.STYLED).await().orThrow();
        RecipePlan plan = RecipePlan.of(
                studio.recipeOf(strip).await().orThrow(), 6, model.card().imageShape());
        assertThat(plan.shifts()).hasSize(28);
        assertThat(plan.latents().getFirst()).isEqualTo(plan.latents().get(6));
        DecoderShift least = model.shiftOr(null).plus(new float[] {0, 0, 1}, -3, List.of(0, 1, 4));
        assertThat(plan.shifts().getFirst()).isEqualTo(least);
        assertThat(plan.shifts().get(3).isNone()).isTrue();

        Path moved = folder.resolve("moved.png");
        assertThat(line.run(
                        "sample",
                        "--model",
                        FakeStudio.STYLED,
                        "--seed",
                        "5",
                        "--direction",
                        "pose=-3",
                        "--out",
                        "" + moved))
                .isEqualTo(CommandLineProgram.DONE);
        var recipe = studio.recipeOf(moved).await().orThrow();
        assertThat(recipe.seed()).as("the latent is the seed's").isEqualTo(5);
        assertThat(SamplerSettings.of(recipe.settings()).styling().shift()).isEqualTo(least);
        line.run("directions", "--model", FakeStudio.STYLED);
        assertThat(line.out()).contains("w 0-1,4");
    }

    private Latent latent(long seed) throws Exception {
        var model = studio.models().open(FakeStudio.GREY).await().orThrow();
        return studio.bench().latentOf(model, seed, PriorKind.NORMAL, 1);
    }
}
