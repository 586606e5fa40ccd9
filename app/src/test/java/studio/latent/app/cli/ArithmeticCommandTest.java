package studio.latent.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.latent.app.FakeStudio;
import studio.latent.engine.io.LatentFile;
import studio.latent.engine.model.Latent;
import studio.latent.engine.model.PriorKind;

class ArithmeticCommandTest {
    @TempDir
    Path folder;

    private final FakeStudio studio = FakeStudio.direct();
    private CommandLineFixture line;

    @BeforeEach
    void start() {
        line = new CommandLineFixture(studio, folder.resolve("crash"));
    }

    @Test
    void addsAndTakesAwayAndScales() throws Exception {
        Path out = folder.resolve("sum.safetensors");

        assertThat(line.run(
                        "arithmetic",
                        "--model",
                        FakeStudio.GREY,
                        "--plus",
                        "1",
                        "2",
                        "--minus",
                        "3",
                        "--scale",
                        "0.5",
                        "--out",
                        "" + out))
                .isEqualTo(CommandLineProgram.DONE);

        float[] a = latent(1);
        float[] b = latent(2);
        float[] c = latent(3);
        float[] sum = LatentFile.read(out).latent().values();
        for (int i = 0; i < sum.length; i++) {
            assertThat(sum[i]).isEqualTo((float) (0.5 * ((double) a[i] + b[i] - c[i])));
        }
    }

    @Test
    void aSavedLatentIsTheSamePointAgain() throws Exception {
        Path saved = folder.resolve("one.safetensors");
        Path picture = folder.resolve("one.png");
        line.run("arithmetic", "--model", FakeStudio.GREY, "--plus", "7", "--out", "" + saved);

        assertThat(line.run("arithmetic", "--model", FakeStudio.GREY, "--plus", "" + saved, "--out", "" + picture))
                .isEqualTo(CommandLineProgram.DONE);

        assertThat(studio.recipeOf(picture).await().orThrow().latent()).isEqualTo(new Latent(latent(7)));
        assertThat(line.run("verify", "" + picture)).isEqualTo(CommandLineProgram.DONE);
    }

    @Test
    void anotherModelsLatentFailsInOneLine() {
        Path saved = folder.resolve("grey.safetensors");
        line.run("arithmetic", "--model", FakeStudio.GREY, "--plus", "7", "--out", "" + saved);

        assertThat(line.run("arithmetic", "--model", FakeStudio.COLOUR, "--plus", "" + saved, "--out", "x.png"))
                .isEqualTo(CommandLineProgram.FAILED);

        assertThat(line.errLines()).hasSize(1);
        assertThat(line.errLines().getFirst()).contains("has 4 numbers").contains("needs 20");
    }

    @Test
    void aBrokenLatentFailsInOneLine() throws Exception {
        Path broken = Files.writeString(folder.resolve("broken.safetensors"), "not a latent");

        assertThat(line.run("arithmetic", "--model", FakeStudio.GREY, "--plus", "" + broken, "--out", "x.png"))
                .isEqualTo(CommandLineProgram.FAILED);

        assertThat(line.errLines()).hasSize(1);
        assertThat(line.errLines().getFirst()).contains("broken.safetensors");
    }

    @Test
    void aScaleThatIsNoNumberIsWrongUsage() {
        assertThat(line.run(
                        "arithmetic", "--model", FakeStudio.GREY, "--plus", "1", "--scale", "NaN", "--out", "x.png"))
                .isEqualTo(CommandLineProgram.USAGE);
        assertThat(line.run("arithmetic", "--model", FakeStudio.GREY, "--plus", "1", "--out", "x.jpg"))
                .isEqualTo(CommandLineProgram.USAGE);
    }

    private float[] latent(long seed) throws Exception {
        return studio.bench()
                .latentOf(studio.models().open(FakeStudio.GREY).await().orThrow(), seed, PriorKind.NORMAL, 1)
                .values();
    }
}
