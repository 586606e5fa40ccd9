package studio.latent.engine.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.latent.engine.error.DiskFull;
import studio.latent.engine.error.FileTrouble;
import studio.latent.engine.io.AtomicFile.Content;
import studio.latent.engine.io.AtomicFile.Previous;

class AtomicFileTest {
    @TempDir
    Path folder;

    @Test
    void writesTheContentAndNothingElse() throws Exception {
        Path file = folder.resolve("a.json");

        new AtomicFile().write(file, Content.of("{}"));

        assertThat(file).hasContent("{}");
        assertThat(names()).containsExactly("a.json");
    }

    @Test
    void replacesWhatWasThere() throws Exception {
        Path file = folder.resolve("a.json");
        new AtomicFile().write(file, Content.of("old and longer"));

        new AtomicFile().write(file, Content.of("new"));

        assertThat(file).hasContent("new");
        assertThat(names()).containsExactly("a.json");
    }

    @Test
    void keepsExactlyOnePreviousContentWhenAsked() throws Exception {
        Path file = folder.resolve("checkpoint");
        for (String content : List.of("1", "2", "3")) {
            new AtomicFile().write(file, Previous.KEPT, Content.of(content));
        }

        assertThat(file).hasContent("3");
        assertThat(AtomicFile.previousOf(file)).hasContent("2");
        assertThat(names()).containsExactly("checkpoint", "checkpoint.previous");
    }

    @Test
    void keepsThePreviousContentAfterACrashThatLeftBothNamesOnOneFile() throws Exception {
        Path file = folder.resolve("checkpoint");
        Files.writeString(file, "1");
        Files.createLink(AtomicFile.previousOf(file), file);

        new AtomicFile().write(file, Previous.KEPT, Content.of("2"));

        assertThat(file).hasContent("2");
        assertThat(AtomicFile.previousOf(file)).hasContent("1");
        assertThat(names()).containsExactly("checkpoint", "checkpoint.previous");
    }

    @Test
    void aFullDiskLeavesTheOldContentAndNoTemporaryFile() throws Exception {
        Path file = folder.resolve("a.json");
        Files.writeString(file, "old");

        assertThatThrownBy(() -> new AtomicFile(new FullDisk(3)).write(file, Content.of("longer than room")))
                .isInstanceOf(DiskFull.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("Free some space");

        assertThat(file).hasContent("old");
        assertThat(names()).containsExactly("a.json");
    }

    @Test
    void aDiskThatFillsUpAtTheSecondOfSeveralFilesChangesNone() throws Exception {
        LinkedHashMap<Path, Content> files = new LinkedHashMap<>();
        files.put(folder.resolve("weights"), Content.of("12345"));
        files.put(folder.resolve("model.json"), Content.of("12345"));

        assertThatThrownBy(() -> new AtomicFile(new FullDisk(7)).writeAll(files, Previous.REPLACED))
                .isInstanceOf(DiskFull.class);

        assertThat(names()).isEmpty();
    }

    @Test
    void aProgramErrorInTheContentLeavesNoTemporaryFile() {
        Path file = folder.resolve("a.json");

        assertThatThrownBy(() -> new AtomicFile().write(file, out -> {
                    out.write(ByteBuffer.wrap(new byte[10]));
                    throw new IllegalStateException("bug");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aMissingFolderIsNamedWithWhatToDo() {
        Path file = folder.resolve("missing").resolve("a.json");

        assertThatThrownBy(() -> new AtomicFile().write(file, Content.of("x")))
                .isInstanceOf(FileTrouble.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("folder exists");
    }

    @Test
    void aFolderInTheWayOfTheFileIsReportedAndStays() throws Exception {
        Path inTheWay = Files.createDirectory(folder.resolve("a.json"));
        Files.writeString(inTheWay.resolve("inside"), "x");

        assertThatThrownBy(() -> new AtomicFile().write(inTheWay, Content.of("x")))
                .isInstanceOf(FileTrouble.class);

        assertThat(inTheWay.resolve("inside")).hasContent("x");
        assertThat(names()).containsExactly("a.json");
    }

    private List<String> names() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
