package studio.latent.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.latent.app.FakeStudio;

class EditCommandTest {
    @TempDir
    Path folder;

    private CommandLineFixture line;

    @BeforeEach
    void start() {
        line = new CommandLineFixture(FakeStudio.direct(), folder.resolve("crash"));
    }

    @Test
    void aModelThatMakesItsImagesInOneStepIsRefused() {
        assertThat(line.run("edit", "--model", FakeStudio.GREY, "--image", "x.png", "--out", "y.png"))
                .isEqualTo(CommandLineProgram.FAILED);

        assertThat(line.errLines()).singleElement().asString().contains("in one step", "Choose a diffusion model");
    }

    @Test
    void valuesOutOfRangeAreWrongUsage() {
        for (List<String> wrong :
                List.of(List.of("--strength", "1.5"), List.of("--strength", "NaN"), List.of("--variations", "0"))) {
            line = new CommandLineFixture(FakeStudio.direct(), folder.resolve("crash"));

            assertThat(line.run(
                            "edit",
                            "--model",
                            FakeStudio.GREY,
                            "--image",
                            "x.png",
                            "--out",
                            "y.png",
                            wrong.getFirst(),
                            wrong.getLast()))
                    .isEqualTo(CommandLineProgram.USAGE);
            assertThat(line.errLines().getFirst()).contains(wrong.getFirst() + " must be");
        }
    }
}
