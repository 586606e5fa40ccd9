package studio.latent.engine.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TorchFolderTest {
    @TempDir
    Path root;

    private Path install(String folder, String... libraries) throws IOException {
        Path lib = Files.createDirectories(root.resolve(folder));
        for (String library : libraries) {
            Files.writeString(lib.resolve(System.mapLibraryName(library)), "");
        }
        return lib;
    }

    @Test
    void aPythonInstallationTellsItsLibrariesAndItsVersion() throws Exception {
        Path lib = install("torch/lib", "torch", "torch_cpu", "c10", "torch_cuda", "c10_cuda", "shm");
        Files.writeString(lib.resolve("../version.py"), "from typing import Optional\n__version__ = '2.7.1+cu128'\n");

        TorchFolder folder = TorchFolder.probe(lib);

        assertThat(folder.exists()).isTrue();
        assertThat(folder.libraries()).containsExactlyInAnyOrderElementsOf(TorchFolder.KNOWN);
        assertThat(folder.isCuda()).isTrue();
        assertThat(folder.version()).isEqualTo("2.7.1+cu128");
        assertThat(folder.nearby()).isNull();
    }

    @Test
    void anUnpackedLibtorchTellsItsVersionInAFileOfItsOwn() throws Exception {
        Path lib = install("libtorch/lib", "torch", "torch_cpu", "c10");
        Files.writeString(lib.resolve("../build-version"), "2.6.0+cpu\n");

        TorchFolder folder = TorchFolder.probe(lib);

        assertThat(folder.version()).isEqualTo("2.6.0+cpu");
        assertThat(folder.isCuda()).isFalse();
    }

    @Test
    void librariesWithoutAnInstallationTellNoVersion() throws Exception {
        assertThat(TorchFolder.probe(install("flat", "torch")).version()).isNull();
    }

    @Test
    void aFolderThatIsNotThereIsNotThere() {
        TorchFolder folder = TorchFolder.named(root.resolve("nowhere").toString());

        assertThat(folder.exists()).isFalse();
        assertThat(folder.path()).isEqualTo(root.resolve("nowhere"));
    }

    @Test
    void whoNamesTheInstallationIsShownItsLibFolder() throws Exception {
        Path lib = install("site-packages/torch/lib", "torch", "torch_cpu", "c10");

        assertThat(TorchFolder.probe(root.resolve("site-packages")).nearby()).isEqualTo(lib);
        assertThat(TorchFolder.probe(root.resolve("site-packages/torch")).nearby())
                .isEqualTo(lib);
    }

    @Test
    void ofSeveralFoldersTheFirstWithLibtorchCounts() throws Exception {
        Path empty = install("empty");
        Path lib = install("lib", "torch");

        TorchFolder folder = TorchFolder.named(empty + File.pathSeparator + lib);

        assertThat(folder.path()).isEqualTo(lib);
    }

    @Test
    void libtorchItselfStandsForItsFolder() throws Exception {
        Path lib = install("lib", "torch");

        assertThat(TorchFolder.probe(lib.resolve(System.mapLibraryName("torch")))
                        .path())
                .isEqualTo(lib);
    }
}
