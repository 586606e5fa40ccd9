package studio.latent.engine.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoversTest {
    private static final String UUID = "0f8fad5b-d9cb-469f-a165-70867728950e";

    @TempDir
    Path folder;

    private Path file(String name, Duration age) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "content");
        return Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
    }

    @Test
    void onlyOldTemporaryFilesOfTheStudioGo() throws IOException {
        Path old = file("runs/first/checkpoints/.step-000000012.safetensors." + UUID + ".tmp", Duration.ofDays(2));
        Path cache = file("cache/pixels-123456.tmp", Duration.ofDays(2));
        Path young = file("models/.model.json." + UUID + ".tmp", Duration.ofMinutes(1));
        Path foreign = file("models/notes.tmp", Duration.ofDays(2));
        Path whole = file("models/weights.safetensors", Duration.ofDays(2));

        Leftovers.sweep(folder, Instant.now().minus(Duration.ofDays(1)));

        assertThat(old).doesNotExist();
        assertThat(cache).doesNotExist();
        assertThat(young).exists();
        assertThat(foreign).exists();
        assertThat(whole).exists();
    }

    @Test
    void whatAFailedWriteWouldLeaveHasSuchAName() throws Exception {
        Path file = folder.resolve("kept.json");
        new AtomicFile().write(file, out -> {
            try (var names = Files.newDirectoryStream(folder)) {
                Files.writeString(
                        folder.resolve("name"),
                        names.iterator().next().getFileName().toString());
            }
        });
        String name = Files.readString(folder.resolve("name"));
        Files.writeString(folder.resolve(name), "left by a killed process");

        Leftovers.sweep(folder, Instant.now().plusSeconds(1));

        assertThat(folder.resolve(name)).doesNotExist();
        assertThat(file).exists();
    }

    @Test
    void aFolderThatIsNotThereIsNoFault() {
        Leftovers.sweep(folder.resolve("nowhere"), Instant.now());

        assertThat(folder.resolve("nowhere")).doesNotExist();
    }
}
