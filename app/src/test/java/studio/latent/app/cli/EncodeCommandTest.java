package studio.latent.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.latent.app.FakeStudio;
import studio.latent.engine.io.LatentFile;

class EncodeCommandTest {
    @TempDir
    Path folder;

    @Test
    void savesTheLatentThatItPrints() throws Exception {
        CommandLineFixture line = CommandLineFixture.withFakeStudio(folder);
        Path image = folder.resolve("seed.png");
        Path out = folder.resolve("deep/seed.safetensors");
        line.run("sample", "--model", FakeStudio.GREY, "--out", "" + image);

        assertThat(line.run("encode", "--model", FakeStudio.GREY, "--image", "" + image, "--out", "" + out, "--json"))
                .isEqualTo(CommandLineProgram.DONE);

        JsonObject json = line.json();
        assertThat(json.keySet()).containsExactly("model", "modelHash", "file", "latent");
        float[] latent = LatentFile.read(out).values();
        for (int i = 0; i < latent.length; i++) {
            assertThat(json.getAsJsonArray("latent").get(i).getAsFloat()).isEqualTo(latent[i]);
        }
    }

    @Test
    void aSearchTellsHowNearItCameAndSavesWhatTheModelMakes() throws Exception {
        CommandLineFixture line = CommandLineFixture.withFakeStudio(folder);
        Path image = folder.resolve("seed.png");
        Path out = folder.resolve("seed.safetensors");
        Path made = folder.resolve("made.png");
        line.run("sample", "--model", FakeStudio.GREY, "--out", "" + image);

        assertThat(line.run(
                        "encode",
                        "--model",
                        FakeStudio.GREY,
                        "--image",
                        "" + image,
                        "--out",
                        "" + out,
                        "--search",
                        "--search-steps",
                        "20",
                        "--restarts",
                        "2",
                        "--reconstruction",
                        "" + made,
                        "--json"))
                .isEqualTo(CommandLineProgram.DONE);

        JsonObject json = line.json();
        assertThat(json.keySet()).containsExactly("model", "modelHash", "file", "latent", "error");
        assertThat(json.get("error").getAsDouble()).isEqualTo(0.5);
        assertThat(made).exists();
        assertThat(LatentFile.read(out).values())
                .hasSize(json.getAsJsonArray("latent").size());
    }

    @Test
    void stepsOutOfRangeAreNamed() {
        CommandLineFixture line = CommandLineFixture.withFakeStudio(folder);

        assertThat(line.run(
                        "encode",
                        "--model",
                        FakeStudio.GREY,
                        "--image",
                        "x.png",
                        "--out",
                        "y.safetensors",
                        "--search-steps",
                        "0"))
                .isEqualTo(CommandLineProgram.USAGE);
        assertThat(line.errLines().getFirst()).contains("--search-steps");
    }

    @Test
    void anOutputThatIsNoLatentIsWrongUsage() {
        CommandLineFixture line = CommandLineFixture.withFakeStudio(folder);

        assertThat(line.run("encode", "--model", FakeStudio.GREY, "--image", "x.png", "--out", "y"))
                .isEqualTo(CommandLineProgram.USAGE);
        assertThat(line.errLines().getFirst()).contains(".safetensors");
    }
}
