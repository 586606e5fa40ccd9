package studio.latent.engine.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.latent.engine.error.BadDataset;

class IdxFileTest {
    @TempDir
    private Path folder;

    private Path file(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("x-images-idx3-ubyte"), bytes);
    }

    private void assertRefused(byte[] bytes, String reason) throws IOException {
        Path file = file(bytes);
        assertThatThrownBy(() -> SampleFiles.open(file))
                .isInstanceOf(BadDataset.class)
                .hasMessageContaining("x-images-idx3-ubyte")
                .hasMessageContaining(reason);
    }

    @Test
    void plainAndCompressedFilesHoldTheSame() throws Exception {
        byte[] idx = SampleFiles.idxImages(3, 2, 4);

        Dataset plain = SampleFiles.open(file(idx));
        Dataset compressed = SampleFiles.open(file(SampleFiles.gzip(idx)));

        assertThat(plain.count()).isEqualTo(3);
        assertThat(plain.image(2).samples()).containsOnly(2);
        assertThat(compressed.image(2)).isEqualTo(plain.image(2));
    }

    @Test
    void aCutFileIsDamagedWhereverItIsCut() throws Exception {
        byte[] gz = SampleFiles.gzip(SampleFiles.idxImages(3, 2, 4));
        for (int length = 4; length < gz.length; length++) {
            assertRefused(Arrays.copyOf(gz, length), "is damaged or ends too early");
        }
        assertRefused(Arrays.copyOf(SampleFiles.idxImages(3, 2, 4), 30), "does not agree with its size");
        assertRefused(Arrays.copyOf(SampleFiles.idxImages(3, 2, 4), 10), "is damaged or ends too early");
    }

    @Test
    void aChangedByteFailsTheChecksumOfACompressedFile() throws Exception {
        byte[] gz = SampleFiles.gzip(SampleFiles.idxImages(3, 2, 4));
        gz[gz.length - 8] ^= 1;

        assertRefused(gz, "is damaged or ends too early");
    }

    @Test
    void otherFormatsTypesAndRanksAreNamed() throws Exception {
        byte[] idx = SampleFiles.idxImages(1, 2, 2);

        ByteBuffer.wrap(idx).putInt(0x00010803);
        assertRefused(idx, "is no data set");
        ByteBuffer.wrap(idx).putInt(0x00000800);
        assertRefused(idx, "is no IDX file");
        ByteBuffer.wrap(idx).putInt(0x00000D03);
        assertRefused(idx, "IDX type 0x0d");
        assertRefused(SampleFiles.idxLabels(1, 2), "has 1 dimensions where 3 are needed");
        assertRefused(SampleFiles.gzip(SampleFiles.text("hello, world")), "is no IDX file");
    }

    @Test
    void sizesThatNoFileCouldHoldAreRefusedBeforeMemoryIsTaken() throws Exception {
        byte[] idx = SampleFiles.idxImages(1, 2, 2);
        ByteBuffer.wrap(idx).putInt(4, Integer.MAX_VALUE);
        assertRefused(idx, "does not agree with its size");
        assertRefused(SampleFiles.gzip(idx), "does not agree with its size");

        ByteBuffer.wrap(idx).putInt(4, -1);
        assertRefused(idx, "does not agree with its size");
        ByteBuffer.wrap(idx)
                .putInt(4, Integer.MAX_VALUE)
                .putInt(8, Integer.MAX_VALUE)
                .putInt(12, Integer.MAX_VALUE);
        assertRefused(SampleFiles.gzip(idx), "does not agree with its size");
    }

    @Test
    void moreValuesThanTheHeaderSaysAreRefused() throws Exception {
        byte[] idx = SampleFiles.idxImages(3, 2, 2);
        ByteBuffer.wrap(idx).putInt(4, 2);

        assertRefused(idx, "does not agree with its size");
        assertRefused(SampleFiles.gzip(idx), "holds more values than its header says");
    }

    @Test
    void noImagesAndImagesWithoutPixelsAreRefused() throws Exception {
        assertRefused(SampleFiles.idxImages(0, 2, 2), "holds no images");
        assertRefused(SampleFiles.idxImages(3, 0, 2), "are 2×0 pixels");
    }
}
