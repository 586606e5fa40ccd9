package studio.latent.engine.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import studio.latent.engine.error.BadModelFile;
import studio.latent.engine.error.DiskFull;
import studio.latent.engine.error.NotFound;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.tensor.HostTensor;

class SafetensorsTest {
    @TempDir
    Path folder;

    @Test
    void readsBackWhatItWrote() throws Exception {
        Map<String, HostTensor> tensors = sample();
        Path file = folder.resolve("w.safetensors");

        Safetensors.write(new AtomicFile(), file, tensors, Map.of("format", "pt"));

        assertThat(Safetensors.read(file)).containsExactlyEntriesOf(tensors);
        try (Safetensors open = Safetensors.open(file)) {
            assertThat(open.metadata()).containsExactly(Map.entry("format", "pt"));
            assertThat(open.shape("b")).hasValue(new int[] {2, 3});
            assertThat(open.tensor("b")).isEqualTo(tensors.get("b"));
        }
    }

    @Test
    void writesAnArrayLargerThanOneChunk() throws Exception {
        float[] values = new float[200_003];
        for (int i = 0; i < values.length; i++) {
            values[i] = i * 0.5f;
        }
        Path file = folder.resolve("w.safetensors");

        Safetensors.write(
                new AtomicFile(), file, Map.of("x", new HostTensor(new int[] {values.length}, values)), Map.of());

        assertThat(Safetensors.read(file))
                .containsOnly(Map.entry("x", new HostTensor(new int[] {values.length}, values)));
    }

    @Test
    void theDataStartAtAMultipleOfEight() throws Exception {
        Path file = folder.resolve("w.safetensors");
        for (String name : new String[] {"a", "ab", "abc", "ü\"\\\n"}) {
            Safetensors.write(new AtomicFile(), file, Map.of(name, HostTensor.zeros(1)), Map.of());

            byte[] bytes = Files.readAllBytes(file);
            assertThat(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong() % 8)
                    .isZero();
            assertThat(Safetensors.read(file)).containsOnlyKeys(name);
        }
    }

    @Test
    void halfPrecisionHalvesTheDataAndKeepsWhatDoesNotFit() throws Exception {
        Map<String, HostTensor> tensors = new LinkedHashMap<>();
        tensors.put("small", new HostTensor(new int[] {3}, new float[] {1, -0.5f, 0.1f}));
        tensors.put("large", new HostTensor(new int[] {1}, new float[] {1e6f}));
        Path file = folder.resolve("h.safetensors");

        new AtomicFile().write(file, SafetensorsWriter.content(tensors, Map.of(), Precision.FLOAT16));

        Map<String, HostTensor> read = Safetensors.read(file);
        assertThat(read)
                .containsOnly(
                        Map.entry("small", new HostTensor(new int[] {3}, new float[] {1, -0.5f, 0.099975586f})),
                        Map.entry("large", new HostTensor(new int[] {1}, new float[] {1e6f})));
    }

    /// `golden/io/dtypes.safetensors` was packed by Python's `struct` and `json` from the format's description, and
    /// holds [1, -2, 3.5] (whole numbers for the integer types) in each type.
    @Test
    void readsEveryTypeOfAFileMadeElsewhere() throws Exception {
        Map<String, HostTensor> read = Safetensors.read(golden("dtypes.safetensors"));

        assertThat(read).hasSize(8);
        for (String type : new String[] {"F64", "F32", "F16", "BF16"}) {
            assertThat(read.get(type)).isEqualTo(new HostTensor(new int[] {3}, new float[] {1, -2, 3.5f}));
        }
        for (String type : new String[] {"I64", "I32"}) {
            assertThat(read.get(type)).isEqualTo(new HostTensor(new int[] {1, 3}, new float[] {1, -2, 70000}));
        }
        assertThat(read.get("U8")).isEqualTo(new HostTensor(new int[] {3}, new float[] {0, 128, 255}));
        assertThat(read.get("scalar")).isEqualTo(new HostTensor(new int[0], new float[] {42}));
    }

