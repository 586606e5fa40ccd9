package studio.latent.app.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.latent.app.FxTest;
import studio.latent.engine.error.BadOption;
import studio.latent.engine.error.NotFound;

class ScreenshotTest extends FxTest {
    private final FakeContents contents = new FakeContents();

    @Test
    void the_window_is_drawn_at_the_size_asked_for(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("deep/window.png");
        Screenshot.take(_ -> contents, new Screenshot.Shot("train", "vae", "", false, 900, 600), file);
        BufferedImage image = ImageIO.read(file.toFile());
        assertThat(image.getWidth()).isEqualTo(900);
        assertThat(image.getHeight()).isEqualTo(600);
        assertThat(contents.made).contains("train");
        waitUntil("the engine is closed", () -> contents.closed);
        assertThat(image.getRGB(450, 300)).isNotEqualTo(image.getRGB(20, 300));
    }

    @Test
    void the_light_theme_is_lighter(@TempDir Path folder) throws Exception {
        Path dark = folder.resolve("dark.png");
        Path light = folder.resolve("light.png");

        Screenshot.take(_ -> contents, new Screenshot.Shot("train", "", "", false, 900, 600), dark);
        Screenshot.take(_ -> contents, new Screenshot.Shot("train", "", "", true, 900, 600), light);

        assertThat(ImageIO.read(light.toFile()).getRaster().getSample(450, 300, 1))
                .isGreaterThan(ImageIO.read(dark.toFile()).getRaster().getSample(450, 300, 1) + 100);
    }

    @Test
    void an_unknown_place_is_named_with_those_that_exist(@TempDir Path folder) {
        assertThatThrownBy(() -> Screenshot.take(
                        _ -> contents, new Screenshot.Shot("garden", "", "", false, 900, 600), folder.resolve("a.png")))
                .isInstanceOf(BadOption.class)
                .hasMessageContaining("garden")
                .hasMessageContaining("explore, train");
    }

    @Test
    void a_model_that_does_not_open_fails_with_its_reason(@TempDir Path folder) {
        assertThatThrownBy(() -> Screenshot.take(
                        _ -> contents,
                        new Screenshot.Shot("explore", "nope", "", false, 900, 600),
                        folder.resolve("a.png")))
                .isInstanceOf(NotFound.class)
                .hasMessageContaining("nope");
    }

    @Test
    void a_training_run_is_read_before_the_place_is_drawn(@TempDir Path folder) throws Exception {
        Screenshot.take(
                _ -> contents,
                new Screenshot.Shot("train", "", "runs/monday", false, 900, 600),
                folder.resolve("run.png"));

        assertThat(contents.shownRuns).containsExactly(Path.of("runs/monday"));
    }

    @Test
    void a_size_out_of_range_is_refused() {
        assertThatThrownBy(() -> new Screenshot.Shot("explore", "", "", false, 10, 600))
                .hasMessageContaining("10×600");
    }
}
