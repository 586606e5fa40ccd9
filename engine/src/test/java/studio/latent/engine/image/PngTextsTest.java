package studio.latent.engine.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.latent.engine.error.BadImage;
import studio.latent.engine.error.NotFound;

class PngTextsTest {
    private static final int HEADER_END = 8 + 25;

    @TempDir
    private Path folder;

    private static byte[] image(Map<String, String> texts) {
        return PngFile.encode(PngFileTest.noise(new ImageShape(3, 5, 5), 2), texts);
    }

    private Path file(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("bild-ä.png"), bytes);
    }

    private static byte[] chunk(String type, byte[] data) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(data);
        return ByteBuffer.allocate(data.length + 12)
                .putInt(data.length)
                .put(name)
                .put(data)
                .putInt((int) crc.getValue())
                .array();
    }

    private static byte[] withChunk(byte[] chunk) {
        byte[] png = image(Map.of());
        return ByteBuffer.allocate(png.length + chunk.length)
                .put(png, 0, HEADER_END)
                .put(chunk)
                .put(png, HEADER_END, png.length - HEADER_END)
                .array();
    }

    private static byte[] deflated(byte[] data) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
            deflater.write(data);
        }
        return out.toByteArray();
    }

    private static byte[] join(String head, byte[] tail) {
        byte[] start = head.getBytes(StandardCharsets.ISO_8859_1);
        return ByteBuffer.allocate(start.length + tail.length)
                .put(start)
                .put(tail)
                .array();
    }

    @Test
    void textsOfAnyLengthAndScriptComeBack() throws Exception {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("ai_generated", "true");
        texts.put("recipe", "{\"name\":\"Füße 足 🦶\"}\n" + "x".repeat(100_000));

        assertThat(PngTexts.read(file(image(texts)))).containsExactlyEntriesOf(texts);
    }

    @Test
    void anImageWithoutTextsHasNone() throws Exception {
        assertThat(PngTexts.read(file(image(Map.of())))).isEmpty();
    }

    @Test
    void plainAndCompressedEntriesOfOtherProgramsAreRead() throws Exception {
        byte[] words = "words".getBytes(StandardCharsets.UTF_8);

        assertThat(PngTexts.read(file(withChunk(chunk("tEXt", join("Title\0", words))))))
                .containsEntry("Title", "words");
        assertThat(PngTexts.read(file(withChunk(chunk("zTXt", join("Title\0\0", deflated(words)))))))
                .containsEntry("Title", "words");
        assertThat(PngTexts.read(file(withChunk(chunk("iTXt", join("Title\0\1\0de\0Titel\0", deflated(words)))))))
                .containsEntry("Title", "words");
    }

    @Test
    void aLengthBeyondTheFileIsRefusedBeforeMemoryIsTaken() throws Exception {
        byte[] png = withChunk(chunk("tEXt", join("a\0", new byte[4])));
        ByteBuffer.wrap(png).putInt(HEADER_END, Integer.MAX_VALUE);

        assertThatThrownBy(() -> PngTexts.read(file(png)))
                .isInstanceOf(BadImage.class)
                .hasMessageContaining("longer than the file");
    }

    @Test
    void aCompressedTextThatInflatesWithoutEndIsRefused() throws Exception {
        byte[] bomb = deflated(new byte[PngTexts.MAX_TEXT_BYTES + 1]);

        assertThatThrownBy(() -> PngTexts.read(file(withChunk(chunk("zTXt", join("a\0\0", bomb))))))
                .isInstanceOf(BadImage.class)
                .hasMessageContaining("64 MiB");
    }

    @Test
    void aChangedTextFailsItsChecksum() throws Exception {
        byte[] png = image(Map.of("seed", "42"));
        png[HEADER_END + 8] ^= 1;

        assertThatThrownBy(() -> PngTexts.read(file(png)))
                .isInstanceOf(BadImage.class)
                .hasMessageContaining("checksum");
    }

    @Test
    void aFileCutAnywhereIsBadAndNeverABug() throws Exception {
        byte[] png = image(Map.of("seed", "42"));
        for (int length = 0; length < png.length - 12; length++) {
            Path cut = file(Arrays.copyOf(png, length));
            assertThatThrownBy(() -> PngTexts.read(cut)).as("cut at %d", length).isInstanceOf(BadImage.class);
        }
    }

    @Test
    void entriesWithoutTheirSeparatorsAreCutOff() throws Exception {
        for (String data : new String[] {"", "key", "key\0", "key\0\0", "key\0\0\0", "key\0\0\0\0"}) {
            byte[] png = withChunk(chunk("iTXt", data.getBytes(StandardCharsets.ISO_8859_1)));
            assertThatThrownBy(() -> PngTexts.read(file(png)))
                    .isInstanceOf(BadImage.class)
                    .hasMessageContaining("cut off");
        }
    }

    @Test
    void aMissingFileIsNotFound() {
        assertThatThrownBy(() -> PngTexts.read(folder.resolve("none.png"))).isInstanceOf(NotFound.class);
    }
}
