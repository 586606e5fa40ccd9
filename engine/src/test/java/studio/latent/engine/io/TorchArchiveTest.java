package studio.latent.engine.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import studio.latent.engine.error.BadModelFile;
import studio.latent.engine.error.NotFound;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.tensor.HostTensor;

/// The golden files are what `golden/io/make_torch.py` wrote with PyTorch 2.7.1.
class TorchArchiveTest {
    @TempDir
    Path folder;

    @Test
    void readsTheTensorsOfAStateDict() throws Exception {
        TorchArchive archive = TorchArchive.read(SafetensorsTest.golden("state_dict.pth"));

        assertThat(archive.script()).isFalse();
        assertThat(archive.tensors())
                .containsOnlyKeys(
                        "model.weight",
                        "model.transposed",
                        "model.half",
                        "model.brain",
                        "model.double",
                        "model.steps",
                        "model.mask",
                        "history.0.best",
                        "layer.weight")
                .containsEntry("model.weight", tensor(new int[] {2, 3}, 0, 1, 2, 3, 4, 5))
                .containsEntry("model.transposed", tensor(new int[] {3, 2}, 6, 9, 7, 10, 8, 11))
                .containsEntry("model.half", tensor(new int[] {3}, 1, -2, 3.5f))
                .containsEntry("model.brain", tensor(new int[] {3}, 1, -2, 3.5f))
                .containsEntry("model.double", tensor(new int[0], 0.25f))
                .containsEntry("model.steps", tensor(new int[] {1}, 7))
                .containsEntry("model.mask", tensor(new int[] {2}, 1, 0))
                .containsEntry("history.0.best", tensor(new int[] {1}, 9));
        assertThat(archive.tensors().sequencedKeySet().getFirst()).isEqualTo("model.weight");
    }

