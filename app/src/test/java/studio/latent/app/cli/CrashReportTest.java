package studio.latent.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashReportTest {
    @TempDir
    Path folder;

    @Test
    void saysSoWhenNoReportCanBeWritten() throws Exception {
        Path file = Files.writeString(folder.resolve("not-a-folder"), "");

        String line = new CrashReport(file).write(new IllegalStateException("odd\nstate"), List.of("sample"));

        assertThat(line).contains("odd").contains("No report could be written").doesNotContain("\n");
    }
}
