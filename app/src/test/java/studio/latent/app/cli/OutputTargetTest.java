package studio.latent.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

class OutputTargetTest {
    private static final List<String> PNG = List.of("png");

    @TempDir
    Path folder;

    @Test
    void anExtensionThatCanBeWrittenMeansAFile() {
        assertThat(target("a/grid.PNG")).isEqualTo(new OutputTarget.SingleFile(Path.of("a/grid.PNG"), "png"));
    }

    @Test
    void otherNamesMeanAFolder() {
        assertThat(target("a/run.1")).isEqualTo(new OutputTarget.Folder(Path.of("a/run.1")));
        assertThat(target("a")).isEqualTo(new OutputTarget.Folder(Path.of("a")));
    }

    @Test
    void anExistingFolderIsAFolderWhateverItsName() throws Exception {
        Path odd = Files.createDirectory(folder.resolve("odd.png"));

        assertThat(target(odd.toString())).isEqualTo(new OutputTarget.Folder(odd));
    }

    @Test
    void aFileKindThatIsNotWrittenIsWrongUsage() {
        assertThatThrownBy(() -> target("film.mp4"))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining(".png files or into a folder, not .mp4");
    }

    private static OutputTarget target(String name) {
        CommandSpec spec = CommandSpec.create();
        new picocli.CommandLine(spec);
        return OutputTarget.of(Path.of(name), spec, PNG);
    }
}
