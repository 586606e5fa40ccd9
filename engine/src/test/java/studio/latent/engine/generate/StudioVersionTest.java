package studio.latent.engine.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class StudioVersionTest {
    @Test
    void isTheVersionOfTheBuild() throws Exception {
        String build = Files.readString(Path.of("..", "pom.xml"));

        assertThat(build)
                .contains("<artifactId>latent-studio</artifactId>\n  <version>" + StudioVersion.CURRENT + "</version>");
    }
}
