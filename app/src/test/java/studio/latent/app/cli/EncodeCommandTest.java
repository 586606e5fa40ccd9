package studio.latent.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.latent.app.FakeStudio;
import studio.latent.engine.generate.RecipePlan;
import studio.latent.engine.generate.SamplerSettings;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.io.LatentFile;
import studio.latent.engine.model.DecoderShift;

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
        float[] latent = LatentFile.read(out).latent().values();
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
        assertThat(LatentFile.read(out).latent().values())
                .hasSize(json.getAsJsonArray("latent").size());
    }

    @Test
    void aSearchInStylesSavesTheirShiftAndTheOtherVerbsTakeIt() throws Exception {
        FakeStudio studio = FakeStudio.direct();
        CommandLineFixture line = new CommandLineFixture(studio, folder.resolve("crash"));
        Path image = folder.resolve("seed.png");
        Path out = folder.resolve("seed.safetensors");
        Path made = folder.resolve("made.png");
        line.run("sample", "--model", FakeStudio.STYLED, "--out", "" + image);

        assertThat(line.run(
                        "encode",
                        "--model",
                        FakeStudio.STYLED,
                        "--image",
                        "" + image,
                        "--out",
                        "" + out,
                        "--space",
                        "w-plus",
                        "--reconstruction",
                        "" + made,
                        "--json"))
                .isEqualTo(CommandLineProgram.DONE);

        DecoderShift shift = Objects.requireNonNull(LatentFile.read(out).shift());
        assertThat(shift.styles()).hasSize(15).containsOnly(2);
        assertThat(line.json().getAsJsonArray("styleShift")).hasSize(15);
        assertThat(shiftOf(studio, made)).isEqualTo(shift);

        Path half = folder.resolve("half.png");
        line.run("arithmetic", "--model", FakeStudio.STYLED, "--plus", "" + out, "--scale", "0.5", "--out", "" + half);
        assertThat(Objects.requireNonNull(shiftOf(studio, half)).styles()).containsOnly(1);
        Path walk = folder.resolve("walk.png");
        line.run(
                "interpolate",
                "--model",
                FakeStudio.STYLED,
                "--from",
                "" + out,
                "--to",
                "3",
                "--frames",
                "5",
                "--out",
                "" + walk);
        RecipePlan plan = RecipePlan.of(studio.recipeOf(walk).await().orThrow(), 6, new ImageShape(1, 8, 8));
        assertThat(plan.shifts()).hasSize(5);
        assertThat(plan.shifts().get(1).styles()).containsOnly(1.5f);
        assertThat(plan.shifts().getLast().isNone()).isTrue();
        assertThat(line.run("directions", "--model", FakeStudio.STYLED, "--plus", "" + out, "--minus", "1"))
                .isEqualTo(CommandLineProgram.USAGE);
        assertThat(line.err()).contains("no side of a direction");
    }

    private static @Nullable DecoderShift shiftOf(FakeStudio studio, Path png) throws Exception {
        return SamplerSettings.of(studio.recipeOf(png).await().orThrow().settings())
                .styling()
                .shift();
    }

    @Test
    void aWayBackIsRefusedForAModelOfOneStepAndAnotherSamplerForAnyModel() {
        for (String[] each : new String[][] {{"heun", "in one step"}, {"ddpm", "must be one of euler, ddim, heun"}}) {
            CommandLineFixture line = CommandLineFixture.withFakeStudio(folder);
            assertThat(line.run(
                            "encode",
                            "--model",
                            FakeStudio.GREY,
                            "--image",
                            "x.png",
                            "--out",
                            "" + folder.resolve("y.safetensors"),
                            "--sampler",
                            each[0]))
                    .isNotEqualTo(CommandLineProgram.DONE);
            assertThat(line.err()).contains(each[1]);
        }
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