    @Test
    void readsTheAttributesAndExtraFilesOfAModule() throws Exception {
        TorchArchive archive = TorchArchive.read(SafetensorsTest.golden("module.pt"));

        assertThat(archive.script()).isTrue();
        assertThat(archive.tensors())
                .containsOnlyKeys("inner.scale", "inner.shift")
                .containsEntry("inner.scale", tensor(new int[] {2}, 2, 4));
        assertThat(archive.extraFile("note.txt")).hasValue("hällo");
        assertThat(archive.extraFile("other.txt")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "os, system",
        "posix, system",
        "builtins, eval",
        "__builtin__, exec",
        "torch, load",
        "torch.serialization, load",
        "torch, Storage.x",
        "runpy, _run_code",
        "__torch__x, M"
    })
    void aPickleThatWouldRunSomethingIsRefusedByItsName(String module, String name) throws Exception {
        Path file = archive("c" + module + "\n" + name + "\n(X\u0004\0\0\0echotR.");

        assertThatThrownBy(() -> TorchArchive.read(file))
                .isInstanceOf(BadModelFile.class)
                .hasMessageContaining("'" + module + "." + name + "'")
                .hasMessageContaining("not done here");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            \\u008c\\u0002os\\u008c\\u0006system\\u0093.  | 'os.system'
            X\\u00ff\\u00ff\\u00ff\\u007fabc.             | claims a text of 2147483647 bytes
            X\\u00ff\\u00ff\\u00ff\\u00ffabc.             | claims a text of -1 bytes
            }X\\u0001                                     | ends in the middle
            .                                             | never given
            (.                                            | never given
            t.                                            | never begun
            q\\u0001.                                     | never given
            h\\u0001.                                     | never kept
            }(K\\u0001u.                                  | key without a value
            }(]K\\u0001u.                                 | key that is neither
            NNa.                                          | where a List belongs
            NNs.                                          | never given
            )R.                                           | never given
            }N\\u0081.                                    | where a List belongs
            }.                                            | holds no tensors
            I1\\u000a.                                    | operation 0x49
            V1\\u000a.                                    | operation 0x56
            NQ.                                           | describes a storage in an unknown way
            ctorch._utils\\u000a_rebuild_tensor_v2\\u000a)R. | with 0 arguments
            \\u0080\\u0009.                               | protocol 9
            """)
    void aPickleThatMakesNoSenseIsRefused(String pickle, String expected) throws Exception {
        assertThatThrownBy(() -> TorchArchive.read(archive(unescape(pickle))))
                .isInstanceOf(BadModelFile.class)
                .hasMessageContaining(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            FloatStorage   | 0  | 2,2 | 2,1  | ''
            FloatStorage   | 0  | 2,2 | 1,2  | ''
            FloatStorage   | 1  | 2,2 | 2,1  | does not lie inside its 4 numbers
            FloatStorage   | -1 | 2   | 1    | does not lie inside
            FloatStorage   | 0  | 5   | 1    | does not lie inside
            FloatStorage   | 0  | 5   | 0    | does not lie inside
            FloatStorage   | 0  | -1  | 1    | does not lie inside
            FloatStorage   | 3  | 2   | -1   | does not lie inside
            FloatStorage   | 0  | 65536,65536 | 0,0 | does not lie inside
            FloatStorage   | 0  | 2,2 | 1    | 2 sides and 1 strides
            DoubleStorage  | 0  | 4   | 1    | needs 4 numbers, but its entry has 16 bytes
            ComplexFloatStorage | 0 | 4 | 1  | type ComplexFloatStorage
            """)
    void aViewMustLieInsideItsStorage(String storage, int offset, String size, String stride, String expected)
            throws Exception {
        Path file = archive("}X\u0001\0\0\0w" + view(storage, offset, size, stride) + "s.");

        if (expected.isEmpty()) {
            assertThat(TorchArchive.read(file).tensors()).containsOnlyKeys("w");
        } else {
            assertThatThrownBy(() -> TorchArchive.read(file))
                    .isInstanceOf(BadModelFile.class)
                    .hasMessageContaining(expected);
        }
    }

    @Test
    void aDictionaryInItselfAndOneThatDoublesWithoutEndAreRefused() throws Exception {
        String inItself = "}q\u0001X\u0001\0\0\0ah\u0001s.";
        StringBuilder doubling = new StringBuilder("]q\0");
        for (char level = 1; level < 50; level++) {
            doubling.append("]q").append(level).append('(');
            doubling.append("h").append((char) (level - 1)).append("h").append((char) (level - 1));
            doubling.append("e");
        }
        for (String pickle : new String[] {inItself, doubling + "."}) {
            assertThatThrownBy(() -> TorchArchive.read(archive(pickle)))
                    .isInstanceOf(BadModelFile.class)
                    .hasMessageContaining("nested too deeply or holds too many values");
        }
    }

    @Test
    void aFewBytesCannotBecomeManyTensors() throws Exception {
        String pickle = "](" + view("FloatStorage", 0, "4", "1") + "q\u0001" + "h\u0001".repeat(100) + "e.";

        assertThatThrownBy(() -> TorchArchive.read(archive(pickle)))
                .isInstanceOf(BadModelFile.class)
                .hasMessageContaining("same numbers for too many tensors");
    }

    @Test
    void twoTensorsOfOneNameAreRefused() throws Exception {
        String tensor = view("FloatStorage", 0, "4", "1");
        String pickle = "}(X\u0003\0\0\0a.b" + tensor + "X\u0001\0\0\0a}X\u0001\0\0\0b" + tensor + "su.";

        assertThatThrownBy(() -> TorchArchive.read(archive(pickle)))
                .isInstanceOf(BadModelFile.class)
                .hasMessageContaining("two tensors named 'a.b'");
    }

    @Test
    void anotherByteOrderAMissingFileAndOtherZipsAreRefused() throws Exception {
        Path zip = folder.resolve("other.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry("readme.txt"));
        }
        assertThatThrownBy(() -> TorchArchive.read(zip))
                .isInstanceOf(BadModelFile.class)
                .hasMessageContaining("no PyTorch archive");
        assertThatThrownBy(() -> TorchArchive.read(folder.resolve("none"))).isInstanceOf(NotFound.class);
        Path big = folder.resolve("big.pth");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(big))) {
            put(out, "m/data.pkl", "}.");
            put(out, "m/byteorder", "big");
        }
        assertThatThrownBy(() -> TorchArchive.read(big))
                .isInstanceOf(BadModelFile.class)
                .hasMessageContaining("byte order");
    }

    @Test
    void everyTruncationIsRefusedAndEveryFlippedByteIsReadOrRefused() throws Exception {
        byte[] bytes = Files.readAllBytes(SafetensorsTest.golden("state_dict.pth"));
        Path bad = folder.resolve("bad.pth");
        for (int length = 0; length < bytes.length; length += 11) {
            Files.write(bad, Arrays.copyOf(bytes, length));
            assertThatThrownBy(() -> TorchArchive.read(bad)).isInstanceOf(StudioException.class);
        }
        long seed = 7;
        Random random = new Random(seed);
        byte[] pickle = "}X\u0001\0\0\0w"
                .concat(view("FloatStorage", 0, "2,2", "2,1"))
                .concat("s.")
                .getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < 1000; i++) {
            byte[] changed = pickle.clone();
            changed[random.nextInt(pickle.length)] = (byte) random.nextInt();
            assertThatCode(() -> {
                        try {
                            TorchArchive.read(archive(new String(changed, StandardCharsets.ISO_8859_1)));
                        } catch (StudioException expected) {
                            assertThat(expected).isInstanceOf(BadModelFile.class);
                        }
                    })
                    .as("seed %d, case %d", seed, i)
                    .doesNotThrowAnyException();
        }
    }

    private static HostTensor tensor(int[] shape, float... values) {
        return new HostTensor(shape, values);
    }

    /// A pickle's text for a tensor of storage 0, which has 4 numbers.
    private static String view(String storage, int offset, String size, String stride) {
        return "ctorch._utils\n_rebuild_tensor_v2\n((X\u0007\0\0\0storagectorch\n" + storage
                + "\nX\u0001\0\0\0" + "0X\u0003\0\0\0cpuK\u0004tQ" + integer(offset) + "(" + integers(size) + "t("
                + integers(stride) + "t\u0089tR";
    }

    private static String integers(String list) {
        StringBuilder text = new StringBuilder();
        for (String item : list.split(",", -1)) {
            text.append(integer(Integer.parseInt(item)));
        }
        return text.toString();
    }

    private static String integer(int value) {
        return "J" + (char) (value & 0xFF) + (char) (value >> 8 & 0xFF) + (char) (value >> 16 & 0xFF)
                + (char) (value >>> 24);
    }

    private static String unescape(String text) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (text.startsWith("\\u", i)) {
                plain.append((char) Integer.parseInt(text.substring(i + 2, i + 6), 16));
                i += 5;
            } else {
                plain.append(text.charAt(i));
            }
        }
        return plain.toString();
    }

    private Path archive(String pickle) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            put(out, "m/data.pkl", pickle);
            put(out, "m/data/0", "\0".repeat(16));
        }
        return Files.write(folder.resolve("made.pth"), bytes.toByteArray());
    }

    private static void put(ZipOutputStream out, String name, String latin1) throws Exception {
        out.putNextEntry(new ZipEntry(name));
        out.write(latin1.getBytes(StandardCharsets.ISO_8859_1));
    }
}
