package studio.latent.engine.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.latent.engine.error.DiskFull;
import studio.latent.engine.error.FileTrouble;
import studio.latent.engine.error.NotFound;

class FileFaultTest {
    private static final Path FILE = Path.of("folder", "file");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "No space left on device",
                "Disk quota exceeded",
                "There is not enough space on the disk",
                "folder/file: No space left on device"
            })
    void wantOfSpaceIsADiskFull(String message) {
        assertThat(FileFault.writing(FILE, new IOException(message)))
                .isInstanceOf(DiskFull.class)
                .hasMessageContaining(FILE.toString());
        assertThat(FileFault.writing(FILE, new FileSystemException("folder/file", null, message)))
                .isInstanceOf(DiskFull.class);
    }

    @Test
    void otherTroubleNamesTheFileAndTheReason() {
        assertThat(FileFault.writing(FILE, new IOException("Input/output error")))
                .isInstanceOf(FileTrouble.class)
                .hasMessageContaining(FILE.toString())
                .hasMessageContaining("Input/output error");
        assertThat(FileFault.writing(FILE, new AccessDeniedException("x")))
                .hasMessageContaining("not allowed to write");
        assertThat(FileFault.reading(FILE, new AccessDeniedException("x"))).hasMessageContaining("not allowed to read");
        assertThat(FileFault.reading(FILE, new IOException())).hasMessageContaining("IOException");
    }

    @Test
    void aFileThatIsNotThereIsNotFound() {
        assertThat(FileFault.reading(FILE, new NoSuchFileException("x"))).isInstanceOf(NotFound.class);
    }
}
