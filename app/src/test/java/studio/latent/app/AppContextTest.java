package studio.latent.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ComboBox;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import studio.latent.app.shell.Contents;
import studio.latent.app.shell.Screenshot;
import studio.latent.engine.job.Outcome;

/// Draws every place of the real window over an engine without native code; the pictures stay in `target/shots`.
class AppContextTest extends FxTest {
    @ParameterizedTest
    @CsvSource({
        "explore, 1600, 1000",
        "explore, 1280, 800",
        "train, 1280, 800",
        "compare, 1280, 800",
        "models, 1280, 800",
        "data, 1280, 800"
    })
    void every_place_can_be_drawn_with_a_model_open(String place, int width, int height, @TempDir Path home)
            throws Exception {
        Path file = Path.of("target", "shots", place + "-" + width + ".png");
        Screenshot.take(
                AppContext.maker(FakeStudio::onOwnThread, home),
                new Screenshot.Shot(place, FakeStudio.GREY, "", false, width, height),
                file);
        BufferedImage image = ImageIO.read(file.toFile());
        assertThat(image.getWidth()).isEqualTo(width);
        Set<Integer> colours = new HashSet<>();
        for (int x = 100; x < width; x += 3) {
            for (int y = 0; y < height - 40; y += 3) {
                colours.add(image.getRGB(x, y));
            }
        }
        assertThat(colours).as("something is drawn in " + place).hasSizeGreaterThan(20);
        if (place.equals("explore")) {
            assertThat(shareOfGround(image))
                    .as("share of the canvas without an image")
                    .isLessThan(0.7);
        }
    }

    @Test
    void explore_knows_a_model_that_another_place_opened_before_it_was_seen(@TempDir Path home) throws Exception {
        try (Contents contents = AppContext.maker(FakeStudio::onOwnThread, home).make(_ -> {})) {
            AtomicReference<@Nullable Outcome<?>> opened = new AtomicReference<>();
            onFx(() -> contents.open(FakeStudio.COLOUR, opened::set));
            waitUntil("the model is open", () -> opened.get() != null);

            show(1280, 800, () -> (Parent) contents.places().getFirst().view().get());

            ComboBox<?> models = find("#explore-model", ComboBox.class);
            assertThat(callFx(() -> models.getValue().toString())).contains(FakeStudio.COLOUR);
            assertThat(callFx(() -> find(".inspector-scroll", Node.class).isDisabled()))
                    .isFalse();
        }
    }

    /// How much of the middle of the canvas has one and the same colour.
    private static double shareOfGround(BufferedImage image) {
        Map<Integer, Integer> counts = new HashMap<>();
        int total = 0;
        for (int x = image.getWidth() / 4; x < image.getWidth() / 2; x++) {
            for (int y = image.getHeight() / 5; y < image.getHeight() / 2; y++) {
                counts.merge(image.getRGB(x, y), 1, Integer::sum);
                total++;
            }
        }
        return (double) Collections.max(counts.values()) / total;
    }
}
