package studio.latent.engine.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.latent.engine.io.Disk;

class EventFileTest {
    @TempDir
    Path folder;

    @Test
    void recordsAreFramedAsTensorBoardReadsThem() throws IOException {
        try (EventFile file = new EventFile(Disk.local(), folder, 1_700_000_000.5)) {
            file.scalars(1_700_000_001, 7, Map.of("kl", 0.5));
        }

        Path written = folder.resolve("events.out.tfevents.1700000000.latent-studio");
        List<byte[]> records = records(Files.readAllBytes(written));
        assertThat(records).hasSize(2);
        assertThat(new String(records.getFirst(), StandardCharsets.ISO_8859_1)).endsWith("brain.Event:2");
        // wall_time 1 (double), step 2 (varint 7), summary 5 { value 1 { tag 1 "kl", simple_value 2 (float 0.5) } }
        assertThat(HexFormat.of().formatHex(records.getLast()))
                .isEqualTo("09" + "00004040fc54d941" + "1007" + "2a0b" + "0a09" + "0a026b6c" + "150000003f");
    }

    private static List<byte[]> records(byte[] file) {
        ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        List<byte[]> records = new ArrayList<>();
        while (in.hasRemaining()) {
            int start = in.position();
            byte[] data = new byte[(int) in.getLong()];
            assertThat(unmasked(in.getInt())).isEqualTo(crc(file, start, 8));
            in.get(data);
            assertThat(unmasked(in.getInt())).isEqualTo(crc(data, 0, data.length));
            records.add(data);
        }
        return records;
    }

    /// The mask's inverse, from TensorFlow's `crc32c.h`: subtract the constant, rotate left by 15.
    private static int unmasked(int masked) {
        return Integer.rotateLeft(masked - 0xa282ead8, 15);
    }

    private static int crc(byte[] data, int from, int length) {
        CRC32C crc = new CRC32C();
        crc.update(data, from, length);
        return (int) crc.getValue();
    }
}
