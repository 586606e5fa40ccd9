package studio.latent.engine.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A folder that diffusers wrote, with another word in its configuration.
final class ChangedConfig {
    private ChangedConfig() {}

    /// Copies `golden` into `folder`, with `to` where its configuration has `from`.
    static void write(Path golden, Path folder, String from, String to) throws IOException {
        Files.copy(golden.resolve(DiffusersConfig.WEIGHTS), folder.resolve(DiffusersConfig.WEIGHTS));
        String config = Files.readString(golden.resolve(DiffusersConfig.FILE));
        assertThat(config).contains(from);
        Files.writeString(folder.resolve(DiffusersConfig.FILE), config.replace(from, to));
    }
}
