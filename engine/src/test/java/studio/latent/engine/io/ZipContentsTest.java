package studio.latent.engine.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.latent.engine.error.BadModelFile;

class ZipContentsTest {
    private static final byte[] CONTENT = "some content".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    @Test
    void anEntryIsReadByItsExactName() throws Exception {
        try (ZipContents zip = ZipContents.open(stored())) {
            assertThat(zip.names()).containsExactly("a/b.txt");
            assertThat(zip.read("a/b.txt", 100))
                    .hasValueSatisfying(bytes -> assertThat(bytes).isEqualTo(CONTENT));
            assertThat(zip.read("A/b.txt", 100)).isEmpty();
            assertThat(zip.read("./a/b.txt", 100)).isEmpty();
        }
    }

    @Test
    void anEntryLargerThanAllowedIsRefused() throws Exception {
        try (ZipContents zip = ZipContents.open(stored())) {
            assertThatThrownBy(() -> zip.read("a/b.txt", CONTENT.length - 1))
                    .isInstanceOf(BadModelFile.class)
                    .hasMessageContaining("has 12 bytes; at most 11");
        }
    }

    @Test
    void aChangedByteIsNoticedByTheChecksum() throws Exception {
        Path file = stored();
        byte[] bytes = Files.readAllBytes(file);
        int place = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("content");
        bytes[place] ^= 1;
        Files.write(file, bytes);

        try (ZipContents zip = ZipContents.open(file)) {
            assertThatThrownBy(() -> zip.read("a/b.txt", 100))
                    .isInstanceOf(BadModelFile.class)
                    .hasMessageContaining("checksum");
        }
    }

    @Test
    void aFileThatIsNoZipIsRefused() throws Exception {
        Path file = Files.write(folder.resolve("x.zip"), CONTENT);

        assertThatThrownBy(() -> ZipContents.open(file))
                .isInstanceOf(BadModelFile.class)
                .hasMessageContaining("no zip archive");
    }

    private Path stored() throws Exception {
        Path file = folder.resolve("stored.zip");
        CRC32 sum = new CRC32();
        sum.update(CONTENT);
        ZipEntry entry = new ZipEntry("a/b.txt");
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(CONTENT.length);
        entry.setCrc(sum.getValue());
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
            out.putNextEntry(entry);
            out.write(CONTENT);
        }
        return file;
    }
}
