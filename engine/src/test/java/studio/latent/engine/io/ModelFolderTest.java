package studio.latent.engine.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import studio.latent.engine.error.BadModelFile;
import studio.latent.engine.error.DiskFull;
import studio.latent.engine.error.NotFound;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.model.Capability;
import studio.latent.engine.model.Family;
import studio.latent.engine.model.LatentGeometry;
import studio.latent.engine.model.ModelCard;
import studio.latent.engine.model.PriorKind;
import studio.latent.engine.tensor.HostTensor;

class ModelFolderTest {
    private final Map<String, HostTensor> weights = new LinkedHashMap<>();
    private final Map<String, HostTensor> latents = LatentTensors.of(new LatentGeometry(
            2, new float[] {1, 2}, new float[][] {{0, 1}, {1, 0}}, new float[] {3, 0.5f}, true));

    @TempDir
    Path folder;

    @BeforeEach
    void fillWeights() {
        weights.put("decoder.weight", new HostTensor(new int[] {2, 2}, new float[] {1, 2, 3, 0.1f}));
        weights.put("decoder.bias", new HostTensor(new int[] {2}, new float[] {-1, 1}));
    }

    @Test
    void aModelIsReadBackAsItWasWritten() throws Exception {
        Path location = folder.resolve("vae-test");

        ModelDocument written = write(location, Precision.FLOAT32);
        ModelFolder model = ModelFolder.open(location);

        assertThat(model.document()).isEqualTo(written);
        ModelCard card = model.document().card();
        assertThat(card.name()).isEqualTo("vae-test");
        assertThat(card.location()).isEqualTo(location);
        assertThat(card.parameters()).isEqualTo(6);
        assertThat(card.hash()).isEqualTo(ContentHash.of(weights));
        assertThat(card.metrics()).containsExactly(Map.entry("elbo", -1.25));
        assertThat(model.document().spec().get("widths").toString()).isEqualTo("[8]");
        assertThat(model.document().training()).containsEntry("steps", "100");
        assertThat(model.verifiedWeights()).containsExactlyEntriesOf(weights);
        assertThat(model.latents()).containsExactlyEntriesOf(latents);
    }

    @Test
    void halfPrecisionIsHashedAsItIsReadBack() throws Exception {
        ModelFolder model = open(write(folder.resolve("half"), Precision.FLOAT16));

        assertThat(model.verifiedWeights().get("decoder.weight"))
                .isEqualTo(new HostTensor(new int[] {2, 2}, new float[] {1, 2, 3, 0.099975586f}));
    }

    @Test
    void aModelWithoutLatentsHasNoneAndLeavesNoOldOnes() throws Exception {
        Path location = folder.resolve("m");
        write(location, Precision.FLOAT32);

        ModelFolder.write(new AtomicFile(), location, document(), weights, Map.of(), Precision.FLOAT32);

        assertThat(ModelFolder.open(location).latents()).isEmpty();
        assertThat(location.resolve(ModelFolder.LATENTS)).doesNotExist();
    }