    @Test
    void itsFilesAreByteForByteThoseOfTheFormatsDescription() throws Exception {
        Map<String, HostTensor> tensors = new LinkedHashMap<>();
        tensors.put("weight", new HostTensor(new int[] {2, 2}, new float[] {1, 2, 3, 4}));
        tensors.put("bias", new HostTensor(new int[] {2}, new float[] {-1, 0.25f}));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        SafetensorsWriter.content(tensors, Map.of("format", "pt"), Precision.FLOAT32)
                .writeTo(Channels.newChannel(bytes));

        assertThat(bytes.toByteArray()).isEqualTo(Files.readAllBytes(golden("float32.safetensors")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}                                       | 4  | needs 8 bytes
            {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}                                       | 4  | truncated
            {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}                                       | 8  | 4 bytes after its last
            {"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}                                       | 8  | hole
            {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}} | 4 | overlaps
            {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}} | 8 | 'a' twice
            {"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}                                      | 4  | from 0 on
            {"a":{"dtype":"F32","shape":[1.5],"data_offsets":[0,4]}}                                     | 4  | whole numbers
            {"a":{"dtype":"F32","shape":["1"],"data_offsets":[0,4]}}                                     | 4  | whole numbers
            {"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,4]}}                   | 4  | too many elements
            {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,9000000000000000000]}}                     | 4  | whole numbers
            {"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}                                       | 4  | ascending
            {"a":{"dtype":"F32","shape":[1],"data_offsets":[0]}}                                         | 4  | ascending
            {"a":{"dtype":"C64","shape":[1],"data_offsets":[0,8]}}                                       | 8  | number type C64
            {"a":{"dtype":"F32","shape":[1]}}                                                            | 4  | must have dtype
            {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4],"x":1}}                                 | 4  | must have dtype
            {"a":7}                                                                                      | 0  | object
            {"__metadata__":{"k":1}}                                                                     | 0  | only texts
            [1,2,3]                                                                                      | 0  | JSON object
            {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}                                        | 4  | ends in the middle
            {'a':{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}                                       | 4  | no valid JSON
            """, quoteCharacter = '`')
    void aFaultyHeaderIsRefusedWithWhatIsWrong(String header, int dataBytes, String expected) throws Exception {
        Path file = raw(header.getBytes(StandardCharsets.UTF_8), dataBytes);

        assertThatThrownBy(() -> Safetensors.read(file))
                .isInstanceOf(BadModelFile.class)
                .hasMessageContaining(expected)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("download");
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 1, 1000, 99_999_999, 100_000_001, Long.MAX_VALUE, Long.MIN_VALUE})
    void aHeaderLengthThatCannotBeIsRefusedBeforeAnythingIsAllocated(long length) throws Exception {
        Path file = folder.resolve("x.safetensors");
        Files.write(
                file,
                ByteBuffer.allocate(32)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(length)
                        .array());

        assertThatThrownBy(() -> Safetensors.open(file))
                .isInstanceOf(BadModelFile.class)
                .hasMessageContaining("header claims " + length);
    }

    @Test
    void bytesThatAreNoUtf8AreRefused() throws Exception {
        assertThatThrownBy(() -> Safetensors.read(raw(new byte[] {'{', '"', (byte) 0xC3, '"', '}'}, 0)))
                .isInstanceOf(BadModelFile.class)
                .hasMessageContaining("UTF-8");
    }

    @Test
    void aHeaderNestedWithoutEndIsRefused() throws Exception {
        byte[] header = ("{\"a\":" + "[".repeat(100_000)).getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> Safetensors.read(raw(header, 0))).isInstanceOf(BadModelFile.class);
    }

    @Test
    void everyTruncationAndEveryFlippedByteOfTheHeaderIsReadOrRefusedAndNeverABug() throws Exception {
        Path good = folder.resolve("w.safetensors");
        Safetensors.write(new AtomicFile(), good, sample(), Map.of("format", "pt"));
        byte[] bytes = Files.readAllBytes(good);
        Path bad = folder.resolve("bad.safetensors");
        for (int length = 0; length < bytes.length; length++) {
            Files.write(bad, Arrays.copyOf(bytes, length));
            assertThatThrownBy(() -> Safetensors.read(bad)).isInstanceOf(BadModelFile.class);
        }
        long seed = 20260101;
        Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            byte[] changed = bytes.clone();
            changed[random.nextInt(bytes.length)] = (byte) random.nextInt();
            Files.write(bad, changed);
            assertThatCode(() -> {
                        try {
                            Safetensors.read(bad);
                        } catch (StudioException expected) {
                            assertThat(expected).isInstanceOf(BadModelFile.class);
                        }
                    })
                    .as("seed %d, case %d", seed, i)
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void aMissingFileAndAFolderAreNamed() {
        assertThatThrownBy(() -> Safetensors.read(folder.resolve("none")))
                .isInstanceOf(NotFound.class)
                .hasMessageContaining("none");
        assertThatThrownBy(() -> Safetensors.read(folder))
                .isInstanceOf(BadModelFile.class)
                .hasMessageContaining("is a folder");
    }

    @Test
    void aTensorThatIsNotThereIsNamed() throws Exception {
        Path file = folder.resolve("w.safetensors");
        Safetensors.write(new AtomicFile(), file, sample(), Map.of());

        try (Safetensors open = Safetensors.open(file)) {
            assertThatThrownBy(() -> open.tensor("nope"))
                    .isInstanceOf(BadModelFile.class)
                    .hasMessageContaining("nope");
            assertThat(open.shape("nope")).isEmpty();
        }
    }

    @Test
    void aFullDiskLeavesNoFile() {
        assertThatThrownBy(() ->
                        Safetensors.write(new AtomicFile(new FullDisk(100)), folder.resolve("w"), sample(), Map.of()))
                .isInstanceOf(DiskFull.class);
        assertThat(folder).isEmptyDirectory();
    }

    private static Map<String, HostTensor> sample() {
        LinkedHashMap<String, HostTensor> tensors = new LinkedHashMap<>();
        tensors.put("b", new HostTensor(new int[] {2, 3}, new float[] {1, -0f, 3, Float.NaN, 5, Float.MIN_VALUE}));
        tensors.put("a.weight", new HostTensor(new int[] {1}, new float[] {7}));
        tensors.put("empty", HostTensor.zeros(0, 4));
        tensors.put("scalar", new HostTensor(new int[0], new float[] {9}));
        return tensors;
    }

    private Path raw(byte[] header, int dataBytes) throws Exception {
        ByteBuffer bytes = ByteBuffer.allocate(8 + header.length + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(header.length).put(header);
        return Files.write(folder.resolve("raw.safetensors"), bytes.array());
    }

    static Path golden(String name) throws Exception {
        return Path.of(SafetensorsTest.class.getResource("/golden/io/" + name).toURI());
    }
}
