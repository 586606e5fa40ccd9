package studio.latent.engine.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.latent.engine.error.BadModelFile;

/// The golden files are what `golden/io/make_torch.py` wrote with PyTorch 2.7.1: the same values in both formats.
class TorchStreamTest {
    @TempDir
    Path folder;

    @Test
    void theOlderFormatHoldsTheSameTensors() throws Exception {
        TorchArchive older = TorchArchive.read(SafetensorsTest.golden("state_dict_old.pth"));
        TorchArchive newer = TorchArchive.read(SafetensorsTest.golden("state_dict.pth"));

        assertThat(older.tensors()).isEqualTo(newer.tensors());
        assertThat(older.tensors().sequencedKeySet().getFirst()).isEqualTo("model.weight");
        assertThat(older.script()).isFalse();
        assertThat(older.extraFiles()).isEmpty();
    }

    @Test
    void aFileThatEndsAnywhereBeforeItsEndIsSaidToBeDamaged() throws Exception {
        byte[] whole = Files.readAllBytes(SafetensorsTest.golden("state_dict_old.pth"));

        for (int length = 15; length < whole.length; length += 7) {
            Path cut = Files.write(folder.resolve("cut.pth"), Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> TorchArchive.read(cut))
                    .as("the first %d of %d bytes", length, whole.length)
                    .isInstanceOf(BadModelFile.class);
        }
    }

    @Test
    void aCountOfNumbersThatIsNotThereIsRefusedBeforeAnythingIsAllocated() throws Exception {
        byte[] bytes = Files.readAllBytes(SafetensorsTest.golden("state_dict_old.pth"));
        int last = bytes.length - 1;
        while (bytes[last] != '.') {
            last--;
        }
        Arrays.fill(bytes, last + 1, last + 8, (byte) 0x7f); // the first storage's count follows the last pickle

        Path file = Files.write(folder.resolve("many.pth"), bytes);

        assertThatThrownBy(() -> TorchArchive.read(file))
                .isInstanceOf(BadModelFile.class)
                .hasMessageContaining("claims");
    }
}
