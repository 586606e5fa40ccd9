package studio.latent.app.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.image.Image;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;

class ImageCanvasTest extends ControlTest {
    private ImageCanvas canvas(double width, double height) {
        return showControl(width, height, () -> new ImageCanvas(ENGLISH));
    }

    @Test
    void a_small_image_is_enlarged_to_crisp_squares_in_the_middle() {
        ImageCanvas canvas = canvas(420, 320);
        onFx(() -> canvas.show(checker()));
        Image shot = picture();
        assertThat(rgbAt(shot, 208, 158)).isEqualTo(0xffffff);
        assertThat(rgbAt(shot, 212, 158)).isEqualTo(0x000000);
        assertThat(rgbAt(shot, 208, 162)).isEqualTo(0x000000);
        assertThat(rgbAt(shot, 212, 162)).isEqualTo(0xffffff);
        assertThat(rgbAt(shot, 70, 20)).isEqualTo(0xffffff);
        assertThat(rgbAt(shot, 20, 160)).as("left of the square image").isNotIn(0xffffff, 0x000000);
    }

    @Test
    void the_enlargement_keeps_the_aspect_and_is_whole_when_large() {
        assertThat(ImageCanvasSkin.enlargement(28, 28, 700, 600)).isEqualTo(21);
        assertThat(ImageCanvasSkin.enlargement(28, 56, 700, 600)).isEqualTo(10);
        assertThat(ImageCanvasSkin.enlargement(1024, 512, 512, 512)).isCloseTo(0.5, within(1e-12));
        assertThat(ImageCanvasSkin.enlargement(100, 100, 250, 250)).isEqualTo(2.5);
    }

    @Test
    void the_next_image_replaces_the_one_before() {
        ImageCanvas canvas = canvas(300, 300);
        onFx(() -> canvas.show(plain(4, 4, 200, 10, 10)));
        assertThat(rgbAt(picture(), 150, 150)).isEqualTo(0xc80a0a);
        onFx(() -> canvas.show(plain(4, 4, 10, 200, 10)));
        assertThat(rgbAt(picture(), 150, 150)).isEqualTo(0x0ac80a);
    }

    @Test
    void without_an_image_it_says_what_to_do() {
        ImageCanvas canvas = canvas(300, 300);
        onFx(() -> canvas.placeholderProperty().set("Open a model."));
        assertThat(isShown(".placeholder")).isTrue();
        onFx(() -> canvas.show(checker()));
        assertThat(isShown(".placeholder")).isFalse();
    }

    @Test
    void the_shortcuts_copy_and_save_the_image() {
        ImageCanvas canvas = canvas(300, 300);
        List<String> saved = new ArrayList<>();
        onFx(() -> {
            canvas.show(checker());
            canvas.setOnSave(() -> saved.add("saved"));
        });
        focus(canvas);
        press(KeyCode.CONTROL, KeyCode.C);
        press(KeyCode.CONTROL, KeyCode.S);
        assertThat(saved).containsExactly("saved");
        Image copied = callFx(() -> Clipboard.getSystemClipboard().getImage());
        assertThat(copied.getWidth()).isEqualTo(2);
    }

    @Test
    void the_menu_offers_copy_and_what_the_owner_can() {
        ImageCanvas canvas = canvas(300, 300);
        List<String> saved = new ArrayList<>();
        onFx(() -> {
            canvas.show(checker());
            canvas.setOnSave(() -> saved.add("saved"));
        });
        rightClick(canvas);
        click("Save image…");
        assertThat(saved).containsExactly("saved");
    }

    @Test
    void only_image_files_are_taken() {
        List<Path> files = List.of(Path.of("a.PNG"), Path.of("notes.txt"), Path.of("b.jpeg"));
        assertThat(ImageCanvas.imagesAmong(files)).containsExactly(Path.of("a.PNG"), Path.of("b.jpeg"));
    }
}
