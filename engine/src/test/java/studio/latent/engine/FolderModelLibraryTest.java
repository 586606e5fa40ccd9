package studio.latent.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.latent.engine.error.BadOption;
import studio.latent.engine.image.Raster;
import studio.latent.engine.io.ContentHash;
import studio.latent.engine.io.ExportFormat;
import studio.latent.engine.io.ModelFolder;
import studio.latent.engine.io.Precision;
import studio.latent.engine.model.Latent;
import studio.latent.engine.model.ModelCard;
import studio.latent.engine.model.PriorKind;
import studio.latent.engine.tensor.HostTensor;

/// What travels with a model that ships with directions, and a model at half the size.
class FolderModelLibraryTest {
    private static final Path MODELS = Path.of("..", "sample-models", "models");
    private static final Path SHIPPED = MODELS.resolve("vae-avatars");

    /// One that is kept as it was trained, in float32.
    private static final Path FULL = MODELS.resolve("gan-fashion");

    @TempDir
    Path folder;

    private Studio studio = Studio.open(new StudioOptions(null, Path.of("unused"), "cpu", 1));

    @BeforeEach
    void open() {
        studio.close();
        studio = Studio.open(new StudioOptions(null, folder.resolve("home"), "cpu", 1));
    }

    @AfterEach
    void close() {
        studio.close();
    }

    private List<String> directions(String nameOrPath) throws Exception {
        OpenModel model = studio.models().open(nameOrPath).await().orThrow();
        Directions.Shelf shelf = studio.directions().list(model).await().orThrow();
        assertThat(shelf.problems()).isEmpty();
        return shelf.directions().stream().map(kept -> kept.direction().name()).toList();
    }

    @Test
    void anExportedAndAnImportedModelHaveTheirDirections() throws Exception {
        List<String> shipped = directions(SHIPPED.toString());
        assertThat(shipped).contains("smile", "beard");
        Path copy = folder.resolve("traveller");

        studio.models()
                .export(SHIPPED.toString(), ExportFormat.SAFETENSORS, Precision.FLOAT32, copy)
                .await()
                .orThrow();
        assertThat(directions(copy.toString())).isEqualTo(shipped);

        studio.models().importFrom(copy).await().orThrow();
        assertThat(directions("traveller")).isEqualTo(shipped);
    }

    @Test
    void aModelAtHalfTheSizeIsItsRoundedSelf() throws Exception {
        Path half = folder.resolve("half");

        export(FULL.toString(), half);

        assertThat((double) Files.size(half.resolve(ModelFolder.WEIGHTS))
                        / Files.size(FULL.resolve(ModelFolder.WEIGHTS)))
                .isBetween(0.49, 0.52);
        Map<String, HostTensor> original = ModelFolder.open(FULL).verifiedWeights();
        Map<String, HostTensor> rounded = new LinkedHashMap<>();
        original.forEach((name, tensor) -> rounded.put(name, Precision.FLOAT16.stored(tensor)));
        assertThat(ModelFolder.open(half).verifiedWeights()).isEqualTo(rounded).isNotEqualTo(original);
        assertThat(ModelFolder.open(half).document().card().hash())
                .isEqualTo(ContentHash.of(rounded))
                .isNotEqualTo(ModelFolder.open(FULL).document().card().hash());
        assertThat(ModelFolder.open(half).latents())
                .isEqualTo(ModelFolder.open(FULL).latents());
        assertThat(greatestDifference(images(FULL.toString()), images(half.toString())))
                .isBetween(1, 4);
    }

    @Test
    void aModelAtHalfTheSizeIsExportedAgainAndImported() throws Exception {
        Path half = folder.resolve("half");
        Path again = folder.resolve("again");
        export(SHIPPED.toString(), half);

        export(half.toString(), again);
        ModelCard imported = studio.models().importFrom(again).await().orThrow();

        assertThat(Files.readAllBytes(again.resolve(ModelFolder.WEIGHTS)))
                .isEqualTo(Files.readAllBytes(half.resolve(ModelFolder.WEIGHTS)));
        assertThat(directions(half.toString())).isEqualTo(directions(SHIPPED.toString()));
        assertThat(imported.hash())
                .isEqualTo(ModelFolder.open(half).document().card().hash());
        assertThat(images("again")).isEqualTo(images(half.toString()));
        Path script = studio.models()
                .export("again", ExportFormat.TORCHSCRIPT, Precision.FLOAT32, folder.resolve("script.pt"))
                .await()
                .orThrow();
        ModelCard decoder = studio.models().importFrom(script).await().orThrow();
        assertThat(images(decoder.name())).isEqualTo(images(half.toString()));
    }

    @Test
    void halfPrecisionIsForModelFoldersAndNeverReplacesTheModelItself() throws Exception {
        export(SHIPPED.toString(), folder.resolve("half"));

        for (ExportFormat format : List.of(ExportFormat.TORCHSCRIPT, ExportFormat.DIFFUSERS)) {
            assertThatThrownBy(() -> studio.models()
                            .export(SHIPPED.toString(), format, Precision.FLOAT16, folder.resolve("none"))
                            .await()
                            .orThrow())
                    .isInstanceOfSatisfying(
                            BadOption.class,
                            trouble -> assertThat(trouble.remedy()).contains("Export as safetensors"));
        }
        assertThat(folder.resolve("none")).doesNotExist();
        Path half = folder.resolve("half");
        assertThatThrownBy(() -> export(half.toString(), half))
                .isInstanceOf(BadOption.class)
                .hasMessageContaining("cannot take the place");
    }

    private void export(String nameOrPath, Path target) throws Exception {
        studio.models()
                .export(nameOrPath, ExportFormat.SAFETENSORS, Precision.FLOAT16, target)
                .await()
                .orThrow();
    }

    private List<Raster> images(String nameOrPath) throws Exception {
        OpenModel model = studio.models().open(nameOrPath).await().orThrow();
        List<Latent> latents = LongStream.rangeClosed(1, 4)
                .mapToObj(seed -> studio.bench().latentOf(model, seed, PriorKind.NORMAL, 1))
                .toList();
        return studio.bench().decode(model, latents).await().orThrow();
    }

    /// The greatest difference of two samples of a pixel, of 255.
    private static int greatestDifference(List<Raster> one, List<Raster> other) {
        assertThat(one).hasSameSizeAs(other);
        int greatest = 0;
        for (int i = 0; i < one.size(); i++) {
            byte[] a = one.get(i).samples();
            byte[] b = other.get(i).samples();
            for (int k = 0; k < a.length; k++) {
                greatest = Math.max(greatest, Math.abs((a[k] & 0xFF) - (b[k] & 0xFF)));
            }
        }
        return greatest;
    }

    @Test
    void theDirectionsInAZipAreReadInPlace() throws Exception {
        Path zip = folder.resolve("packed.zip");
        try (OutputStream file = Files.newOutputStream(zip);
                ZipOutputStream out = new ZipOutputStream(file);
                Stream<Path> parts = Files.list(SHIPPED)) {
            for (Path part : parts.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new ZipEntry("packed/" + part.getFileName()));
                Files.copy(part, out);
            }
        }

        assertThat(ModelFolder.open(zip).directions()).isPresent();
        assertThat(directions(zip.toString())).isEqualTo(directions(SHIPPED.toString()));
    }
}
