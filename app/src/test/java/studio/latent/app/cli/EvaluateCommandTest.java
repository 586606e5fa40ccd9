package studio.latent.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.latent.app.FakeStudio;

class EvaluateCommandTest {
    @TempDir
    Path folder;

    private CommandLineFixture line() {
        return CommandLineFixture.withFakeStudio(folder);
    }

    @Test
    void aModelIsMeasuredAgainstDataWithEverythingThatIsNeededToReadTheNumbers() {
        CommandLineFixture line = line();

        int status = line.run("evaluate", "--model", FakeStudio.GREY, "--data", "grey-data", "--count", "300");

        assertThat(status).as(line.err()).isEqualTo(CommandLineProgram.DONE);
        assertThat(line.out())
                .contains("frechet-distance", "20.00", "18.00 – 22.00", "5.00", "lower")
                .contains("precision", "0.5000", "higher")
                .contains("300 images of " + FakeStudio.GREY)
                .contains("resize: clean", "bands: 95 %", "held-out images", "2.00 ms an image");
        assertThat(line.err()).contains("1 file was left out", "broken.png");
    }

    @Test
    void aLikelihoodSaysOfHowManyRealImagesItIsAndWhatItMeans() throws Exception {
        CommandLineFixture line = line();

        line.run("evaluate", "--model", FakeStudio.GREY, "--data", "grey-data", "--metrics", "elbo,bits-per-dim");

        assertThat(line.out())
                .contains("elbo", "bits-per-dim")
                .contains("a lower bound over 100 real images in nats an image; fake.")
                .doesNotContain("Features: ");
        CommandLineFixture other = line();
        other.run("evaluate", "--model", FakeStudio.GREY, "--data", "grey-data", "--metrics", "elbo", "--json");
        JsonObject json = other.json();
        JsonObject elbo = json.getAsJsonArray("results").get(0).getAsJsonObject();
        assertThat(elbo.get("images").getAsInt()).isEqualTo(100);
        assertThat(elbo.get("likelihood").getAsString()).isEqualTo("fake");
        assertThat(json.has("generatedCount")).isFalse();
    }

    @Test
    void aPathLengthSaysByWhichFeaturesItIs() {
        CommandLineFixture line = line();

        line.run(
                "evaluate",
                "--model",
                FakeStudio.GREY,
                "--data",
                "grey-data",
                "--count",
                "40",
                "--metrics",
                "perceptual-path-length");

        assertThat(line.out())
                .contains("perceptual-path-length", "Paths: 20, two images each; squared distance of features fake")
                .doesNotContain("images of ");
    }

    @Test
    void theDatasOwnClassifierIsChosenByName() {
        CommandLineFixture line = line();

        int status = line.run(
                "evaluate",
                "--model",
                FakeStudio.GREY,
                "--data",
                "grey-data",
                "--features",
                "domain",
                "--metrics",
                "class-entropy");

        assertThat(status).as(line.err()).isEqualTo(CommandLineProgram.DONE);
        assertThat(line.out()).contains("class-entropy", "as the floor");
    }

    @Test
    void aMetricWithoutAValueSaysWhy() {
        CommandLineFixture line = line();

        line.run("evaluate", "--model", FakeStudio.GREY, "--data", "grey-data", "--metrics", "inception-score");

        assertThat(line.out()).contains("inception-score: no value. The features have no classes. Use others.");
    }

    @Test
    void jsonHasAValueOrAReasonForEachMetric() throws Exception {
        CommandLineFixture line = line();

        line.run("evaluate", "--generated", "a", "--reference", "b", "--metrics", "recall,inception-score", "--json");

        JsonObject json = line.json();
        assertThat(json.get("features").getAsString()).isEqualTo("fake features, 8-d");
        assertThat(json.get("standard").getAsBoolean()).isFalse();
        assertThat(json.get("secondsPerImage").isJsonNull()).isTrue();
        JsonObject recall = json.getAsJsonArray("results").get(0).getAsJsonObject();
        assertThat(recall.get("value").getAsDouble()).isEqualTo(0.5);
        assertThat(recall.get("low").getAsDouble()).isEqualTo(0.45);
        assertThat(recall.get("better").getAsString()).isEqualTo("higher");
        JsonObject none = json.getAsJsonArray("results").get(1).getAsJsonObject();
        assertThat(none.keySet()).containsExactly("metric", "reason", "remedy");
    }

    @Test
    void wordsThatMakeNoSenseTogetherAreWrongUsage() {
        assertThat(line().run("evaluate", "--model", FakeStudio.GREY)).isEqualTo(CommandLineProgram.USAGE);
        assertThat(line().run("evaluate", "--model", "m", "--data", "d", "--generated", "a", "--reference", "b"))
                .isEqualTo(CommandLineProgram.USAGE);
        assertThat(line().run("evaluate", "--generated", "a", "--reference", "b", "--steps", "5"))
                .isEqualTo(CommandLineProgram.USAGE);
        assertThat(line().run("evaluate", "--generated", "a", "--reference", "b", "--metrics", "beauty"))
                .isEqualTo(CommandLineProgram.USAGE);
        assertThat(line().run("evaluate", "--generated", "a", "--reference", "b", "--features", "fid-2048"))
                .isEqualTo(CommandLineProgram.USAGE);
        assertThat(line().run("evaluate", "--model", "m", "--data", "d", "--count", "1"))
                .isEqualTo(CommandLineProgram.USAGE);
    }

    @Test
    void anUnknownResizeModeIsNamedWithThoseThatThereAre() {
        CommandLineFixture line = line();

        assertThat(line.run("evaluate", "--generated", "a", "--reference", "b", "--resize", "nice"))
                .isEqualTo(CommandLineProgram.USAGE);
        assertThat(line.errLines().getFirst()).contains("nice", "legacy-tensorflow");
    }
}
