package studio.latent.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.latent.app.FakeStudio;
import studio.latent.engine.generate.RecipePlan;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.image.Raster;

class InterpolateCommandTest {
    @TempDir
    Path folder;

    private final FakeStudio studio = FakeStudio.direct();
    private CommandLineFixture line;

    @BeforeEach
    void start() {
        line = new CommandLineFixture(studio, folder.resolve("crash"));
    }

    @Test
    void writesOnePngAFrameFromTheFirstSeedToTheLast() throws Exception {
        Path out = folder.resolve("frames");
        line.run("sample", "--model", FakeStudio.GREY, "--seed", "1", "--count", "2", "--out", "" + folder);

        assertThat(interpolate("--from", "1", "--to", "2", "--frames", "11", "--out", "" + out))
                .isEqualTo(CommandLineProgram.DONE);

        assertThat(line.out()).contains("11 images in " + out);
        assertThat(image(out.resolve("frame-00.png"))).isEqualTo(image(folder.resolve("seed-1.png")));
        assertThat(image(out.resolve("frame-10.png"))).isEqualTo(image(folder.resolve("seed-2.png")));
        assertThat(out.resolve("frame-11.png")).doesNotExist();
    }

    @Test
    void writesAnAnimationThatRepeats() throws Exception {
        Path out = folder.resolve("walk.gif");

        assertThat(interpolate(
                        "--from", "1", "--to", "2", "--via", "3", "4", "--loop", "--frames", "8", "--out", "" + out))
                .isEqualTo(CommandLineProgram.DONE);

        assertThat(new String(Files.readAllBytes(out), StandardCharsets.ISO_8859_1))
                .startsWith("GIF89a")
                .contains("NETSCAPE2.0");
    }

    @Test
    void writesASpriteSheetThatKnowsItsLatents() throws Exception {
        Path out = folder.resolve("strip.png");

        interpolate("--from", "1", "--to", "2", "--path", "spline", "--frames", "5", "--out", "" + out, "--json");

        JsonObject json = line.json();
        assertThat(json.keySet()).containsExactly("model", "modelHash", "path", "loop", "frames", "files");
        assertThat(json.get("path").getAsString()).isEqualTo("spline");
        assertThat(image(out).width()).isEqualTo(5 * 8);
        RecipePlan plan = RecipePlan.of(studio.recipeOf(out).await().orThrow(), 4, new ImageShape(1, 8, 8));
        assertThat(plan.count()).isEqualTo(5);
        assertThat(plan.columns()).isEqualTo(5);
    }

    @Test
    void wrongWordsAreWrongUsage() {
        for (List<String> wrong : List.of(
                List.of("--frames", "1"),
                List.of("--fps", "0"),
                List.of("--path", "bezier"),
                List.of("--out", "film.mp4"))) {
            List<String> words = new ArrayList<>(List.of("--from", "1", "--to", "2"));
            if (!wrong.getFirst().equals("--out")) {
                words.addAll(List.of("--out", "x.gif"));
            }
            words.addAll(wrong);

            assertThat(interpolate(words.toArray(String[]::new)))
                    .as("%s", wrong)
                    .isEqualTo(CommandLineProgram.USAGE);
        }
    }

    @Test
    void aMissingImageFailsInOneLine() {
        assertThat(interpolate("--from", "nothing.png", "--to", "2", "--out", "" + folder.resolve("x.gif")))
                .isEqualTo(CommandLineProgram.FAILED);

        assertThat(line.errLines()).hasSize(1);
        assertThat(line.errLines().getFirst()).contains("nothing.png");
    }

    private int interpolate(String... words) {
        List<String> all = new ArrayList<>(List.of("interpolate", "--model", FakeStudio.GREY));
        all.addAll(List.of(words));
        return line.run(all.toArray(String[]::new));
    }

    private Raster image(Path file) throws Exception {
        return studio.readImage(file).await().orThrow();
    }
}
