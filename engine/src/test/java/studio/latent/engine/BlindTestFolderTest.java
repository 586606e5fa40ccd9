package studio.latent.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static studio.latent.engine.BlindTestTest.ONE;
import static studio.latent.engine.BlindTestTest.OTHER;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.latent.engine.io.AtomicFile;

class BlindTestFolderTest {
    @TempDir
    Path home;

    @Test
    void aTestIsReadBackAsItWasLeft() throws Exception {
        BlindTestFolder folder = new BlindTestFolder(home.resolve("ratings"), new AtomicFile());
        assertThat(folder.read().tests()).isEmpty();
        BlindTest old = BlindTest.begin(Instant.parse("2026-01-01T00:00:00Z"), ONE, OTHER, 3)
                .vote(BlindTest.Choice.LEFT)
                .vote(BlindTest.Choice.TIE);
        BlindTest newer = BlindTest.begin(Instant.parse("2026-02-01T00:00:00Z"), OTHER, ONE, 4)
                .end();

        folder.write(old);
        folder.write(newer);
        folder.write(old.vote(BlindTest.Choice.RIGHT));

        assertThat(folder.read().tests()).containsExactly(newer, old.vote(BlindTest.Choice.RIGHT));
        assertThat(folder.read().problems()).isEmpty();
    }

    @Test
    void aFileThatIsNoTestIsNamedAndStays() throws Exception {
        Path broken = Files.writeString(home.resolve("broken.json"), "{\"format\": \"else\"}");
        Files.writeString(home.resolve("notes.txt"), "not looked at");

        BlindTestFolder.Kept kept = new BlindTestFolder(home, new AtomicFile()).read();

        assertThat(kept.tests()).isEmpty();
        assertThat(kept.problems())
                .isEqualTo(
                        List.of("broken.json is not of the format 'latent-studio/blind-test'" + " but says \"else\"."));
        assertThat(broken).exists();
    }
}
