package studio.latent.app.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WindowMemoryTest {
    @TempDir
    Path folder;

    @Test
    void the_window_comes_back_as_it_was_left() {
        WindowMemory.Layout left = new WindowMemory.Layout(1234, 777, true, true, "train");
        Path file = folder.resolve("home/window.json");

        new WindowMemory(file).save(left);

        assertThat(new WindowMemory(file).load()).isEqualTo(left);
    }

    @Test
    void a_missing_or_broken_file_is_the_first_start() throws Exception {
        Path file = folder.resolve("window.json");
        assertThat(new WindowMemory(file).load()).isEqualTo(WindowMemory.Layout.FIRST);

        Files.writeString(file, "{\"format\": \"latent-studio/window-1\", \"width\": -4}");
        assertThat(new WindowMemory(file).load()).isEqualTo(WindowMemory.Layout.FIRST);
    }

    @Test
    void a_folder_that_cannot_be_written_costs_the_memory_only() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "no folder");
        WindowMemory memory = new WindowMemory(file.resolve("window.json"));

        memory.save(WindowMemory.Layout.FIRST);

        assertThat(Files.readString(file)).isEqualTo("no folder");
    }

    @Test
    void a_size_that_no_window_has_is_refused() {
        assertThatThrownBy(() -> new WindowMemory.Layout(10, 10, false, false, ""))
                .hasMessageContaining("320×240");
    }
}
