package studio.latent.app.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;

class ImageGridViewTest extends ControlTest {
    private ImageGridView grid(int count) {
        ImageGridView grid = showControl(480, 300, () -> new ImageGridView(ENGLISH));
        onFx(() -> {
            List<FilmFrame> tiles = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                tiles.add(new FilmFrame("tile " + i, plain(4, 4, 0, i % 256, 0)));
            }
            grid.tiles().setAll(tiles);
        });
        return grid;
    }

    @Test
    void only_tiles_in_sight_are_made() {
        ImageGridView grid = grid(10_000);
        assertThat(callFx(() -> grid.lookupAll(".tile").size())).isBetween(8, 60);
    }

    @Test
    void arrow_keys_walk_in_two_dimensions_and_scroll_along() {
        ImageGridView grid = grid(100);
        focus(grid);
        press(KeyCode.RIGHT);
        press(KeyCode.RIGHT);
        press(KeyCode.DOWN);
        assertThat(grid.selectedProperty().get()).isEqualTo(1 + 4);
        press(KeyCode.UP);
        press(KeyCode.LEFT);
        assertThat(grid.selectedProperty().get()).isZero();
        press(KeyCode.END);
        assertThat(grid.selectedProperty().get()).isEqualTo(99);
        waitUntil("the last tile is in sight", () -> isShown("tile 99"));
    }

    @Test
    void a_click_chooses_and_enter_acts() {
        ImageGridView grid = grid(6);
        List<Integer> opened = new ArrayList<>();
        onFx(() -> grid.setOnActivate(() -> opened.add(grid.selectedProperty().get())));
        click("tile 2");
        assertThat(grid.selectedProperty().get()).isEqualTo(2);
        press(KeyCode.ENTER);
        assertThat(opened).containsExactly(2);
    }

    @Test
    void fewer_tiles_pull_the_selection_back() {
        ImageGridView grid = grid(6);
        onFx(() -> grid.selectedProperty().set(5));
        onFx(() -> grid.tiles().remove(2, 6));
        assertThat(grid.selectedProperty().get()).isEqualTo(1);
    }

    @Test
    void without_tiles_it_says_why() {
        ImageGridView grid = grid(0);
        onFx(() -> grid.placeholderProperty().set("No images yet."));
        assertThat(isShown("No images yet.")).isTrue();
    }
}
