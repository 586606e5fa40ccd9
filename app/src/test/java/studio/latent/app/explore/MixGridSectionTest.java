package studio.latent.app.explore;

import static org.assertj.core.api.Assertions.assertThat;

import javafx.scene.control.Button;
import javafx.scene.image.ImageView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import studio.latent.app.FakeStudio;
import studio.latent.app.FxTest;

class MixGridSectionTest extends FxTest {
    private final FxExplore fx = new FxExplore();
    private final MixGridViewModel grid = fx.explore.style().grid();

    @BeforeEach
    void showTable() {
        show(900, 420, () -> FxExplore.dressed(new MixGridSection(grid, fx.parts())));
        onFx(() -> fx.explore.open(FakeStudio.STYLED));
        waitUntil("the model's image is there", () -> fx.isReady(FakeStudio.STYLED));
        onFx(() -> grid.shownProperty().set(true));
        waitUntil(
                "all mixes are there",
                () -> grid.imageProperty(MixGridViewModel.ROWS, MixGridViewModel.COLUMNS)
                                .get()
                        != null);
    }

    @AfterEach
    void closeStudio() {
        fx.close();
    }

    private Button cell(int row, int column) {
        return find("#explore-mix-cell-" + row + "-" + column, Button.class);
    }

    @Test
    void everyCellShowsItsImageAndSaysWhatItIs() {
        for (int row = 0; row <= MixGridViewModel.ROWS; row++) {
            for (int column = row == 0 ? 1 : 0; column <= MixGridViewModel.COLUMNS; column++) {
                Button cell = cell(row, column);
                assertThat(((ImageView) cell.getGraphic()).getImage()).isNotNull();
                assertThat(cell.isDisabled()).isFalse();
            }
        }
        assertThat(cell(0, 2).getAccessibleText()).isEqualTo("Image B 2");
        assertThat(cell(3, 0).getAccessibleText()).isEqualTo("Image A 3");
        assertThat(cell(3, 2).getAccessibleText()).isEqualTo("A 3 mixed with B 2");
        picture();
    }

    @Test
    void aPressTakesAMixToTheCanvasAndTheKeyboardReachesIt() {
        click(cell(2, 3));
        waitUntil(
                "the mix is on the canvas",
                () -> grid.imageProperty(2, 3)
                        .get()
                        .equals(fx.explore.imageProperty().get()));
        assertThat(callFx(() -> fx.styling().mix())).isNotNull();

        focus(cell(2, 4));
        press(KeyCode.SPACE);
        waitUntil(
                "the next one is",
                () -> grid.imageProperty(2, 4)
                        .get()
                        .equals(fx.explore.imageProperty().get()));
    }

    @Test
    void sourcesAreRolledAndTheTableIsClosed() {
        var before = callFx(() -> grid.imageProperty(1, 0).get());
        click("#explore-mix-rows-roll");
        waitUntil("there is another A", () -> !grid.imageProperty(1, 0).get().equals(before));
        click("#explore-mix-columns-put");
        waitUntil(
                "the current image is the first B",
                () -> grid.imageProperty(0, 1)
                        .get()
                        .equals(fx.explore.imageProperty().get()));

        click("#explore-mix-table-close");
        assertThat(isShown("#explore-mix-grid")).isFalse();
    }
}
