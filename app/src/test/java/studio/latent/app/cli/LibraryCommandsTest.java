package studio.latent.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.latent.app.FakeStudio;

/// `models`, `datasets`, `import`, `export`, `doctor` and `verify`: the verbs that only pass on what the studio
/// says.
class LibraryCommandsTest {
    @TempDir
    Path folder;

    private CommandLineFixture line;

    @BeforeEach
    void start() {
        line = CommandLineFixture.withFakeStudio(folder.resolve("crash"));
    }

    @Test
    void listsModelsInWordsAndAsJson() {
        assertThat(line.run("models")).isEqualTo(CommandLineProgram.DONE);
        assertThat(line.out().lines()).hasSize(3);
        assertThat(line.out()).contains("NAME", FakeStudio.GREY, "8×8 grey", "normal, mixture");

        assertThat(line.run("models", "--json")).isEqualTo(CommandLineProgram.DONE);
        JsonObject model = line.json().getAsJsonArray("models").get(0).getAsJsonObject();
        assertThat(model.get("name").getAsString()).isEqualTo(FakeStudio.GREY);
        assertThat(model.get("latentDimension").getAsInt()).isEqualTo(4);
        assertThat(model.getAsJsonObject("metrics").get("elbo").getAsDouble()).isEqualTo(-101.5);
    }

    @Test
    void listsDataSetsInWordsAndAsJson() {
        assertThat(line.run("datasets")).isEqualTo(CommandLineProgram.DONE);
        assertThat(line.out().lines()).hasSize(3);

        line.run("datasets", "--json");
        JsonObject data = line.json().getAsJsonArray("datasets").get(1).getAsJsonObject();
        assertThat(data.get("count").getAsInt()).isEqualTo(50);
        assertThat(data.getAsJsonObject("skipped").get("00017.png").getAsString())
                .isEqualTo("ends too early");
    }

    @Test
    void importTellsModelsFromDataSets() throws Exception {
        Path model = Files.createDirectory(folder.resolve("a-model"));
        Files.writeString(model.resolve("model.json"), "{}");
        Path images = Files.createDirectory(folder.resolve("images"));

        line.run("import", "" + model, "--json");
        assertThat(line.json().get("kind").getAsString()).isEqualTo("model");

        line.run("import", "" + images, "--json");
        assertThat(line.json().get("kind").getAsString()).isEqualTo("dataset");
    }

    @Test
    void importFromDiffusersSaysWhatTheModelWasTakenFor() throws Exception {
        Path unet = Files.createDirectory(folder.resolve("unet"));
        Files.writeString(unet.resolve("config.json"), "{}");
        Files.writeString(unet.resolve("diffusion_pytorch_model.safetensors"), "");

        line.run("import", "" + unet);

        assertThat(line.out()).contains("Imported the model 'unet'");
        assertThat(line.errLines()).containsExactly("A made-up model for tests.");
    }

    @Test
    void importingWhatIsNotThereFailsInOneLine() {
        assertThat(line.run("import", "" + folder.resolve("nothing"))).isEqualTo(CommandLineProgram.FAILED);
        assertThat(line.errLines()).hasSize(1);
    }

    @Test
    void anUnknownExportFormatIsWrongUsage() {
        assertThat(line.run("export", "--model", FakeStudio.GREY, "--format", "onnx", "--out", "x"))
                .isEqualTo(CommandLineProgram.USAGE);
        assertThat(line.errLines().getFirst()).contains("onnx");
    }

    @Test
    void anExportTellsItsPrecision() {
        String[] folder = {"export", "--model", FakeStudio.GREY, "--format", "safetensors", "--out", "x", "--json"};
        line.run(folder);
        assertThat(line.json().get("precision").getAsString()).isEqualTo("float32");

        line.run(Stream.concat(Stream.of(folder), Stream.of("--precision", "float16"))
                .toArray(String[]::new));
        assertThat(line.json().get("precision").getAsString()).isEqualTo("float16");
    }

    @Test
    void theDoctorsReportIsJsonToo() {
        int status = line.run("doctor", "--json");

        JsonObject json = line.json();
        assertThat(json.keySet()).containsExactly("findings", "ok");
        assertThat(status).isEqualTo(json.get("ok").getAsBoolean() ? 0 : 1);
        assertThat(json.getAsJsonArray("findings").get(0).getAsJsonObject().keySet())
                .containsExactly("subject", "value", "ok", "remedy");
    }

    @Test
    void verifyingAPictureWithoutARecipeFailsInOneLine() throws Exception {
        Path file = Files.write(folder.resolve("plain.png"), new byte[] {1, 2, 3});

        assertThat(line.run("verify", "" + file)).isEqualTo(CommandLineProgram.FAILED);
        assertThat(line.errLines()).hasSize(1);
        assertThat(line.out()).isEmpty();
    }
}