    @Test
    void unknownFilesAreLeftAlone() throws Exception {
        Path location = Files.createDirectories(folder.resolve("m"));
        Files.writeString(location.resolve("notes.txt"), "mine");

        ModelFolder model = open(write(location, Precision.FLOAT32));

        assertThat(model.verifiedWeights()).hasSize(2);
        assertThat(location.resolve("notes.txt")).hasContent("mine");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "vae-test/"})
    void aZipIsReadInPlace(String top) throws Exception {
        Path zip = zip(top);

        ModelFolder model = ModelFolder.open(zip);

        assertThat(model.document().card().name()).isEqualTo("model");
        assertThat(model.verifiedWeights()).containsExactlyEntriesOf(weights);
        assertThat(model.latents()).containsExactlyEntriesOf(latents);
        assertThat(names(folder)).containsExactly("m", "model.zip");
    }

    @Test
    void everyTruncationOfAZipIsRefused() throws Exception {
        byte[] bytes = Files.readAllBytes(zip(""));
        Path bad = folder.resolve("bad.zip");
        for (int length = 0; length < bytes.length; length += 7) {
            Files.write(bad, Arrays.copyOf(bytes, length));
            assertThatThrownBy(() -> ModelFolder.open(bad).verifiedWeights()).isInstanceOf(BadModelFile.class);
        }
    }

    @Test
    void changedWeightsAreNoticed() throws Exception {
        Path location = folder.resolve("m");
        write(location, Precision.FLOAT32);
        Path file = location.resolve(ModelFolder.WEIGHTS);
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] ^= 1;
        Files.write(file, bytes);

        ModelFolder model = ModelFolder.open(location);

        assertThat(model.weights()).hasSize(2);
        assertThatThrownBy(model::verifiedWeights)
                .isInstanceOf(BadModelFile.class)
                .hasMessageContaining("not those that its model.json describes");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "formatVersion": 1       | "formatVersion": 2        | newer studio
            "formatVersion": 1       | "formatVersion": 0        | formatVersion must be 1
            "latent-studio/model"    | "latent-studio/recipe"    | format 'latent-studio/model'
            "family": "vae"          | "family": "rnn"           | family must be one of vae
            "latentDimension": 2     | "latentDimension": 0      | latentDimension must be in
            "channels": 1            | "channels": 2             | image has values that do not fit
            "parameters": 6          | "parameters": -6          | parameters must not be negative
            "elbo": -1.25            | "elbo": "good"            | metrics.elbo must be a number
            "hash": "                | "hash": "x                | hash must be 64 hex digits
            "type": "conv-vae"       | "kind": "conv-vae"        | kind is unknown
            """)
    void aFaultInTheDocumentIsNamed(String original, String replacement, String expected) throws Exception {
        Path location = folder.resolve("m");
        write(location, Precision.FLOAT32);
        Path file = location.resolve(ModelFolder.DOCUMENT);
        String text = Files.readString(file);
        assertThat(text).contains(original);
        Files.writeString(file, text.replace(original, replacement));

        assertThatThrownBy(() -> ModelFolder.open(location))
                .isInstanceOf(BadModelFile.class)
                .hasMessageContaining(location.toString())
                .hasMessageContaining(expected);
    }

    @Test
    void anOversizedDocumentIsRefusedUnread() throws Exception {
        Path location = folder.resolve("m");
        write(location, Precision.FLOAT32);
        Files.write(location.resolve(ModelFolder.DOCUMENT), new byte[16_000_001]);

        assertThatThrownBy(() -> ModelFolder.open(location))
                .isInstanceOf(BadModelFile.class)
                .hasMessageContaining("16000001 bytes");
    }

    @Test
    void aMissingPartIsNamed() throws Exception {
        Path location = folder.resolve("m");
        write(location, Precision.FLOAT32);
        Files.delete(location.resolve(ModelFolder.WEIGHTS));

        assertThatThrownBy(() -> ModelFolder.open(location))
                .isInstanceOf(BadModelFile.class)
                .hasMessageContaining("has no weights.safetensors");
        assertThatThrownBy(() -> ModelFolder.open(folder))
                .isInstanceOf(BadModelFile.class)
                .hasMessageContaining("has no model.json");
        assertThatThrownBy(() -> ModelFolder.open(folder.resolve("none"))).isInstanceOf(NotFound.class);
    }

    @Test
    void aFullDiskChangesNothingOfAModelThatIsThere() throws Exception {
        Path location = folder.resolve("m");
        write(location, Precision.FLOAT32);
        Map<String, HostTensor> others = Map.of("x", HostTensor.zeros(50));

        assertThatThrownBy(() -> ModelFolder.write(
                        new AtomicFile(new FullDisk(400)), location, document(), others, latents, Precision.FLOAT32))
                .isInstanceOf(DiskFull.class);

        assertThat(ModelFolder.open(location).verifiedWeights()).containsExactlyEntriesOf(weights);
        assertThat(names(location)).containsExactly("latents.safetensors", "model.json", "weights.safetensors");
    }

    @Test
    void aFullDiskLeavesNothingOfANewModel() {
        assertThatThrownBy(() -> ModelFolder.write(
                        new AtomicFile(new FullDisk(400)),
                        folder.resolve("new").resolve("m"),
                        document(),
                        weights,
                        latents,
                        Precision.FLOAT32))
                .isInstanceOf(DiskFull.class);

        assertThat(folder).isEmptyDirectory();
    }

    private ModelDocument write(Path location, Precision precision) throws Exception {
        return ModelFolder.write(new AtomicFile(), location, document(), weights, latents, precision);
    }

    private static ModelFolder open(ModelDocument document) throws Exception {
        return ModelFolder.open(document.card().location());
    }

    private Path zip(String top) throws Exception {
        Path location = folder.resolve("m");
        write(location, Precision.FLOAT32);
        Path zip = folder.resolve("model.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry("other/notes.txt"));
            for (String name : names(location)) {
                out.putNextEntry(new ZipEntry(top + name));
                Files.copy(location.resolve(name), out);
            }
        }
        return zip;
    }

    private static List<String> names(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    static ModelDocument document() {
        JsonObject spec = RecordJson.encode(new Network(List.of(8)));
        ModelCard card = new ModelCard(
                "anything",
                Path.of("anywhere"),
                Family.VAE,
                "conv-vae",
                new ImageShape(1, 28, 28),
                2,
                Set.of(Capability.ENCODES, Capability.DECODES),
                List.of(PriorKind.NORMAL),
                0,
                "0".repeat(64),
                "fashion-mnist",
                "Apache-2.0",
                "A test's model.",
                Map.of("elbo", -1.25));
        return new ModelDocument(card, spec, Map.of("steps", "100"));
    }

    private record Network(List<Integer> widths) {}
}
