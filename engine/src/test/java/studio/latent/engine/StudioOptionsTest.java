package studio.latent.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class StudioOptionsTest {
    @Test
    void theUsersFoldersLieInTheHomeFolder() {
        Path home = Path.of("somewhere");

        StudioOptions options = new StudioOptions(null, home);

        assertThat(options.models()).isEqualTo(home.resolve("models"));
        assertThat(options.runs()).isEqualTo(home.resolve("runs"));
        assertThat(options.cache()).isEqualTo(home.resolve("cache"));
        assertThat(options.crash()).isEqualTo(home.resolve("crash"));
    }
}
