package studio.latent.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.latent.engine.io.ExportFormat;
import studio.latent.engine.io.ModelFolder;

/// What travels with a model that ships with directions.
class FolderModelLibraryTest {
    private static final Path SHIPPED = Path.of("..", "sample-models", "models", "vae-avatars");

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
                .export(SHIPPED.toString(), ExportFormat.SAFETENSORS, copy)
                .await()
                .orThrow();
        assertThat(directions(copy.toString())).isEqualTo(shipped);

        studio.models().importFrom(copy).await().orThrow();
        assertThat(directions("traveller")).isEqualTo(shipped);
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
